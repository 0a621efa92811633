"""Send what is left when the page is hidden or goes away; it may be the last chance.

Never waits for anything.
"""

from tag_src.browser.guard import in_background
from tag_src.delivery.envelope import envelope
from tag_src.delivery.queue import next_batch, settle
from tag_src.delivery.seal import sealed
from tag_src.delivery.sender import deliver, may_send

MAX_CHARS = 40_000
"""Within 64 KiB, if one character in four is not ASCII."""


def send_on_exit() -> None:
    """In one request if everything fits, which keeps the order. What does not, stays stored."""
    settle()
    if may_send(is_urgent=True):
        events, body = sealed()
        if len(events) >= len(next_batch(MAX_CHARS)):
            in_background(deliver(events, body))
        batch = next_batch(MAX_CHARS)
        in_background(deliver(batch, envelope(batch)))
