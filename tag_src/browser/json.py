"""Turn plain values into JSON text and back.

Never calls a `toJSON` method: Prototype.js gives arrays one that breaks `JSON.stringify`.
"""

from typing import TypeAlias

from tag_src.browser.guard import attempt
from tag_src.browser.natives import parse, stringify

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Properties: TypeAlias = dict[str, Json]


def to_json(value: object) -> str:
    """`value` is plain: what JSON has no notation for becomes null."""
    if isinstance(value, list):
        return "[" + ",".join([to_json(item) for item in value]) + "]"
    if isinstance(value, dict):
        members = [stringify(key) + ":" + to_json(item) for key, item in value.items()]
        return "{" + ",".join(members) + "}"
    return stringify(value) or "null"


def from_json(text: str | None) -> object:
    """What `text` stands for; None if it is no JSON."""
    return attempt(lambda: parse(text or "null"))
