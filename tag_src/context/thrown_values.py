"""Describe whatever was thrown. Never trusts it: its properties may throw, lie or be missing."""

from typing import cast

from js import Object, Record, String

from tag_src.browser.attempt import attempt
from tag_src.context.secrets import message_to_tell
from tag_src.identity.visitor import TEXT, usable

MAX_CHARS = 1000
MAX_LOOKED_AT = 2000
"""For the time that it takes. Where masks make the rest short, half a secret may end it."""
MAX_NAME_CHARS = 64
"""Of an e-mail address."""


def part(value: object, name: str) -> object:
    """A property; None where there is none, or where it cannot be read."""
    return attempt(lambda: cast(Record, value)[name])


def text_part(value: object, name: str) -> str:
    """ "" where there is no text."""
    return usable(TEXT, part(value, name))


def message_of(value: object) -> str:
    """Of an object without a message only the names of what it holds."""
    message = part(value, "message")
    text = attempt(
        lambda: String(
            (f"{{{', '.join(Object.keys(value))}}}" if isinstance(value, dict) else value)
            if message is None
            else message
        )
    )
    told = message_to_tell((text or "")[:MAX_LOOKED_AT])
    if len(text or "") > MAX_LOOKED_AT:
        told = told[:-MAX_NAME_CHARS]
    return told[:MAX_CHARS]
