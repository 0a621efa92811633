"""The calls that a snippet queues before the tag arrives. Never knows what one of them means."""

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from js import Record

from tag_src.browser.guard import guarded

Call: TypeAlias = list[object]
"""The name of a method, then its arguments."""


def take_over(queue: object, run: Callable[[Any], object]) -> None:
    """Run what a stub has queued, if it is a list, and from now on what is pushed into it."""

    def push(*entries: object) -> None:
        for entry in entries:
            guarded(run)(entry)

    entries: list[object] = []
    if isinstance(queue, list):
        entries = [*queue]
        queue.clear()
    if queue is not None:
        cast(Record, queue)["push"] = push
    push(*entries)
