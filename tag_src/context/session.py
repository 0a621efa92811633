"""Know the present session, which all tabs of an origin share: it is kept with the visitor.

Never keeps a timer: whether a session has ended is found out when the next event asks for it.
"""

from typing import TypedDict, cast

from js import location

from tag_src.boot.options import options
from tag_src.browser.idle import when_idle
from tag_src.browser.ids import uuid7
from tag_src.browser.json import Properties
from tag_src.context.campaign import campaign_of
from tag_src.identity.visitor import (
    change_in_memory,
    change_visitor,
    current_visitor,
    refreshed_visitor,
)

MAX_AGE_MS = 24 * 60 * 60 * 1000
SAVE_EVERY_MS = 5_000
"""How far the stored time of the last event may lie behind."""


class Session(TypedDict):
    id: str
    started_ms: int
    last_event_ms: int
    campaign: Properties


saved_ms = 0


def current_session() -> Session:
    return cast(Session, current_visitor()["session"])


def extend_session(now: int) -> None:
    """Make the present session last until `now`; begin a new one if the last has ended."""
    if not is_alive(now):
        refreshed_visitor()
    if not is_alive(now):
        campaign = campaign_of(location.href)
        change_in_memory({"session": {"id": uuid7(), "started_ms": now, "campaign": campaign}})
    current_session()["last_event_ms"] = now
    if abs(now - saved_ms) > SAVE_EVERY_MS:
        when_idle(save_session)


def is_alive(now: int) -> bool:
    """A clock put back ends nothing; a clock put forward cannot be told from a night's sleep.

    False for a stored session of another shape.
    """
    session = current_session()
    return (
        now - session["last_event_ms"] < options()["sessionIdleMinutes"] * 60_000
        and abs(now - session["started_ms"]) < MAX_AGE_MS
    )


def save_session() -> None:
    """Store it, beside what other tabs have stored; a session they began later is taken over."""
    global saved_ms
    session = current_session()
    saved_ms = session["last_event_ms"]
    refreshed_visitor()
    began_later = current_session()["started_ms"] > session["started_ms"]
    if not (began_later and is_alive(saved_ms)):
        change_visitor({"session": session})
