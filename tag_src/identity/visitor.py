"""Know who the visitor is: one stored record per API key, and a cookie with the anonymous id.

Never derives an id from the device.
"""

from typing import TypedDict, cast

from js import Error, Record, RegExp, String, regex, typeof

from tag_src.boot.options import options
from tag_src.browser.cookies import read_cookie
from tag_src.browser.ids import uuid7
from tag_src.browser.json import Properties, as_properties, from_json, to_json
from tag_src.browser.natives import now_ms
from tag_src.browser.storage import read_item, write_item
from tag_src.identity.consent import may_keep
from tag_src.identity.site_cookie import write_site_cookie

COOKIE = "periscale_did"
RECORD_VERSION = 1
MAX_RECORD_CHARS = 50_000
"""A longer record would make every event too large: only its ids are taken over."""
ANONYMOUS_ID = regex(r"^(?=.*\d)[\w-]{8,64}$")
TEXT = regex(".")
"""Any text that is not empty."""
NAME = regex(r"^[^\0\p{Cs}]{1,255}$", "u")
"""What ids and events may be called: a collector refuses a batch for anything else."""
# What a login that went wrong leaves in place of an id.
NO_ID = regex(r"^\s*(0|null|undefined|nan|\[object object\]|anonymous|guest)?\s*$", "i")


class Session(TypedDict):
    id: str
    start_ms: int
    last_ms: int
    campaign: Properties


class Visitor(TypedDict):
    """As stored. A change makes another object: a reference tells whether it is still the same."""

    version: int
    anonymous_id: str
    distinct_id: str
    groups: Properties
    known: Properties
    """Properties of the person and of the groups."""
    super: Properties
    session: Session
    """Empty until the first event."""
    is_introduced: bool
    """Whether an event has told how the visitor came."""


NOBODY = cast(Visitor, {})
visitor = NOBODY
known_record = ""
"""What is stored, as this page last read or left it."""


def current_visitor() -> Visitor:
    return visitor


def is_identified() -> bool:
    return visitor["distinct_id"] != visitor["anonymous_id"]


def visitor_key() -> str:
    return "periscale_" + options()["apiKey"]


def stored_cookie() -> str:
    """The anonymous id in it, "" if there is none."""
    return usable(ANONYMOUS_ID, read_cookie(COOKIE)) if may_keep("cookie") else ""


def load_visitor() -> None:
    """Read record and cookie; what one of them lacks is taken from the other.

    A cookie with another id than the record's tells of a reset on another subdomain.
    """
    global known_record
    text = stored_record()
    known_record = text
    record = cast(Visitor, as_properties(from_json(text)))
    own_id = usable(ANONYMOUS_ID, record["anonymous_id"])
    cookie_id = stored_cookie()
    if own_id and cookie_id and own_id != cookie_id:
        record = NOBODY
    become(cookie_id or own_id, record, record if len(text) < MAX_RECORD_CHARS else NOBODY)


def stored_record() -> str:
    """ "" if there is none."""
    return read_item(visitor_key()) if may_keep("localStorage") else ""


def become(known_id: str, ids: Visitor, record: Visitor) -> None:
    """Take over what can be used of a stored record; without `known_id`, be a new visitor."""
    global visitor
    anonymous_id = known_id or uuid7(is_unlike_others=True)
    visitor = {
        "version": RECORD_VERSION,
        "anonymous_id": anonymous_id,
        "distinct_id": usable(NAME, ids["distinct_id"]) or anonymous_id,
        "groups": as_properties(record["groups"]),
        "known": as_properties(record["known"]),
        "super": as_properties(record["super"]),
        "session": cast(Session, as_properties(record["session"])),
        "is_introduced": record["is_introduced"],
    }


def usable(pattern: RegExp, value: object) -> str:
    return value if isinstance(value, str) and pattern.test(value) else ""


def id_of(value: object) -> str:
    """`value` as an id. Throws if it cannot be one."""
    text = String(value)
    if typeof(value) not in "string number" or NO_ID.test(text) or not NAME.test(text):
        raise Error(f"{text} is no id")
    return text


def become_new_visitor() -> None:
    become("", NOBODY, NOBODY)
    save_visitor()


def refreshed_visitor() -> Visitor:
    """The visitor, with what another tab may have stored a moment ago.

    The later session counts, even if it is not stored yet; one from the future is a clock's error.
    """
    mine = visitor
    is_other_record = stored_record() not in ("", known_record)
    if is_other_record or stored_cookie() not in ("", mine["anonymous_id"]):
        load_visitor()
        my_ms = mine["session"]["last_ms"]
        stored_ms = visitor["session"]["last_ms"]
        is_mine = my_ms and mine["anonymous_id"] == visitor["anonymous_id"]
        if is_mine and not my_ms <= stored_ms <= now_ms():
            change_in_memory({"session": mine["session"]})
    return visitor


def change_in_memory(changes: dict[str, object]) -> None:
    """Replace the visitor by one with other values."""
    global visitor
    visitor = cast(Visitor, {**visitor, **changes})


def change_visitor(changes: dict[str, object]) -> None:
    """The same, and store it."""
    change_in_memory(changes)
    save_visitor()


def change_part(part: str, changes: Properties) -> None:
    """Change members of one part of the record, beside what other tabs have stored."""
    known = as_properties(cast(Record, refreshed_visitor())[part])
    change_visitor({part: {**known, **changes}})


def save_visitor() -> None:
    global known_record
    # The cookie first: the other write tells other tabs to look, and the cookie wins.
    if may_keep("cookie") and read_cookie(COOKIE) != visitor["anonymous_id"]:
        write_site_cookie(COOKIE, visitor["anonymous_id"])
    if may_keep("localStorage"):
        write_item(visitor_key(), to_json(visitor))
        # Read again: where there is no room, the one before is still there.
        known_record = stored_record()


def forget_visitor() -> None:
    """Remove every trace of the visitor from the browser."""
    write_item(visitor_key(), "")
    write_site_cookie(COOKIE, "")
    become("", NOBODY, NOBODY)
