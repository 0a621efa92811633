"""Tell when a script or the visitor changes the address without loading a page.

Never changes what the page's calls of `history` do, return or throw.
"""

from collections.abc import Callable

from js import Proxy, ProxyHandler, window

from tag_src.browser.dom import reflect_apply
from tag_src.browser.guard import guarded
from tag_src.browser.listeners import listen


def on_navigation(callback: Callable[[str], object]) -> None:
    """Call `callback` with what happened: a name of `$navigation_type`."""
    report = guarded(callback)
    for event_type in ["popstate", "hashchange"]:
        listen(window, event_type, lambda event: callback(event.type))

    def wrap(name: str) -> None:
        def call(method: object, this: object, arguments: object) -> object:
            result: object = reflect_apply(method, this, arguments)
            report(name)
            return result

        # A proxy looks like the function it stands for: name, length and source text.
        window.history[name] = Proxy(window.history[name], ProxyHandler(apply=call))

    wrap("pushState")
    wrap("replaceState")
