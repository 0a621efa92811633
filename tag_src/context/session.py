"""Know the present session, which all tabs of an origin share: it is kept with the visitor.

Never keeps a timer: whether a session has ended is found out when the next event asks for it.
"""

from collections.abc import Callable

from tag_src.boot.options import options
from tag_src.browser.idle import when_idle
from tag_src.browser.ids import uuid7
from tag_src.context.campaign import campaign_of_landing
from tag_src.identity.visitor import (
    Session,
    change_in_memory,
    current_visitor,
    refreshed_visitor,
    save_visitor,
)

MAX_AGE_MS = 24 * 60 * 60 * 1000
SAVE_EVERY_MS = 5_000
"""How far the stored time of the last event may lie behind."""

saved_ms = 0
"""When the time was stored last, or is about to be."""


def tell_nobody(has_begun: bool) -> None:
    pass


tell_of_session: Callable[[bool], None] = tell_nobody


def on_session(callback: Callable[[bool], None]) -> None:
    """Call `callback` when a session is over (False), and when the next one has begun (True)."""
    global tell_of_session
    tell_of_session = callback


def end_session() -> None:
    """Tell that the present session is over; whoever calls makes another one."""
    tell_of_session(False)


def current_session() -> Session:
    return current_visitor()["session"]


def extend_session(now: int) -> None:
    """Make the present session last until `now`; begin a new one if the last has ended."""
    global saved_ms
    if not is_alive(now):
        refreshed_visitor()
    if not is_alive(now):
        tell_of_session(False)
        session: Session = {
            "id": uuid7(),
            "start_ms": now,
            "last_ms": now,
            "campaign": campaign_of_landing(),
        }
        change_in_memory({"session": session})
        tell_of_session(True)
    current_session()["last_ms"] = now
    if abs(now - saved_ms) > SAVE_EVERY_MS:
        saved_ms = now
        when_idle(save_session)


def is_alive(now: int) -> bool:
    """A clock put back ends nothing; a clock put forward cannot be told from a night's sleep.

    False for a stored session of another shape.
    """
    return now < due() and abs(now - current_session()["start_ms"]) < MAX_AGE_MS


def due() -> int:
    """When the present session is over, unless something happens."""
    return current_session()["last_ms"] + options()["sessionIdleMinutes"] * 60_000


def save_session() -> None:
    """Store it, beside what other tabs have stored."""
    refreshed_visitor()
    save_visitor()
