"""Heap's shapes of things: properties within its limits, addresses, ids of digits.

Never sends anything.
"""

from collections.abc import Callable
from typing import cast

from js import URL, Error, Record, parseInt, regex

from tag_src.browser.json import Json, Properties, to_json
from tag_src.context.limits import copy_properties
from tag_src.context.page import without_secrets

MAX_KEY_CHARS = 511
MAX_VALUE_CHARS = 1023
MAX_CHARS = 254
"""Of an identity, and of the title of a page."""
NO_DIGIT = regex(r"\D", "g")


def flat(source: object, prefix: str = "") -> Properties:
    """Heap's shape of properties: nested keys with dots, lists as JSON, all within its limits."""
    result: Properties = {}
    for key, value in copy_properties(source).items():
        name = prefix + key
        if isinstance(value, dict):
            result.update(flat(value, name + "."))
        elif value is not None and len(name) <= MAX_KEY_CHARS:
            text: Json = to_json(value) if isinstance(value, list) else value
            # Half a surrogate pair at the end is left out when it is sent.
            result[name] = text[:MAX_VALUE_CHARS] if isinstance(text, str) else text
    return result


def digits(id: str | None) -> str:
    """An id with numbers in place of its letters. All of it: ids of a page have the same end."""
    return NO_DIGIT.sub(lambda char: parseInt(char, 36) or 0, id or "")


def short(name: str, text: object) -> str:
    """`text`, unless it is too long, or none. `name` is for the one who reads the console."""
    if not isinstance(text, str) or len(text) > MAX_CHARS:
        raise Error(f"{name}: up to {MAX_CHARS} characters")
    return text


def title(value: object) -> Properties:
    return {"title": short("title", value)}


def address(value: object) -> Properties:
    """Throws if `value` is no absolute URL."""
    url = URL(cast(str, value))
    return {
        "$current_url": without_secrets(url.href),
        "$host": url.host,
        "$pathname": url.pathname,
    }


def previous_page(value: object) -> Properties:
    """Given as an address, or as an object that has one."""
    inner = cast(Record, value)["url"]
    url = address(value if inner is None else inner)
    return {"$referrer": url.get("$current_url"), "$referring_domain": url.get("$host")}


PAGEVIEW: dict[str, Callable[[object], Properties]] = {
    "title": title,
    "url": address,
    "previous_page": previous_page,
}
"""What each field of a page view says of it."""
