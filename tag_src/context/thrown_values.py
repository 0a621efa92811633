"""Describe whatever was thrown. Never trusts it: its properties may throw, lie or be missing."""

from typing import cast

from js import Object, Record, String

from tag_src.browser.attempt import attempt

MAX_CHARS = 1000


def part(value: object, name: str) -> object:
    """A property; None where there is none, or where it cannot be read."""
    return attempt(lambda: cast(Record, value)[name])


def text_part(value: object, name: str) -> str:
    """ "" where there is no text."""
    text = part(value, name)
    return text if isinstance(text, str) else ""


def message_of(value: object) -> str:
    """Of an object without a message only the names of what it holds."""
    message = part(value, "message")
    text = (
        message
        if isinstance(message, str)
        else attempt(
            lambda: (
                f"{{{', '.join(Object.keys(value))}}}" if isinstance(value, dict) else String(value)
            )
        )
    )
    return (text or "")[:MAX_CHARS]
