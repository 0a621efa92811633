"""Turn plain values into JSON text and back.

Never sends what a `toJSON` method of the page returns: Prototype.js gives arrays one that breaks
`JSON.stringify`.
"""

from typing import TypeAlias, cast

from js import regex, this

from tag_src.browser.attempt import attempt
from tag_src.browser.natives import parse, stringify

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Properties: TypeAlias = dict[str, Json]

# Halves of surrogate pairs and NUL, which many parsers and databases refuse, as `JSON.stringify`
# writes them; `$1` is a backslash that was in the text.
UNSTORABLE = regex(r"(\\\\)|\\u(0000|d[89a-f]..)", "g")


def to_json(value: object) -> str:
    """`value` is plain; a function, symbol or `undefined` in it is left out, or null in a list."""
    return UNSTORABLE.sub("$1", stringify(value, unconverted))


def unconverted(key: str) -> object:
    """The member of the object around it as it was before a `toJSON`."""
    return this[key]


def from_json(text: str | None) -> object:
    """What `text` stands for; None if it is no JSON."""
    return attempt(lambda: parse(cast(str, text or None)))


def as_properties(value: object) -> Properties:
    """`value` if it is a JSON object, otherwise an empty one."""
    return value if isinstance(value, dict) else {}
