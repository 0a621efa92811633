"""Measure how long and how far the visitor looked at a page view. Runs no timer."""

from collections.abc import Callable

from js import Element, Event, PageEvent, document, innerHeight, innerWidth

from tag_src.boot.options import options
from tag_src.browser.lifecycle import on_page_change
from tag_src.browser.listeners import listen
from tag_src.browser.natives import now_ms
from tag_src.context.page import on_page_end, page_view
from tag_src.tracker import capture

ACTIVE_MS = 15_000
"""Somebody who neither moves nor types nor scrolls for so long is no longer counted as reading."""


def start_engagement() -> Callable[[], object]:
    """Returns what is to be called at once when the address changes and the page will."""
    began_ms = now_ms()
    active_ms = 0
    input_ms = 0  # when the visitor last did something; 0 while the page is hidden
    is_left = False  # another page view follows: the page goes into the cache, or changes
    scroller: Element | None = None
    scroll = 0.0
    max_scroll = 0.0
    view_height = 0
    content_height = 0

    def on_visible() -> None:
        nonlocal input_ms
        input_ms = 0 if document.visibilityState == "hidden" else now_ms()

    def on_input(event: object) -> None:
        nonlocal active_ms, input_ms
        now = now_ms()
        if input_ms:
            active_ms += min(now - input_ms, ACTIVE_MS)
            input_ms = now

    def note_position() -> None:
        nonlocal scroll, max_scroll, view_height, content_height
        element = scroller or document.scrollingElement
        scroll = max(element.scrollTop, 0)  # elastic scrolling goes beyond the end
        max_scroll = max(max_scroll, scroll)
        view_height = element.clientHeight
        content_height = element.scrollHeight

    def on_scroll(event: Event) -> None:
        """What scrolls the page is the document, or an element that takes half of the window."""
        nonlocal scroller
        on_input(event)
        target = event.target if isinstance(event.target, Element) else document.scrollingElement
        if not is_left and target.clientHeight * target.clientWidth * 2 > innerHeight * innerWidth:
            scroller = target
            note_position()

    def on_end() -> None:
        """Report the page view, unless that was done since the page was last visible."""
        nonlocal input_ms
        id, pathname = page_view()
        if id and input_ms:
            on_input(None)
            input_ms = 0
            way = content_height - view_height
            capture(
                "$pageleave",
                {
                    "$prev_pageview_id": id,
                    "$prev_pageview_pathname": pathname,
                    "$prev_pageview_duration": (now_ms() - began_ms) / 1000,
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

    def on_change(event: PageEvent, is_hidden: bool) -> None:
        nonlocal is_left
        if is_hidden:
            note_position()
            on_end()
            is_left = is_left or event.type == "pagehide"
        elif not is_left:
            on_visible()

    def on_address_change() -> None:
        """What the page shows from now on, it may show for the next page view."""
        nonlocal is_left
        note_position()
        is_left = True

    def on_next_page() -> None:
        nonlocal began_ms, active_ms, is_left, scroller, max_scroll
        on_end()
        began_ms = now_ms()
        active_ms = 0
        is_left = False
        scroller = None
        max_scroll = 0
        on_visible()

    if options()["engagement"]:
        listen(document, "mousemove", on_input)  # browsers make one of a touch, too
        listen(document, "keydown", on_input)
        listen(document, "scroll", on_scroll)
        on_page_change(on_change)
        on_page_end(on_next_page)
        on_visible()
        return on_address_change
    return lambda: None


def share(part: float, whole: float) -> float:
    """From 0 to 1; 1 if there is nothing to scroll."""
    return part / whole if part < whole else 1
