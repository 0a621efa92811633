"""Report page views by themselves. Never decides what a page view says about the page."""

from collections.abc import Callable

from js import PageEvent, document, location

from tag_src.boot.options import options
from tag_src.browser.guard import guarded
from tag_src.browser.history import on_navigation
from tag_src.browser.lifecycle import on_page_change
from tag_src.browser.natives import set_timeout
from tag_src.tracker import page

BURST_MS = 10
"""`hashchange` comes some time after the `popstate` of the same navigation."""


def start_page_views(on_address_change: Callable[[], object]) -> None:
    """Call `on_address_change` at once where the page is about to change without being left."""
    viewed = ""  # the address of the last page view; "" until the visitor sees the page
    last_kind = ""
    mode = options()["capturePageview"]

    def report(kind: str) -> None:
        nonlocal viewed
        viewed = address()
        if kind:
            page(kind, {})

    def on_visible() -> None:
        if not viewed and document.visibilityState != "hidden":
            report("" if mode == "history" else "load")

    def on_change(event: PageEvent, is_hidden: bool) -> None:
        if is_hidden:
            after_burst()  # which may not come any more
        elif event.type == "pageshow":  # of a page that was kept
            report("bfcache")
        else:
            on_visible()

    def after_burst() -> None:
        if viewed and address() != viewed:
            report(last_kind)

    def on_kind(kind: str) -> None:
        """Routers replace, then push, then set the title: wait for the end of the burst."""
        nonlocal last_kind
        if viewed and address() != viewed:
            last_kind = kind
            on_address_change()
            set_timeout(guarded(after_burst), BURST_MS)

    if mode is not False:
        # A page in a background tab, or rendered ahead of a visit, is viewed once it is visible.
        on_page_change(on_change)
        on_visible()
        if mode != "initial":
            on_navigation(on_kind)


def address() -> str:
    """What makes another page when it changes."""
    if options()["capturePageviewSearch"]:
        return location.href
    return location.pathname + location.hash
