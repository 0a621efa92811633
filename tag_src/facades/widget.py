"""The widget of User.com: an element that holds its state, and the callbacks of `civchat`.

Never shows anything: how it looks is the page's style, what is said in it another script's.
"""

from typing import cast

from js import Civchat, CustomEvent, Element, String, document, regex, window

from tag_src.browser.guard import guarded
from tag_src.browser.listeners import listen
from tag_src.identity.visitor import is_identified
from tag_src.tracker import set_person_properties

STATE = regex("^(simple|standard|hidden|expanded)$")
OPEN = "expanded"

widget = cast(Element, None)
initial_state = ""


def civchat() -> Civchat:
    return window.civchat or cast(Civchat, {})


def show(wanted: str) -> None:
    """Put the widget into a state, if it is one, or back into the one it began with.

    "show" shows it also if it began hidden. The page hears when it is opened and closed.
    """
    global initial_state
    if wanted == "show" and initial_state == "hidden":
        initial_state = "simple"
    was = civchat().state
    state = wanted if STATE.test(wanted) else initial_state
    civchat()["state"] = state
    widget.setAttribute("state", state)
    is_open = state == OPEN
    if is_open != (was == OPEN):
        call_back("onOpen" if is_open else "onClose")


def start_widget() -> None:
    """Only its place in the page, and its state, as the page's own style or chat shows it.

    Whoever brings messages sends them to this element, as the `detail` of an event.
    """
    global widget, initial_state
    state = civchat().state or ""
    initial_state = state if state != OPEN and STATE.test(state) else "simple"
    widget = document.createElement("ue-widget")
    show(state)
    # A script in the head runs before there is a body.
    (document.body or document.documentElement).append(widget)
    listen(widget, "message", on_message)
    listen(widget, "payload", lambda event: call_back("onPayloadReceived", String(event.detail)))


def on_message(event: CustomEvent) -> None:
    """Who chats is a lead, unless it is known who that is."""
    if not is_identified():
        set_person_properties({"person_type": "lead"})
    call_back("onMessage", event.detail)


def call_back(name: str, said: object = None) -> None:
    callback = civchat()[name]
    if callable(callback):
        guarded(callback)(said)


def remove_widget() -> None:
    widget.remove()
