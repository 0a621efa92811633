"""Turn plain values into JSON text and back.

Never calls a `toJSON` method: Prototype.js gives arrays one that breaks `JSON.stringify`.
"""

from typing import TypeAlias

from js import regex

from tag_src.browser.attempt import attempt
from tag_src.browser.natives import parse, stringify

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Properties: TypeAlias = dict[str, Json]

# Halves of surrogate pairs and NUL: many parsers and databases refuse a whole text that has one.
UNSTORABLE = regex(r"[\p{Cs}\0]", "gu")


def to_json(value: object) -> str:
    """`value` is plain; a function, symbol or `undefined` in it is left out, or null in a list."""
    if isinstance(value, str):
        return stringify(UNSTORABLE.sub("", value))
    if isinstance(value, list):
        return "[" + ",".join([to_json(item) or "null" for item in value]) + "]"
    if isinstance(value, dict):
        members = [
            to_json(key) + ":" + text for key, item in value.items() if (text := to_json(item))
        ]
        return "{" + ",".join(members) + "}"
    return stringify(value)


def from_json(text: str | None) -> object:
    """What `text` stands for; None if it is no JSON."""
    return attempt(lambda: parse(text or ""))


def as_properties(value: object) -> Properties:
    """`value` if it is a JSON object, otherwise an empty one."""
    return value if isinstance(value, dict) else {}
