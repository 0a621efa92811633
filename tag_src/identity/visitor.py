"""Know who the visitor is: one stored record per API key. Never derives an id from the device."""

from typing import TypedDict, cast

from js import regex

from tag_src.boot.options import options
from tag_src.browser.cookies import read_cookie, write_cookie
from tag_src.browser.ids import uuid7
from tag_src.browser.json import Properties, from_json, to_json
from tag_src.browser.storage import read_item, write_item

COOKIE = "periscale_did"
RECORD_VERSION = 1
ANONYMOUS_ID = regex(r"^[\w-]{8,64}$")


class Visitor(TypedDict):
    """As stored. Replaced, never changed: a reference tells whether it is still the same."""

    version: int
    anonymous_id: str
    distinct_id: str


visitor: Visitor = {"version": RECORD_VERSION, "anonymous_id": "", "distinct_id": ""}


def current_visitor() -> Visitor:
    return visitor


def storage_key() -> str:
    return "periscale_" + options()["apiKey"]


def load_visitor() -> None:
    """Read the record and the cookie; whichever is missing is restored from the other."""
    global visitor
    stored = from_json(read_item(storage_key()))
    record: dict[str, object] = stored if isinstance(stored, dict) else {}
    anonymous_id = (
        usable_id(read_cookie(COOKIE)) or usable_id(record.get("anonymous_id")) or uuid7()
    )
    visitor = {
        "version": RECORD_VERSION,
        "anonymous_id": anonymous_id,
        "distinct_id": usable_id(record.get("distinct_id")) or anonymous_id,
    }
    save_visitor()


def usable_id(value: object) -> str:
    return value if isinstance(value, str) and ANONYMOUS_ID.test(value) else ""


def save_visitor() -> None:
    persistence = options()["persistence"]
    if "localStorage" in persistence:
        write_item(storage_key(), to_json(cast(Properties, visitor)))
    if "cookie" in persistence:
        write_cookie(COOKIE, visitor["anonymous_id"])
