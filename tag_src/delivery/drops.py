"""Count the events that are given up, by reason. Never gives up one by itself."""

from typing import cast

from tag_src.browser.console import debug
from tag_src.browser.json import Properties

drops: dict[str, int] | None = None


def count_drops(reason: str, count: int) -> None:
    """`reason` is one of opted_out, store_full, too_large, refused."""
    global drops
    if count:
        debug(f"dropped, {reason}:", count)
        drops = drops or {}
        drops[reason] = drops.get(reason, 0) + count


def take_drops() -> Properties | None:
    """The counts since the last call, None if there are none."""
    global drops
    taken = drops
    drops = None
    return cast("Properties | None", taken)
