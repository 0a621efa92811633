"""Notice clicks that had no effect. Watches the page only while a click waits for its effect."""

from typing import cast

from js import (
    Element,
    Event,
    EventTarget,
    MouseEvent,
    MutationObserver,
    Node,
    addEventListener,
    getSelection,
    location,
    removeEventListener,
    window,
)

from tag_src.browser.dom import first_match
from tag_src.browser.guard import guarded
from tag_src.browser.json import Properties
from tag_src.browser.natives import set_timeout
from tag_src.tracker import capture

PATIENCE_MS = 2500
DOCUMENT_NODE = 9
"""Of a document; the root of a shadow tree has 11, elements and the window have less or none."""

FIELD = "select,textarea,input"
HAS_OWN_EFFECT = f'label,[href]:not([href^="#"]),{FIELD}:not([type=button],[type=submit])'
"""What the browser does with these, or with a control in them, is no change of the document: a list
of options, a new tab, a download, a page that is slow to come."""


EFFECTS = [
    *("scroll", "focus", "blur", "submit", "reset", "toggle", "play", "pause"),
    *("volumechange", "visibilitychange", "selectionchange"),
]


def watch_click(event: MouseEvent, path: list[Element], properties: Properties) -> None:
    """Report the click on `path[0]` unless something happens; `properties` are those of its own
    event.
    """
    address = location.href
    # Tells of a page that is asked for, however slow it is to come; not in every browser.
    navigation = window.navigation
    if not isinstance(navigation, EventTarget):  # but a variable of the page's
        navigation = None

    def stop() -> None:
        nonlocal address
        address = ""
        observer.disconnect()
        for effect_type in EFFECTS:
            removeEventListener(effect_type, listener, True)
        if navigation:
            navigation.removeEventListener("navigate", listener)

    def on_effect(effect: Event) -> None:
        """Something happened: it may be the effect of any click that waits.

        A press changes the selection, too, but to no range; the browser tells that late. What is
        selected is asked only here: it makes the browser lay out the page, which no click may wait
        for.
        """
        if effect.type != "selectionchange" or getSelection().type == "Range":
            stop()

    def judge() -> None:
        if location.href == address and (
            event.defaultPrevented or not first_match(path, HAS_OWN_EFFECT)
        ):
            capture("$dead_click", {**properties, "$dead_click_delay_ms": PATIENCE_MS})
        stop()

    listener = guarded(on_effect)
    observer = MutationObserver(listener)
    for node in event.composedPath():
        if cast(Node, node).nodeType >= DOCUMENT_NODE:
            observer.observe(
                cast(Node, node),
                {"subtree": True, "childList": True, "attributes": True, "characterData": True},
            )
    for effect_type in EFFECTS:
        addEventListener(effect_type, listener, True)
    if navigation:
        navigation.addEventListener("navigate", listener)
    set_timeout(guarded(judge), PATIENCE_MS)
