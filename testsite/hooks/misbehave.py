"""Carry a fault out on the current request: delay, hang, cut, or a made-up answer.

Never decides whether to.
"""

import time

from flask import Response, jsonify

from testsite.connection import ClientConnection, client_connection
from testsite.hooks.faults import NO_BODY_STATUSES, ArmedRule, FaultRule

# Above any client's own timeout, so that only a test that forgot to clear its rule meets it.
MAX_HANG_S = 120.0
POLL_S = 0.1


def misbehave(armed: ArmedRule) -> Response | None:
    """The fault's answer, or None when the request is to be answered as usual, only later.

    A request whose connection is cut gets a Response too, which is never written.
    """
    rule = armed.rule
    armed.released.wait(rule.delay_ms / 1000)
    if rule.status is not None:
        return _answer(rule, rule.status)
    if rule.hang:
        connection = client_connection()
        _hold(armed, connection)
        connection.cut()
        return Response(status=503)
    if rule.close:
        client_connection().cut()
        return Response(status=503)
    return None


def _hold(armed: ArmedRule, connection: ClientConnection) -> None:
    """Wait until the rule is cleared or the client has given up, so that its thread comes free."""
    deadline = time.monotonic() + MAX_HANG_S
    while not armed.released.wait(POLL_S) and time.monotonic() < deadline:
        if connection.is_gone():
            return


def _answer(rule: FaultRule, status: int) -> Response:
    answer = (
        Response() if status in NO_BODY_STATUSES else jsonify(error=f"A test asked for {status}.")
    )
    answer.status_code = status
    if rule.retry_after is not None:
        answer.headers["Retry-After"] = str(rule.retry_after)
    return answer
