"""Notice clicks in anger: three in a row, close to each other. Never where repeating is normal."""

from typing import cast

from js import Element, Math, MouseEvent, getSelection, regex

from tag_src.browser.dom import matches
from tag_src.browser.json import Properties
from tag_src.tracker import capture

CLICKS = 3
GAP_MS = 1000
REACH_PX = 30

BUTTON = "a,button,[role=button]"
"""A triple click selects a paragraph; the words of these get selected by accident."""

# An element that opts out, or a first one that is there to be pressed again: its type, its role
# or its label says so: number, +, −, ›, next, increase, decrement.
REPEATABLE = regex(
    r'-no-rageclick=|^[^;]*="((number|range|spinbutton|slider|[^\p{L}\d#/]{1,3})"'
    r'|(next|prev(ious)?)[ "]|(in|de)cre(ase|ment)[-_ "])',
    "iu",
)

clicks = 0
last_click = cast(MouseEvent, {})


def count_click(click: MouseEvent, element: Element, properties: Properties) -> None:
    """Report the third of a series, of which this is told each; those that follow are not.

    `properties` are those of the click's own event.
    """
    global clicks, last_click
    is_near = (
        click.timeStamp - last_click.timeStamp <= GAP_MS
        and Math.hypot(click.clientX - last_click.clientX, click.clientY - last_click.clientY)
        <= REACH_PX
    )
    clicks = clicks + 1 if is_near else 1
    last_click = click
    if (
        clicks == CLICKS
        and click.detail  # neither keyboard nor script: their clicks have no count
        and not REPEATABLE.test(cast(str, properties.get("$elements_chain")))
        and (getSelection().type != "Range" or matches(element, BUTTON))
    ):
        capture("$rageclick", properties)
