"""Describe whatever was thrown. Never sends it."""

from collections.abc import Callable

from js import Error, String, typeof

from tag_src.browser.attempt import attempt
from tag_src.browser.json import Properties


def exception_properties(thrown: object) -> Properties:
    """The `$exception_…` properties, without a stack."""
    name = text_of(lambda: thrown.name if isinstance(thrown, Error) else typeof(thrown))
    message = text_of(lambda: thrown.message if isinstance(thrown, Error) else thrown)
    return {
        "$exception_level": "error",
        "$exception_list": [{"type": name, "value": message, "mechanism": {"handled": True}}],
    }


def text_of(read: Callable[[], object]) -> str:
    """What a hostile value may refuse to tell is left empty."""
    return attempt(lambda: String(read())) or ""
