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


def start_page_views(on_address_change: Callable[[bool], object]) -> None:
    """Call `on_address_change` at once where the page is about to change without being left (True),
    and where it does not after all (False).
    """
    mode = options()["capturePageview"]
    viewed = ""  # the address of the last page view; "" until the visitor sees the page
    kind = "" if mode == "history" else "load"  # of the page view to come; "" for none

    def report() -> None:
        nonlocal viewed, kind
        if address() != viewed:
            viewed = address()
            if kind:
                page(kind, {})
            kind = ""

    def on_change(event: PageEvent, is_hidden: bool) -> None:
        nonlocal viewed, kind
        if event.type == "pageshow":  # of a page that was kept
            viewed = ""
            kind = "bfcache" if mode is True else ""
        # The first time that it is seen, or in a burst whose end may not come any more.
        if is_hidden != (not viewed):
            report()

    def on_kind(name: str) -> None:
        """Routers replace, then push, then set the title: wait for the end of the burst."""
        nonlocal kind
        if viewed:
            is_away = address() != viewed  # not in a burst that leads back
            on_address_change(is_away)
            if is_away:
                kind = name
                set_timeout(guarded(report), BURST_MS)

    if mode is not False:
        # A page in a background tab, or rendered ahead of a visit, is viewed once it is visible.
        on_page_change(on_change)
        if document.visibilityState != "hidden":
            report()
        if mode != "initial":
            on_navigation(on_kind)


def address() -> str:
    """What makes another page when it changes."""
    if options()["capturePageviewSearch"]:
        return location.href
    return location.pathname + location.hash
