"""Keep every exception of the tag inside the tag. Never hides a mistake: the console shows it."""

from collections.abc import Awaitable, Callable
from typing import TypeVar, cast

from js import Promise, undefined

from tag_src.browser.console import complain

T = TypeVar("T")


def guarded(
    action: Callable[..., T], tell: Callable[[object], None] | None = None
) -> Callable[..., T | None]:
    """`action`, returning None where it throws; `tell` says so, an error in the console if None."""

    def run(*arguments: object) -> T | None:
        try:
            return action(*arguments)
        except Exception as error:
            (tell or complain)(error)
            return undefined

    return run


async def finish(work: Awaitable[object]) -> None:
    # Not `work.then`, which the page may have replaced.
    try:
        await work
    except Exception as error:
        complain(error)


in_background = cast("Callable[[Awaitable[object]], Promise[object]]", finish)
"""Let work go on without waiting for it; the promise it returns never rejects."""
