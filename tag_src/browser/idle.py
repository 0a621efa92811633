"""Put work off until the browser has a moment. Never runs it in the caller's own task."""

from collections.abc import Callable
from typing import cast

from js import RequestIdleCallback, window

from tag_src.browser.guard import guarded
from tag_src.browser.natives import set_timeout

IDLE_TIMEOUT_MS = 200
"""A busy page gets the work after this time all the same: until then it is in memory only."""


def when_idle(work: Callable[[], object]) -> None:
    # Safari has timers only; for them the options are no delay.
    later = window.requestIdleCallback or cast("RequestIdleCallback", set_timeout)
    later(guarded(work), {"timeout": IDLE_TIMEOUT_MS})
