"""Tell when the page is hidden or left, and when it is seen again.

Never uses `unload` or `beforeunload`: they keep a page out of the back/forward cache, and a phone's
browser does not send them.
"""

from collections.abc import Callable
from typing import TypeAlias

from js import PageEvent, document, window

from tag_src.browser.guard import guarded
from tag_src.browser.listeners import listen

PageCallback: TypeAlias = Callable[[PageEvent, bool], object]
"""Gets the event, and whether the page is hidden or left by it."""

callbacks: list[PageCallback] = []
is_gone = False


def is_left() -> bool:
    """Whether all of the page that is still to come are its own last handlers.

    Not while it is visible: that it no longer is comes after `pagehide`.
    """
    return is_gone and document.visibilityState == "hidden"


def on_page_change(callback: PageCallback) -> None:
    """Those that come later are called first: what sends the last events comes first of all.

    One that throws stops none of the others.
    """
    callbacks.insert(0, guarded(callback))


def watch_lifecycle() -> None:
    # On the document, after all that listens on the window: web-vitals hands over there what it has
    # put off, and the last events are sent here.
    listen(document, "visibilitychange", on_event)
    listen(document, "freeze", on_event)
    listen(window, "pagehide", on_event)
    listen(window, "pageshow", on_event)


def on_event(event: PageEvent) -> None:
    global is_gone
    # At once: while the tag works, Firefox may call the handlers of what comes next.
    is_gone = event.type == "pagehide" or (is_gone and event.type != "pageshow")
    # The first `pageshow` is no change.
    if event.type != "pageshow" or event.persisted:
        is_hidden = event.type == "pagehide" or document.visibilityState == "hidden"
        for callback in callbacks:
            callback(event, is_hidden)
