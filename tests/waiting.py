"""Wait for something to become true elsewhere, by asking again. Never waits a fixed time."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

# For what happens at once on an idle machine; a busy one may take its time.
PATIENCE_S = 60.0
POLL_S = 0.02


def wait_until(ask: Callable[[], T], what: Callable[[], str]) -> T:
    """The first answer that is true. `ask` talks to a page or to the site.

    Raises AssertionError with what `what` says then.
    """
    deadline = time.monotonic() + PATIENCE_S
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"Waited in vain that {what()}"
        time.sleep(POLL_S)
    return answer
