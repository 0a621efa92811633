"""Notice clicks that had no effect. Watches the page only while a click waits for its effect."""

from typing import cast

from js import (
    Element,
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


EFFECTS = ["scroll", "focus", "blur", "submit", "toggle", "visibilitychange"]

observer: MutationObserver | None = None
waiting: Set[Properties] = Set()
"""The clicks that had no effect yet, each as the properties of its event."""


def on_effect(event: object) -> None:
    """Something happened: it may be the effect of any of them."""
    waiting.clear()
    stop_watching()


def stop_watching() -> None:
    if observer:
        observer.disconnect()
    for effect in EFFECTS:
        window.removeEventListener(effect, on_effect, True)


def watch_click(event: MouseEvent, element: Element, properties: Properties) -> None:
    """Report the click unless something happens; `properties` are those of its own event."""
    global observer
    before = place()

    def judge() -> None:
        if waiting.delete(properties):
            if not waiting.size:
                stop_watching()
            if place() == before and (
                event.defaultPrevented or not matches(element, HAS_OWN_EFFECT)
            ):
                capture("$dead_click", {**properties, "$dead_click_delay_ms": PATIENCE_MS})

    waiting.add(properties)
    observer = observer or MutationObserver(on_effect)
    for node in event.composedPath():
        if cast(Node, node).nodeType >= DOCUMENT_NODE:
            observer.observe(
                cast(Node, node),
                {"subtree": True, "childList": True, "attributes": True, "characterData": True},
            )
    for effect in EFFECTS:
        window.addEventListener(effect, on_effect, True)  # once, however many clicks wait
    set_timeout(guarded(judge), PATIENCE_MS)


def place() -> str:
    """Address and selection; `selectionchange` would also tell of the press before the click."""
    selection = getSelection()
    return f"{location.href}{selection.type}{selection.anchorOffset},{selection.focusOffset}"
