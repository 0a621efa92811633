"""Keep every exception of the tag inside the tag. Never hides a mistake: the console shows it."""

from collections.abc import Awaitable, Callable
from typing import TypeVar, cast

from js import Promise

from tag_src.browser.console import complain

T = TypeVar("T")


def guarded(action: Callable[..., T]) -> Callable[..., T | None]:
    """`action`, returning None where it throws."""

    def run(*arguments: object) -> T | None:
        try:
            return action(*arguments)
        except Exception as error:
            complain(error)
            return None

    return run


def in_background(work: Awaitable[object]) -> Promise[object]:
    """Let `work` go on without waiting for it; what is returned never rejects."""
    return cast("Promise[object]", work).then(None, complain)
