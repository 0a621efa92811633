"""Listen to events of the page without ever disturbing it.

Never cancels, stops or delays an event: listeners are passive and guarded.
"""

from collections.abc import Callable
from typing import Any

from js import EventTarget

from tag_src.browser.guard import guarded


def listen(target: EventTarget, event_type: str, handler: Callable[[Any], object]) -> None:
    """Call `handler` in the capture phase, before a handler of the page can stop the event."""
    target.addEventListener(event_type, guarded(handler), {"capture": True, "passive": True})
