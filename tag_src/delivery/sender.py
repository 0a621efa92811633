"""Decide when events leave, and what the collector's answer means. Never looks into an event."""

from collections.abc import Awaitable

from tag_src.boot.options import options
from tag_src.browser.console import debug, warn
from tag_src.browser.guard import in_background
from tag_src.browser.idle import when_idle
from tag_src.browser.natives import elapsed_ms, set_timeout
from tag_src.delivery.adoption import adopt_orphans
from tag_src.delivery.backoff import backoff_ms, retry_after_ms
from tag_src.delivery.compression import compressed
from tag_src.delivery.drops import count_drops
from tag_src.delivery.envelope import envelope
from tag_src.delivery.event import Event, QueuedEvent
from tag_src.delivery.queue import (
    accept,
    is_batch_due,
    limit_batches,
    next_batch,
    put_back,
    remove,
    settle,
)
from tag_src.delivery.transport import Body, post

is_timer_running = False
failures = 0
retry_at_ms = 0.0
told_at_ms = 0.0
"""By the collector: not even `flush()` is earlier."""
sending: Awaitable[object] | None = None


def enqueue(event: Event) -> None:
    """Take over an event. Serialising and sending happen later, outside the caller's task."""
    if accept(event):
        when_idle(on_idle)


def on_idle() -> None:
    settle()
    if is_batch_due():
        send_soon()
    start_timer()


def start_timer() -> None:
    """Send, and renew the leases, when the interval is over."""
    global is_timer_running
    if not is_timer_running and next_batch():
        is_timer_running = True
        set_timeout(on_timer, options()["flushIntervalMs"])


def on_timer() -> None:
    global is_timer_running
    is_timer_running = False
    send_soon()


def send_soon() -> None:
    in_background(send_all(False))


def send_orphans() -> None:
    """Also what pages that are gone have left."""
    adopt_orphans(send_soon)


def may_send(is_urgent: bool) -> bool:
    """Not before a pause after a failure is over, unless it is urgent and the pause our own."""
    return elapsed_ms() >= (told_at_ms if is_urgent else retry_at_ms)


async def send_all(is_urgent: bool) -> None:
    """Send until the queue is empty or a request fails; done when the last answer is there."""
    global sending
    settle()
    if may_send(is_urgent):
        send_orphans()
        sending = sending or in_background(send_batches())
        await sending
        sending = None
    start_timer()


async def send_batches() -> None:
    """One request at a time keeps the order."""
    while batch := next_batch():
        if not await deliver(batch, await compressed(envelope(batch))):
            break


async def deliver(events: list[QueuedEvent], body: Body) -> bool:
    """Send `body`, which holds `events`. Whether it makes sense to send more now.

    While it was compressed the page may have gone, and sent some of them on its way out.
    """
    global failures, retry_at_ms, told_at_ms
    if not all(event["waits"] for event in events):
        return True
    for event in events:
        event["waits"] = False
    response = await post(body)
    status = response.status
    debug(f"sent {len(events)}:", status)
    put_back(events)
    if not status or status == 408 or status == 429 or status >= 500:
        failures += 1
        told_ms = retry_after_ms(response.headers.get("Retry-After"))
        told_at_ms = elapsed_ms() + told_ms
        wait_ms = max(backoff_ms(failures), told_ms)
        retry_at_ms = elapsed_ms() + wait_ms
        set_timeout(send_soon, wait_ms + 1)
        return False
    if status == 413 and len(events) > 1:
        limit_batches(len(events) / 2)
        return True
    failures = 0
    retry_at_ms = 0
    if status >= 400:
        warn(f"{len(events)} events refused: {status}")
        count_drops("too_large" if status == 413 else "refused", len(events))
    remove(events)
    return True
