"""Put the APIs on the page that it asks for: by a stub, by settings, or by the `compat` option.

Never puts there what nobody asked for.
"""

from collections.abc import Callable
from typing import cast

from js import HTMLScriptElement, PageEvent, String, document, regex, window

from tag_src.boot.options import options
from tag_src.browser.guard import guarded
from tag_src.browser.listeners import listen
from tag_src.facades.heap import install_heap, is_heap_there
from tag_src.facades.people_tracking import install_people_tracking
from tag_src.facades.periscale import (
    begin,
    has_key,
    install,
    options_of_page,
    waits_for_consent,
)
from tag_src.facades.upscope import install_upscope, is_upscope_there
from tag_src.facades.user_com import install_user_com, is_user_com_there
from tag_src.facades.user_com_identity import in_turn

Facade = tuple[Callable[[], bool], Callable[[], None]]

# A call of these may bring a key at any time, if they were asked for.
LATE_KEY = regex("upscope|people")

dormant: dict[str, Facade] = {
    # The first: it tells of the session that any call of the others begins.
    "people": (lambda: False, install_people_tracking),
    "heap": (is_heap_there, install_heap),
    "ue": (is_user_com_there, install_user_com),
    "upscope": (is_upscope_there, install_upscope),
}


def boot(script: HTMLScriptElement | None, start_capture: Callable[[], object]) -> None:
    """Install every API that the page asks for; `start_capture` comes after what stubs queued."""

    def on_start() -> None:
        activate(String(options()["compat"]))
        in_turn(start_capture)

    install(script, on_start, prepare)


def prepare() -> bool:
    """Answer the page's stubs; returns whether there is no key, and none can come any more."""
    if not waits_for_consent():
        # Settings may stand below the tag.
        listen(window, "DOMContentLoaded", look_again)
        listen(window, "load", look_again)
    return look()


def look_again(event: PageEvent) -> None:
    if look():
        begin()


def look() -> bool:
    compat = cast(str, options_of_page().get("compat", ""))
    activate(compat)
    return not LATE_KEY.test(compat) and not has_key() and document.readyState == "complete"


def activate(compat: str) -> None:
    for name, (is_there, answer) in dormant.items():
        # One that has just been answered may have brought a key, and with it the start of others.
        if name in dormant and (name in compat or is_there()):
            del dormant[name]
            guarded(answer)()
