"""Notice clicks that had no effect. Watches the page only while a click waits for its effect."""

from typing import cast

from js import (
    Element,
    Event,
    MouseEvent,
    MutationObserver,
    Node,
    Set,
    getSelection,
    location,
    window,
)

from tag_src.browser.dom import matches
from tag_src.browser.guard import guarded
from tag_src.browser.json import Properties
from tag_src.browser.natives import set_timeout
from tag_src.tracker import capture

PATIENCE_MS = 2500
DOCUMENT_NODE = 9
"""Of a document; the root of a shadow tree has 11, elements and the window have less or none."""

FIELD = "select,textarea,input"
HAS_OWN_EFFECT = f'label,[href]:not([href^="#"]),{FIELD}:not([type=button],[type=submit])'
"""What the browser does with these is no change of the document: a list of options, a new tab,
a download, a page that is slow to come."""


EFFECTS = ["scroll", "focus", "blur", "submit", "toggle", "visibilitychange", "selectionchange"]

observer: MutationObserver | None = None
waiting: Set[Properties] = Set()
"""The clicks that had no effect yet, each as the properties of its event."""


def on_effect(event: Event) -> None:
    """Something happened: it may be the effect of any of them.

    A press changes the selection, too, but to no range; the browser tells that late. What is
    selected is asked only here: it makes the browser lay out the page, which no click may wait for.
    """
    if event.type != "selectionchange" or getSelection().type == "Range":
        waiting.clear()
        stop_watching()


listener = guarded(on_effect)


def stop_watching() -> None:
    if observer:
        observer.disconnect()
    for effect in EFFECTS:
        window.removeEventListener(effect, listener, True)


def watch_click(event: MouseEvent, element: Element, properties: Properties) -> None:
    """Report the click unless something happens; `properties` are those of its own event."""
    global observer
    address = location.href

    def judge() -> None:
        if waiting.delete(properties):
            if not waiting.size:
                stop_watching()
            if location.href == address and (
                event.defaultPrevented or not matches(element, HAS_OWN_EFFECT)
            ):
                capture("$dead_click", {**properties, "$dead_click_delay_ms": PATIENCE_MS})

    waiting.add(properties)
    observer = observer or MutationObserver(listener)
    for node in event.composedPath():
        if cast(Node, node).nodeType >= DOCUMENT_NODE:
            observer.observe(
                cast(Node, node),
                {"subtree": True, "childList": True, "attributes": True, "characterData": True},
            )
    for effect in EFFECTS:
        window.addEventListener(effect, listener, True)  # once, however many clicks wait
    set_timeout(guarded(judge), PATIENCE_MS)
