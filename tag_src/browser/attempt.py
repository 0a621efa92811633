"""Try what a browser or a page may forbid. Never hides a mistake of the tag: see `guard`."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def attempt(action: Callable[[], T | None]) -> T | None:
    """What `action` returns, None if it throws."""
    try:
        return action()
    except Exception:
        return None
