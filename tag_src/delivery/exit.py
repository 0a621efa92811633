"""Send what is left when the page is hidden or goes away; it may be the last chance.

Never waits for anything.
"""

from tag_src.browser.attempt import attempt
from tag_src.browser.guard import in_background
from tag_src.delivery.envelope import envelope
from tag_src.delivery.gzip import gzip
from tag_src.delivery.queue import next_batch, settle
from tag_src.delivery.sender import deliver, may_send
from tag_src.delivery.transport import has_room

MAX_CHARS = 35_000
"""Within the quota, even if nothing repeats and one character in four is not ASCII."""


def send_on_exit() -> None:
    """As much as the browser takes along; the rest stays stored. One request keeps the order."""
    settle()
    batch = next_batch(MAX_CHARS)
    if batch and may_send(is_urgent=True):
        body = envelope(batch)
        # Bare, in a page that has broken what compressing needs.
        in_background(deliver(batch, attempt(lambda: gzip(body)) or body))
        if has_room():
            send_on_exit()
