"""Keep every exception of the tag inside the tag."""

from collections.abc import Awaitable, Callable
from typing import TypeVar, cast

from js import Promise

from tag_src.browser.console import complain

T = TypeVar("T")


def attempt(action: Callable[[], T]) -> T | None:
    """What `action` returns, None if it throws: for what a browser or a page may forbid."""
    try:
        return action()
    except Exception:
        return None


def guarded(action: Callable[..., T]) -> Callable[..., T | None]:
    """`action`, but an exception, which is a mistake in the tag, goes to the console."""

    def run(*arguments: object) -> T | None:
        try:
            return action(*arguments)
        except Exception as error:
            report(error)
            return None

    return run


def in_background(work: Awaitable[object]) -> None:
    """Let `work` go on without waiting for it."""
    cast("Promise[object]", work).then(None, report)


def report(error: object) -> None:
    complain("internal error:", error)
