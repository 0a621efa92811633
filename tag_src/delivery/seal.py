"""Keep a compressed body ready for the moment the page goes away, which cannot wait for one.

Never sends it.
"""

from tag_src.browser.guard import guarded, in_background
from tag_src.browser.natives import now_ms, set_timeout
from tag_src.delivery.compression import compressed
from tag_src.delivery.envelope import envelope
from tag_src.delivery.event import EventText
from tag_src.delivery.queue import are_waiting, next_batch
from tag_src.delivery.transport import Body

DELAY_MS = 1_000
MAX_AGE_MS = 60_000
"""A sealed body says when it is sent and cannot be changed: an old one would lie."""

sealed_events: list[EventText] = []
sealed_body: Body = ""
sealed_ms = 0
is_due = False


def seal_later() -> None:
    """Seal what is queued then, in a moment."""
    global is_due
    if not is_due:
        is_due = True
        set_timeout(guarded(lambda: in_background(seal())), DELAY_MS)


async def seal() -> None:
    global sealed_events, sealed_body, sealed_ms, is_due
    is_due = False
    events = next_batch()
    body = await compressed(envelope(events))
    sealed_events = events
    sealed_body = body
    sealed_ms = now_ms()


def sealed() -> tuple[list[EventText], Body]:
    """The events and the body that holds them; none once one of them is under way or done."""
    is_usable = now_ms() - sealed_ms < MAX_AGE_MS and are_waiting(sealed_events)
    return (sealed_events if is_usable else []), sealed_body
