"""Let a page hold names as long as it lives, so that other tabs can tell when it is gone.

Uses Web Locks; without them (pages without https) leases in localStorage, which the holder renews.
Never waits for a name that another page holds.
"""

from collections.abc import Callable

from js import Lock, Math, Promise, String, navigator, parseFloat

from tag_src.browser.attempt import attempt
from tag_src.browser.guard import guarded
from tag_src.browser.natives import now_ms, set_timeout
from tag_src.browser.storage import read_item, write_item

LEASE_MS = 180_000
"""Three times the longest pause between two renewals while there is something to lose."""
CONTEST_MS = 500
"""Another tab that took the same lease at the same time has written its own by then."""

locks = attempt(lambda: navigator.locks)
releases: list[Callable[[], object]] = []
leases: list[str] = []
holder = String(Math.random())
"""Tells the leases of this page from those of others."""


async def hold(name: str, action: Callable[[], object]) -> None:
    """Take `name` until `let_go` or the end of the page, then run `action`.

    Nothing happens if a page holds it already, this one included.
    """
    global leases

    def on_lock(lock: Lock | None) -> Promise[None] | None:
        if not lock:
            return None
        guarded(action)()
        return Promise(lambda release: releases.append(release))

    if locks:
        try:
            await locks.request(name, {"ifAvailable": True}, on_lock)
        except Exception:
            pass  # a sandboxed frame refuses locks; it has no storage either
    elif not parseFloat(read_item(name)) > now_ms():
        leases.append(name)
        renew()
        await Promise(lambda done: set_timeout(done, CONTEST_MS))
        if holder in read_item(name):
            guarded(action)()
        else:
            leases = [other for other in leases if other != name]


def renew() -> None:
    """To be called within LEASE_MS, as long as the names matter."""
    for name in leases:
        write_item(name, f"{now_ms() + LEASE_MS} {holder}")


def let_go() -> None:
    """Leave all names to other pages."""
    for release in releases:
        release()
    for name in leases:
        write_item(name, "")
    leases.clear()
