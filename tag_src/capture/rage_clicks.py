"""Notice clicks in anger: three in a row, close to each other. Never where repeating is normal."""

from collections.abc import Callable

from js import Element, MouseEvent, getSelection, regex

from tag_src.browser.dom import matches

CLICKS = 3
GAP_MS = 1000
REACH_PX = 30

BUTTON = "a,button,[role=button]"
"""A triple click selects a paragraph; the words of these get selected by accident."""


def rage_counter() -> Callable[[MouseEvent, Element, str], bool]:
    """Returns what tells of each click, with its element and its chain, whether it is the third of
    a series; those that follow are not.
    """
    clicks = 0
    last: MouseEvent | None = None

    def is_rage(event: MouseEvent, element: Element, chain: str) -> bool:
        nonlocal clicks, last
        is_near = (
            last is not None
            and event.timeStamp - last.timeStamp <= GAP_MS
            and abs(event.clientX - last.clientX) <= REACH_PX
            and abs(event.clientY - last.clientY) <= REACH_PX
        )
        clicks = clicks + 1 if is_near else 1
        last = event
        return (
            clicks == CLICKS
            and event.detail > 0  # neither keyboard nor script: their clicks have no count
            and not is_repeatable(chain)
            and (getSelection().type != "Range" or matches(element, BUTTON))
        )

    return is_rage


def is_repeatable(chain: str) -> bool:
    """Whether an element opts out, or the first one is there to be pressed again: its type, its
    role or its label says so: number, +, −, ›, next, increase, decrement.
    """
    return regex(
        r'-no-rageclick=|^[^;]*="((number|range|spinbutton|slider|[^\p{L}\d#/]{1,3})"'
        r"|next|prev|(in|de)cre)",
        "iu",
    ).test(chain)
