"""Measure how long and how far the visitor looked at a page view. Runs no timer."""

from collections.abc import Callable
from typing import cast

from js import Element, Event, PageEvent, document, innerHeight, innerWidth

from tag_src.boot.options import options
from tag_src.browser.lifecycle import on_page_change
from tag_src.browser.listeners import listen
from tag_src.browser.natives import elapsed_ms
from tag_src.context.page import on_page_end, page_view
from tag_src.tracker import capture

ACTIVE_MS = 15_000
"""Somebody who neither moves nor types nor scrolls for so long is no longer counted as reading."""


def start_engagement() -> Callable[[bool], object]:
    """Returns what is to be called at once when the address changes and the page will."""
    input_ms = 0  # when the visitor last did something; 0 while the page is hidden
    is_left = False  # another page view follows: the page goes into the cache, or changes
    scroller: Element | None = None  # what was scrolled last besides the document
    max_scroll = 0.0
    # Set when a page view begins, or when the position is noted.
    began_ms: int
    active_ms: int
    scroll: float
    view_height: int
    content_height: int

    def on_input(event: object) -> None:
        nonlocal active_ms, input_ms
        now = elapsed_ms()
        if input_ms:
            active_ms += min(now - input_ms, ACTIVE_MS)
            input_ms = now

    def on_scroll(event: Event) -> None:
        """What scrolls a page that does not scroll itself takes half of the window."""
        nonlocal scroller
        on_input(event)
        target = cast(Element, event.target)  # or the document, which has no such size
        if target.clientHeight * target.clientWidth * 2 > innerHeight * innerWidth:
            scroller = target
        note_position()

    def note_position() -> None:
        nonlocal scroll, max_scroll, view_height, content_height
        if not is_left:
            # In quirks mode there may be no scrolling element, nor where the page is a frameset.
            box = document.scrollingElement or document.documentElement
            # An application that scrolls inside may overlap the window by its header.
            if scroller is not None and box.scrollHeight - box.clientHeight < innerHeight / 2:
                box = scroller
            scroll = max(box.scrollTop, 0)  # elastic scrolling goes beyond the end
            max_scroll = max(max_scroll, scroll)
            view_height = box.clientHeight
            content_height = box.scrollHeight

    def on_address_change(is_away: bool) -> None:
        """What the page shows from now on, it may show for the next page view."""
        nonlocal is_left
        if is_away:
            note_position()
        is_left = is_away

    def on_change(event: PageEvent, is_hidden: bool) -> None:
        nonlocal input_ms, is_left
        if is_hidden:
            on_end()
            is_left = is_left or event.type == "pagehide"
        else:
            # Who comes back to a page without another page view goes on with this one.
            is_left = is_left and event.type != "pageshow"
            if not is_left:
                input_ms = elapsed_ms()

    def on_next_page() -> None:
        nonlocal began_ms, active_ms, input_ms, is_left, scroller, max_scroll
        on_end()
        began_ms = elapsed_ms()
        active_ms = 0
        input_ms = 0 if document.visibilityState == "hidden" else began_ms
        is_left = False
        scroller = None
        max_scroll = 0

    def on_end() -> None:
        """Report the page view, unless that was done since the page was last visible."""
        nonlocal input_ms
        if page_view()[0] and input_ms:
            on_input(None)
            input_ms = 0
            note_position()
            way = content_height - view_height
            capture(
                "$pageleave",
                {
                    "$prev_pageview_id": page_view()[0],
                    "$prev_pageview_pathname": page_view()[1],
                    "$prev_pageview_duration": (elapsed_ms() - began_ms) / 1000,
                    "$prev_pageview_active_duration": active_ms / 1000,
                    "$prev_pageview_last_scroll": scroll,
                    "$prev_pageview_last_scroll_percentage": share(scroll, way),
                    "$prev_pageview_max_scroll": max_scroll,
                    "$prev_pageview_max_scroll_percentage": share(max_scroll, way),
                    "$prev_pageview_max_content_percentage": share(
                        max_scroll + view_height, content_height
                    ),
                },
            )

    if options()["engagement"]:
        listen(document, "mousemove", on_input)  # browsers make one of a touch, too
        listen(document, "keydown", on_input)
        listen(document, "scroll", on_scroll)
        on_page_change(on_change)
        on_page_end(on_next_page)
        return on_address_change
    return lambda is_away: None


def share(part: float, whole: float) -> float:
    """From 0 to 1; 1 if there is nothing to scroll."""
    return part / whole if part < whole else 1
