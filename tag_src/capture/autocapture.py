"""Record what a visitor does: clicks, changes, submits. One listener each, on the document.

Never reads what was typed or chosen, and nothing in a private zone.
"""

from typing import cast

from js import (
    Element,
    EventTarget,
    HTMLLabelElement,
    MouseEvent,
    Record,
    String,
    WeakSet,
    document,
    getComputedStyle,
)

from tag_src.boot.options import options
from tag_src.browser.dom import first_match, path_of
from tag_src.browser.listeners import listen
from tag_src.capture.dead_clicks import FIELD, watch_click
from tag_src.capture.description import describe
from tag_src.capture.privacy import ZONE
from tag_src.capture.rage_clicks import BUTTON, count_click
from tag_src.capture.switches import is_on, switch
from tag_src.tracker import capture

MIDDLE_BUTTON = 1
"""It opens a link in a new tab; the right one only a menu."""

AIMED_AT = {
    "click": f"{BUTTON},area,label,summary,{FIELD},[data-p-event]:not(form),[role=link],"
    "[role=menuitem],[role=tab],[role=checkbox],[role=radio],[role=switch],[role=option]",
    "auxclick": "a[href],area[href]",
    "change": FIELD,
    "submit": "form",
}

last_event = cast(MouseEvent, {})
last_control: Element | None = None
"""The field of the label that was clicked last."""

known_roots = WeakSet()


def start_autocapture() -> None:
    if options()["autocapture"] is not False:
        if is_on("clicks"):
            listen(document, "click", on_action)
            listen(document, "auxclick", on_action)
        listen_for_edits(document)


def listen_for_edits(target: EventTarget) -> None:
    """`change` and `submit` do not leave a shadow root: listen inside of those entered."""
    edits = [edit for edit in ["change", "submit"] if is_on(edit + "s")]
    for edit in edits:
        listen(target, edit, on_action)
    if edits:
        listen(target, "focusin", on_focus)


def on_focus(event: MouseEvent) -> None:
    """A root that is listened in from now on tells of those inside of it, this time already."""
    root = cast(Element, event.target).shadowRoot
    if root and not known_roots.has(root):
        known_roots.add(root)
        listen_for_edits(root)


def on_action(event: MouseEvent) -> None:
    """Describe what the visitor aimed at: the nearest control.

    Without any, it is a click's target whose cursor says that it is one.
    """
    global last_event, last_control
    is_click = event.type == "click"
    path = path_of(cast(Element, event.composedPath()[0]))
    # No more than once: the next click on it may be the visitor's.
    control = last_control
    last_control = None
    if (
        event.button > MIDDLE_BUTTON
        # The page let it out of a shadow root where it was heard before.
        or event is last_event
        # It is the browser's own click on the field of a label that was clicked. In Firefox that
        # comes some milliseconds later; the place is always the same.
        or (path[0] is control and event.y == last_event.y)
        # A list of selectors becomes text with commas here, which is one selector. What is no
        # selector throws, so that nothing is captured rather than what was to be left out.
        or first_match(path, f"{ZONE},{String(switch('cssSelectorDeny')) or '_'}")
        or not first_match(
            path, String(cast("str | None", switch("cssSelectorAllow")) or "") or "*"
        )
    ):
        return
    element = first_match(path, cast(str, cast(Record, AIMED_AT)[event.type]))
    if is_click and not element and getComputedStyle(path[0]).cursor == "pointer":
        element = path[0]
    if not element:
        return
    last_event = event
    # Also where the visitor aimed at something else in the label, but for a control of its own.
    label = first_match(path, f"label,a[href],button,{FIELD}")
    last_control = label and cast(HTMLLabelElement, label).control
    while path[0] is not element:
        path.pop(0)
    properties, own_event = describe(path, event.type)
    capture("$autocapture", properties)
    if own_event:
        capture(own_event, properties)
    if is_click:
        if is_on("rageClicks"):
            count_click(event, element, properties)
        if is_on("deadClicks") and event.isTrusted:
            watch_click(event, path, properties)
