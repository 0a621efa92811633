"""Keep a compressed body ready for the moment the page goes away, which cannot wait for one.

Never sends it.
"""

from tag_src.browser.guard import guarded, in_background
from tag_src.browser.natives import now_ms, set_timeout
from tag_src.delivery.compression import compressed
from tag_src.delivery.envelope import envelope
from tag_src.delivery.event import QueuedEvent
from tag_src.delivery.queue import next_batch
from tag_src.delivery.transport import Body

DELAY_MS = 1_000
MAX_AGE_MS = 60_000
"""A sealed body says when it is sent and cannot be changed: an old one would lie."""

sealed_events: list[QueuedEvent] = []
sealed_body: Body = ""
sealed_ms = 0
is_due = False


def seal_later() -> None:
    """Seal in a moment, with what is queued then."""
    global is_due
    if not is_due:
        is_due = True
        set_timeout(guarded(lambda: in_background(seal())), DELAY_MS)


async def seal() -> None:
    """Put the next batch into a body."""
    global sealed_events, sealed_body, sealed_ms, is_due
    is_due = False
    sealed_ms = now_ms()
    events = next_batch()
    sealed_body = await compressed(envelope(events))
    sealed_events = events


def sealed() -> tuple[list[QueuedEvent], Body]:
    """The events and the body that holds them; no events if it is too old."""
    return (sealed_events if now_ms() - sealed_ms < MAX_AGE_MS else []), sealed_body
