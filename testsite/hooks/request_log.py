"""Remember every request that reached /batch/, for tests to assert on.

Never keeps more than a bounded number.
"""

import threading
import time
from collections import deque
from dataclasses import asdict, dataclass
from itertools import count
from typing import Literal

from flask import Blueprint, Response, jsonify, request

from testsite.collector.refusal import Refusal

MAX_ENTRIES = 20_000


@dataclass
class LogEntry:
    """One request. `status` is None while unanswered; `stored` counts the new events.

    `is_held_up` says that a fault rule makes it wait.
    """

    id: int
    method: str
    address: str  # path and query
    headers: dict[str, str]
    content_type: str | None
    arrived_at: float  # seconds since the epoch
    raw_bytes: int | None = None  # of the body as sent; None if it was refused unread
    body: str | None = None  # decompressed
    api_key: str | None = None
    status: int | Literal["closed"] | None = None
    is_held_up: bool = False
    stored: int = 0
    answered_at: float | None = None

    def finish(self, status: int | Literal["closed"]) -> None:
        self.status = status
        self.answered_at = time.time()


class RequestLog:
    def __init__(self) -> None:
        self._entries: deque[LogEntry] = deque(maxlen=MAX_ENTRIES)
        self._ids = count(1)
        self._lock = threading.Lock()

    def open(self) -> LogEntry:
        """Enter the current request."""
        query = request.query_string.decode("utf-8", "replace")
        with self._lock:
            entry = LogEntry(
                id=next(self._ids),
                method=request.method,
                address=f"{request.path}?{query}" if query else request.path,
                headers=dict(request.headers),
                content_type=request.headers.get("Content-Type"),
                arrived_at=time.time(),
            )
            self._entries.append(entry)
        return entry

    def report(self, api_key: str | None, since: int) -> list[dict[str, object]]:
        with self._lock:
            entries = list(self._entries)
        return [
            asdict(entry)
            for entry in entries
            if entry.id > since and api_key in (None, entry.api_key)
        ]


def request_log_blueprint(log: RequestLog) -> Blueprint:
    blueprint = Blueprint("request_log", __name__)

    @blueprint.get("/test/requests")
    def list_requests() -> Response:
        """Filters: api_key, and since (an id). A request whose body names no key has none."""
        since = request.args.get("since", "0")
        if not (since.isascii() and since.isdigit()):
            raise Refusal(400, f"since must be the id of a request, not {since!r}.")
        return jsonify(requests=log.report(request.args.get("api_key"), int(since)))

    return blueprint
