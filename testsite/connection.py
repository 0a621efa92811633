"""The TCP connection behind a request, for faults that need more than an answer.

Never reads from it.
"""

import selectors
import socket
from collections.abc import Callable
from typing import cast

from flask import request

CONNECTION = "testsite.connection"


class ClientConnection:
    def __init__(self, sock: socket.socket, cut: Callable[[], None]) -> None:
        self._socket = sock
        self.cut = cut

    def is_gone(self) -> bool:
        """Whether the client has closed its side, as after an aborted request."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, selectors.EVENT_READ)
            if not selector.select(timeout=0):
                return False
        try:
            return self._socket.recv(1, socket.MSG_PEEK) == b""
        except OSError:
            return True


def client_connection() -> ClientConnection:
    """The connection of the current request. Raises RuntimeError under another server."""
    connection = request.environ.get(CONNECTION)
    if connection is None:
        raise RuntimeError(
            "This fault needs the site's own server: start it with python -m testsite."
        )
    return cast(ClientConnection, connection)
