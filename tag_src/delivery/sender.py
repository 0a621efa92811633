"""Decide when events leave, and what the collector's answer means. Never looks into an event."""

from collections.abc import Awaitable

from tag_src.boot.options import options
from tag_src.browser.console import warn
from tag_src.browser.guard import guarded, in_background
from tag_src.browser.idle import when_idle
from tag_src.browser.json import Properties
from tag_src.browser.natives import set_timeout
from tag_src.delivery.envelope import envelope
from tag_src.delivery.queue import Event, accept, next_batch, queued_count, remove, settle
from tag_src.delivery.transport import post

is_timer_running = False
sending: Awaitable[None] | None = None


def enqueue(event: Event, shared: Properties) -> None:
    """Take over an event. Serialising and sending happen later, outside the caller's task."""
    if accept(event, shared):
        when_idle(on_idle)


def on_idle() -> None:
    settle()
    if queued_count() >= options()["flushAt"]:
        in_background(send_all())
    else:
        start_timer()


def start_timer() -> None:
    global is_timer_running
    if queued_count() and not is_timer_running:
        is_timer_running = True
        set_timeout(guarded(on_timer), options()["flushIntervalMs"])


def on_timer() -> None:
    global is_timer_running
    is_timer_running = False
    in_background(send_all())


async def send_all() -> None:
    """Send what is queued; done when the last request has been answered."""
    global sending
    settle()
    sending = sending or send_batches()
    await sending
    sending = None


async def send_batches() -> None:
    """One request at a time keeps the order; stops where one has to be sent again later."""
    while batch := next_batch():
        status = await post(envelope(batch))
        # No answer, too slow, too many requests, or a server that is ill: try again later.
        if status < 200 or status >= 500 or status in (408, 429):
            start_timer()
            break
        if status >= 400:
            warn(f"the collector refused {len(batch)} events with status {status}")
        remove(batch)
