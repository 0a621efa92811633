"""Copy values handed over by the page, within bounds, so that later changes to them change nothing.

Never keeps a reference to an object of the page, and never throws because of one.
"""

from typing import cast

from js import (
    ArrayBuffer,
    Error,
    EventTarget,
    Map,
    Object,
    Record,
    Serialisable,
    Set,
    String,
    typeof,
    undefined,
)

from tag_src.browser.console import debug
from tag_src.browser.json import Json, Properties, as_properties

MAX_DEPTH = 8
MAX_CHARS = 8_192
MAX_KEYS = 1_000
"""Of all objects and arrays in one set of properties together."""

FORBIDDEN_KEYS = ["__proto__", "constructor", "prototype"]

keys_left = 0


def copy_properties(source: object) -> Properties:
    """What can be sent of `source`; nothing if it is no object."""
    global keys_left
    keys_left = MAX_KEYS
    return as_properties(copy_member(cast(Record, [source]), 0, []))


def copy_member(owner: Record, key: str | int, ancestors: list[object]) -> Json:
    """A copy of `owner[key]`; `undefined` if there can be none, then the key is left out.

    `ancestors` are the objects around it: one that contains itself is left out.
    """
    global keys_left
    keys_left -= 1
    try:
        return copy_value(owner[key], ancestors)
    except Exception as error:
        debug(f"{key} is left out:", error)
        return undefined


def copy_value(value: object, ancestors: list[object]) -> Json:
    """Throws where there is no copy, and what a getter or a `toJSON` of the page throws."""
    kind = typeof(value)
    if keys_left < 0 or kind in ("function", "symbol"):
        raise Error(kind)
    if isinstance(value, Error) or kind in ("string", "bigint"):
        return String(value)[:MAX_CHARS]
    if value is None or kind != "object":
        return cast(Json, value)
    if len(ancestors) >= MAX_DEPTH or value in ancestors or isinstance(value, EventTarget):
        raise Error("cycle, depth or element")
    inner = [*ancestors, value]
    if isinstance(value, Set):
        value = [*value]
    if isinstance(value, list) or ArrayBuffer.isView(value):
        items = [*cast("list[object]", value)[:MAX_KEYS]]
        return [copy_member(cast(Record, [item]), 0, inner) for item in items]
    record = cast(Record, Object.fromEntries(value) if isinstance(value, Map) else value)
    if callable(record["toJSON"]):
        return copy_value(cast(Serialisable, value).toJSON(), inner)
    return {
        key: copy_member(record, key, inner)
        for key in Object.keys(record)
        if key not in FORBIDDEN_KEYS
    }
