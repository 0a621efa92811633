"""Put work off until the browser has a moment. Never runs it in the caller's own task."""

from collections.abc import Callable

from js import window

from tag_src.browser.guard import guarded
from tag_src.browser.natives import set_timeout

IDLE_TIMEOUT_MS = 200
"""A busy page gets the work after this time all the same: until then it is in memory only."""


def when_idle(work: Callable[[], object]) -> None:
    if window.requestIdleCallback:
        window.requestIdleCallback(guarded(work), {"timeout": IDLE_TIMEOUT_MS})
    else:  # Safari
        set_timeout(guarded(work), 1)
