"""Send what is left when the page is hidden or goes away; it may be the last chance.

Never waits for anything.
"""

from tag_src.browser.guard import in_background
from tag_src.delivery.envelope import envelope
from tag_src.delivery.event import EventText
from tag_src.delivery.queue import next_batch, settle
from tag_src.delivery.seal import sealed
from tag_src.delivery.sender import deliver, may_send
from tag_src.delivery.transport import Body

MAX_CHARS = 18_000
"""Within 64 KiB, even if no character is ASCII."""


def send_on_exit() -> None:
    """What is compressed already, then as much of the rest as fits; what does not, stays stored."""
    settle()
    send_now(*sealed())
    batch = next_batch(MAX_CHARS)
    send_now(batch, envelope(batch))


def send_now(events: list[EventText], body: Body) -> None:
    if events and may_send(is_urgent=True):
        in_background(deliver(events, body, keepalive=True))
