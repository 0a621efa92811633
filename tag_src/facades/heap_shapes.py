"""Heap's shapes of things: properties within its limits, addresses, ids of digits.

Never sends anything.
"""

from typing import cast

from js import URL, Record, String, parseInt, regex

from tag_src.browser.attempt import attempt
from tag_src.browser.console import warn
from tag_src.browser.json import Json, Properties, to_json
from tag_src.context.limits import copy_properties
from tag_src.context.page import without_secrets

MAX_KEY_CHARS = 511
MAX_VALUE_CHARS = 1023
ID_CHARS = 12
NO_DIGIT = regex(r"\D", "g")


def flat(source: object) -> Properties:
    """Heap's shape of properties: nested keys with dots, lists as JSON, all within its limits."""
    result: Properties = {}

    def add(prefix: str, properties: Properties) -> None:
        for key, value in properties.items():
            name = prefix + key
            if isinstance(value, dict):
                add(name + ".", value)
            elif value is not None and len(name) <= MAX_KEY_CHARS:
                text: Json = to_json(value) if isinstance(value, list) else value
                # Half a surrogate pair at the end is left out when it is sent.
                result[name] = text[:MAX_VALUE_CHARS] if isinstance(text, str) else text

    add("", copy_properties(source))
    return result


def digits(id: str | None) -> str:
    """The random end of an id, its letters as numbers."""
    return NO_DIGIT.sub(lambda char: parseInt(char, 36) or 0, (id or "")[-ID_CHARS:])


def address(value: object) -> URL | None:
    """An absolute address, given as such or as an object that has it."""
    if value is None:
        return None
    inner = cast(Record, value)["url"]
    url = attempt(lambda: URL(String(value if inner is None else inner)))
    if url is None:
        warn("trackPageview: no absolute URL")
    return url


def clean(url: URL) -> str:
    return without_secrets(url.href)
