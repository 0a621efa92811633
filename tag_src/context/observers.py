"""Show complete events to functions of the page. Never lets one of them disturb the tag."""

from collections.abc import Callable
from typing import TypeAlias

from tag_src.boot.options import options
from tag_src.browser.guard import guarded
from tag_src.browser.json import Properties
from tag_src.context.limits import copy_properties
from tag_src.identity.visitor import NAME, usable

Observer: TypeAlias = Callable[[Properties], object]

observers: list[tuple[str, Observer]] = []


def subscribe(event_name: str, observer: Observer) -> Callable[[], None]:
    """Call `observer` with each event of this name, "*" for all; returns what ends that."""
    global observers
    subscription = (event_name, observer)
    observers = [*observers, subscription]

    def unsubscribe() -> None:
        global observers
        observers = [other for other in observers if other is not subscription]

    return unsubscribe


def passes(event: Properties, owner: Properties) -> bool:
    """Whether the event is to be sent. Makes of it what the page's `beforeSend` does.

    A `beforeSend` that throws may have failed to take something out: then nothing is sent. The page
    gets copies, and so do we: it may keep and change what it has in hand.
    """
    before_send = options()["beforeSend"]
    if before_send:
        result = guarded(before_send)(copy_properties(event))
        if not isinstance(result, dict) or not usable(NAME, result.get("event")):
            return False
        event["event"] = result.get("event")
        event["properties"] = {**copy_properties(result.get("properties")), **owner}
    for name, observer in observers:
        if name in (event.get("event"), "*"):
            guarded(observer)(copy_properties(event))
    return True
