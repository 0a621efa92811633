"""Run the site on a threaded HTTP/1.1 server until told to stop. Never knows a route."""

import logging
import signal
import socket
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from cheroot.server import HTTPConnection
from cheroot.wsgi import Gateway_10, Server
from flask import Flask

from testsite.connection import CONNECTION, ClientConnection

# Three tabs with six connections each, plus as many hung ones again, plus room for the rest.
THREADS = 64
LISTEN_BACKLOG = 256
# Longer than the tag's 10 s between two batches, so that it meets a connection still open.
IDLE_CONNECTION_S = 30
SHUTDOWN_S = 5
MAX_HEADER_BYTES = 64 * 1024
_OTHER_PORT = (
    "Is another program using it? Choose another with PORT=8001, or PORT=0 for any free one."
)
_OTHER_HOST = (
    "This machine has no such address: leave HOST out for 127.0.0.1, or take HOST=0.0.0.0 "
    "to be reached from other machines."
)
WILDCARD_HOSTS = {"0.0.0.0": "127.0.0.1", "::": "::1"}


class StartError(OSError):
    """The address cannot be listened on; the message says what to change."""


class _Connection(HTTPConnection):
    """One TCP connection, which can end in a reset instead of an orderly close."""

    is_cut = False

    def close(self) -> None:
        # cheroot stops the whole server when closing one connection fails.
        with suppress(OSError):
            if self.is_cut:
                self._reset()
            else:
                super().close()

    def _reset(self) -> None:
        """Linger 0: the kernel sends RST and forgets what was still to be sent."""
        linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.rfile.close()
        self.socket.close()


class _Gateway(Gateway_10):
    """Hands the connection to the application, for the faults that need it."""

    def get_environ(self) -> Any:
        environ: dict[str, Any] = super().get_environ()  # type: ignore[no-untyped-call]
        environ[CONNECTION] = ClientConnection(self.req.conn.socket, self._cut)
        return environ

    def start_response(self, status: str, headers: Any, exc_info: Any = None) -> Any:
        write = super().start_response(status, headers, exc_info)
        if self.req.conn.is_cut:
            self.req.sent_headers = True  # so that they never are
        return write

    def _cut(self) -> None:
        """Once the application returns, with an empty body, end the connection instead."""
        self.req.close_connection = True
        self.req.conn.is_cut = True


class _Server(Server):
    ConnectionClass = _Connection
    keep_alive_conn_limit: Any = None  # cheroot's default closes all but ten idle connections
    max_request_header_size = MAX_HEADER_BYTES

    def process_conn(self, conn: _Connection) -> None:
        """Give a thread only to connections with something to read.

        Browsers open spare connections ahead of need; cheroot would park a thread on each.
        """
        if conn.last_used is None:
            self.put_conn(conn)
        else:
            super().process_conn(conn)

    @staticmethod
    def bind_socket(sock: socket.socket, address: Any) -> socket.socket:
        """Let the next start have the same port while old connections linger in TIME_WAIT.

        Only once bound: with the option set, the kernel may hand out a port already taken.
        """
        bound: socket.socket = Server.bind_socket(sock, address)  # type: ignore[no-untyped-call]
        if sys.platform != "win32":  # where the option means stealing the port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return bound

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:
        if level >= logging.WARNING:
            super().error_log(msg, level, traceback)


def serve(app: Flask, host: str, port: int, before_stop: Callable[[], None]) -> None:
    """Serve `app` until SIGTERM or SIGINT, then finish the open requests.

    Prints the site's address once connections are accepted. Port 0 takes any free one.
    `before_stop` ends requests that would not end by themselves.
    Raises StartError when the address cannot be had.
    """
    server = _Server(
        (host, port),
        app,
        numthreads=THREADS,
        request_queue_size=LISTEN_BACKLOG,
        timeout=IDLE_CONNECTION_S,
        shutdown_timeout=SHUTDOWN_S,
    )
    server.gateway = _Gateway
    _listen(server, host, port)
    stop = threading.Event()
    _on_stop_signal(stop.set)
    accepting = threading.Thread(target=_accept, args=(server, stop), name="accept")
    accepting.start()
    print(f"Periscale test site: {_address(host, server.bind_addr[1])}", flush=True)
    stop.wait()
    before_stop()
    server.stop()
    accepting.join()


def _listen(server: _Server, host: str, port: int) -> None:
    try:
        server.prepare()
    except OSError as error:
        advice = _OTHER_PORT if _is_of_this_machine(host) else _OTHER_HOST
        raise StartError(f"cannot listen on {host} port {port} ({error}). {advice}") from error


def _is_of_this_machine(host: str) -> bool:
    """Whether some port of it can be listened on."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.bind(address)
    except OSError:
        return False
    return True


def _on_stop_signal(stop: Callable[[], None]) -> None:
    def on_signal(number: int, frame: FrameType | None) -> None:
        stop()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)


def _accept(server: _Server, stop: threading.Event) -> None:
    try:
        server.serve()
    finally:
        stop.set()


def _address(host: str, port: int) -> str:
    name = WILDCARD_HOSTS.get(host, host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"
