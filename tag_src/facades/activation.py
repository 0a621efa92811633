"""Put the APIs on the page that it asks for: by a stub, by settings, or by the `compat` option.

Never puts there what nobody asked for.
"""

from collections.abc import Callable

from js import HTMLScriptElement, PageEvent, String, document, truthy, window

from tag_src.boot.options import options
from tag_src.browser.guard import guarded
from tag_src.browser.listeners import listen
from tag_src.facades.heap import add_heap_options, install_heap, is_heap_there
from tag_src.facades.live import offered_key, run_waiting, take_keys, wait_for_consent
from tag_src.facades.people_tracking import install_people_tracking
from tag_src.facades.periscale import init, install
from tag_src.facades.upscope import install_upscope, is_upscope_there
from tag_src.facades.user_com import in_turn, install_user_com, is_user_com_there
from tag_src.tracker import has_started

Facade = tuple[str, Callable[[], bool], Callable[[], None]]

FACADES: list[Facade] = [
    ("heap", is_heap_there, install_heap),
    ("ue", is_user_com_there, install_user_com),
    ("upscope", is_upscope_there, install_upscope),
    ("people", lambda: False, install_people_tracking),
]

active: list[str] = []
waits_for_settings = False


def boot(script: HTMLScriptElement | None, start_capture: Callable[[], object]) -> None:
    """Install every API that the page asks for; `start_capture` comes after what stubs queued."""

    def on_start() -> None:
        activate(String(options()["compat"]))
        run_waiting()
        in_turn(start_capture)

    install(script, on_start, prepare)
    take_keys()


def prepare(given: dict[str, object]) -> dict[str, object]:
    """Answer the page's stubs; returns the options, with what their settings add to them."""
    global waits_for_settings
    compat = String(given.get("compat", ""))
    is_consent_first = truthy(given.get("noInit"))
    found = {**given}
    if is_consent_first:
        wait_for_consent()
    else:
        listen(window, "DOMContentLoaded", look_again)
        listen(window, "load", look_again)
    activate(compat)
    guarded(add_heap_options)(found)
    if offered_key() and "apiKey" not in found:
        found["apiKey"] = offered_key()
    if "apiKey" not in found and not is_consent_first:
        # It may still come, with a call or with settings further down in the page.
        waits_for_settings = not compat and document.readyState == "loading"
        found["noInit"] = len(compat) > 0 or waits_for_settings
    return found


def activate(compat: str) -> None:
    for name, is_there, answer in FACADES:
        if name not in active and (name in compat or is_there()):
            active.append(name)
            guarded(answer)()


def look_again(event: PageEvent) -> None:
    """Settings may stand below the tag."""
    activate("")
    # Those two may bring a key at any time.
    if waits_for_settings and event.type == "load" and not has_started():
        init({})  # which says that there is no key
