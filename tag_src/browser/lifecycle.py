"""Tell when the page is hidden or goes away. Never uses `unload` or `beforeunload`.

Hidden is the last moment a phone's browser promises; `pagehide` covers navigation, where some
browsers send no `visibilitychange` (https://www.igvita.com/2015/11/20/dont-lose-user-and-app-state-use-page-visibility/).
"""

from collections.abc import Callable

from js import document, window

from tag_src.browser.listeners import listen


def on_hide(callback: Callable[[], object]) -> None:
    """Call `callback` each time the page is hidden or left; it may come back afterwards."""

    def on_visibility_change(event: object) -> None:
        if document.visibilityState == "hidden":
            callback()

    listen(document, "visibilitychange", on_visibility_change)
    listen(window, "pagehide", lambda event: callback())
