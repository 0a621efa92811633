"""Know the present session. Never keeps a timer: its age is checked when an event asks for it."""

from typing import TypedDict

from tag_src.boot.options import options
from tag_src.browser.ids import uuid7

MAX_AGE_MS = 24 * 60 * 60 * 1000


class Session(TypedDict):
    """Another session is another object: a reference tells whether it is the same."""

    id: str
    started_ms: int
    last_event_ms: int


session: Session | None = None


def session_at(now: int) -> Session:
    """The session that an event at `now` belongs to and extends; a new one if the last ended."""
    global session
    if session is None or not is_alive(session, now):
        session = {"id": uuid7(), "started_ms": now, "last_event_ms": now}
    session["last_event_ms"] = now
    return session


def is_alive(session: Session, now: int) -> bool:
    """A clock put back ends nothing; a clock put forward cannot be told from a night's sleep."""
    return (
        now - session["last_event_ms"] < options()["sessionIdleMinutes"] * 60_000
        and abs(now - session["started_ms"]) < MAX_AGE_MS
    )
