"""Let a page hold a name as long as it lives, so that other tabs can tell when it is gone.

Uses Web Locks; without them (pages without https) a lease in localStorage, which the holder renews.
Never waits for a name that another page holds.
"""

from collections.abc import Callable

from js import Lock, Promise, navigator, parseFloat

from tag_src.browser.attempt import attempt
from tag_src.browser.guard import guarded
from tag_src.browser.natives import now_ms, set_timeout
from tag_src.browser.storage import read_item, remove_item, write_item

LEASE_MS = 180_000
"""Three times the longest pause between two renewals while there is something to lose."""
VISIBILITY_MS = 1_000
"""A lock is kept this long after the work: until then other tabs may not see what it changed."""

locks = attempt(lambda: navigator.locks)
release: Callable[[], object] | None = None


def hold(name: str) -> None:
    """Hold `name` until `let_go` or the end of the page."""
    if locks:
        quietly(locks.request(name, {}, lambda lock: Promise(keep)))
    renew(name)


def quietly(request: Promise[None]) -> None:
    """A sandboxed frame refuses locks; it has no storage either."""
    request.then(None, lambda error: None)


def keep(resolve: Callable[[], object]) -> None:
    global release
    release = resolve


def renew(name: str) -> None:
    """To be called within LEASE_MS, as long as the name matters."""
    if not locks:
        write_item(name, str(now_ms() + LEASE_MS))


def let_go(name: str) -> None:
    if release:
        release()
    remove_item(name)


def if_free(name: str, action: Callable[[], object]) -> None:
    """Run `action` if no page holds `name`; of several pages that ask at once, one runs it."""

    def on_lock(lock: Lock | None) -> Promise[None] | None:
        if lock is None:
            return None
        guarded(action)()
        return Promise(lambda resolve: set_timeout(resolve, VISIBILITY_MS))

    if locks:
        quietly(locks.request(name, {"ifAvailable": True}, on_lock))
    elif not parseFloat(read_item(name)) > now_ms():
        action()
        remove_item(name)
