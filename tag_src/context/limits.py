"""Copy values handed over by the page, within bounds, so that later changes to them change nothing.

Never keeps a reference to an object of the page, and never throws because of one.
"""

from typing import cast

from js import (
    ArrayBuffer,
    ArrayLike,
    Error,
    EventTarget,
    Map,
    Object,
    Record,
    Serialisable,
    Set,
    String,
    regex,
    typeof,
)

from tag_src.browser.attempt import attempt
from tag_src.browser.console import debug
from tag_src.browser.json import Json, Properties, as_properties

MAX_DEPTH = 8
MAX_CHARS = 8_192
MAX_KEYS = 1_000
"""Of all objects and arrays in one set of properties together."""

FORBIDDEN_KEYS = ["__proto__", "constructor", "prototype"]

NOTHING = regex("^[fu]|^sy")
"""Functions, symbols and what is undefined."""

keys_left = 0


def copy_properties(source: object) -> Properties:
    """What can be sent of `source`; nothing if it is no object."""
    return as_properties(copied(source))


def copied(source: object) -> Json:
    """What can be sent of any value, None if that is nothing."""
    global keys_left
    keys_left = MAX_KEYS
    return cast(Json, attempt(lambda: copy_value(source, [])))


def copy_value(value: object, ancestors: list[object]) -> Json:
    """Throws where there is no copy, and what a getter or a `toJSON` of the page throws.

    `ancestors` are the objects around it: one that contains itself is left out.
    """
    global keys_left
    keys_left -= 1
    kind = typeof(value)
    if keys_left < 0 or NOTHING.test(kind):
        raise Error(kind)
    if isinstance(value, Error) or kind in "string bigint":
        return String(value)[:MAX_CHARS]
    if value is None or kind != "object":
        return cast(Json, value)
    if (
        len(ancestors) >= MAX_DEPTH
        or cast(Record, value) in ancestors
        or isinstance(value, EventTarget)
    ):
        raise Error(kind)
    inner = [*ancestors, value]
    if isinstance(value, Set) or ArrayBuffer.isView(value):
        value = [*cast(ArrayLike, value)]
    if isinstance(value, Map):
        value = Object.fromEntries(value)
    if not isinstance(value, list) and callable(cast(Record, value)["toJSON"]):
        return copy_value(cast(Serialisable, value).toJSON(), inner)
    copy = cast(Record, [] if isinstance(value, list) else {})
    for key in Object.keys(value)[:keys_left]:
        try:
            if key not in FORBIDDEN_KEYS:
                copy[key] = copy_value(cast(Record, value)[key], inner)
        except Exception as error:
            debug(f"{key} is left out:", error)
    return cast(Json, copy)
