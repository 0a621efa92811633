"""The event queue: takes events in and holds them, oldest first, until they are done with.

Never sends one.
"""

from tag_src.boot.options import options
from tag_src.browser.json import to_json
from tag_src.browser.storage import keys_with, read_item, write_item
from tag_src.delivery.drops import count_drops
from tag_src.delivery.event import Event, QueuedEvent, queued
from tag_src.delivery.store import close_store, forget, store_newest, store_prefix

MAX_EVENT_CHARS = 250_000
"""Below what a collector accepts in one request (1 MiB), even if nothing in it is ASCII."""
MAX_BATCH_CHARS = 100_000
MAX_QUEUED_EVENTS = 10_000

incoming: list[Event] = []
"""Accepted, not yet serialised."""

queue: list[QueuedEvent] = []
max_batch_events = 100.0


def accept(event: Event) -> bool:
    """Take over an event. True if it is the first one since the last `settle`."""
    incoming.append(event)
    return len(incoming) == 1


def settle() -> None:
    """Serialise and store what came in."""
    global incoming
    accepted = incoming
    incoming = []
    for event in accepted:
        text = to_json(event)
        if len(text) > MAX_EVENT_CHARS:
            count_drops("too_large", 1)
        else:
            queue.append(queued(text, ""))
    give_up(queue[:-MAX_QUEUED_EVENTS], "store_full")
    store_newest(queue)


def next_batch(max_chars: int = MAX_BATCH_CHARS) -> list[QueuedEvent]:
    """The oldest events that wait, as many as fit, but one at least."""
    chars = 0
    batch: list[QueuedEvent] = []
    for event in queue:
        if event["waits"]:
            chars += len(event["text"])
            if batch and (chars > max_chars or len(batch) >= max_batch_events):
                break
            batch.append(event)
    return batch


def is_batch_due() -> bool:
    """Whether what is queued is worth a request, by number or by size."""
    return len(queue) >= options()["flushAt"] or len(queue) > len(next_batch())


def limit_batches(count: float) -> None:
    """Send at most so many events in a request from now on."""
    global max_batch_events
    max_batch_events = count


def put_back(events: list[QueuedEvent]) -> None:
    """Let events that were under way wait again, unless they were given up meanwhile."""
    for event in events:
        event["waits"] = bool(event["text"])


def remove(events: list[QueuedEvent]) -> None:
    global queue
    for event in events:
        event["waits"] = False
        event["text"] = ""
        forget(event)
    queue = [event for event in queue if event["text"]]


def give_up(events: list[QueuedEvent], reason: str) -> None:
    count_drops(reason, len(events))
    remove(events)


def discard_all() -> None:
    """Give up every event of this page, remove what other pages have stored, and store no more."""
    global incoming
    close_store()
    count_drops("opted_out", len(incoming) + len(queue))
    incoming = []
    remove(queue)
    for key in keys_with(store_prefix()):
        write_item(key, "")


def adopt(events: list[QueuedEvent]) -> None:
    """Take in events of a page that was there before this one."""
    global queue
    queue = [*events, *queue]


def leave_stored() -> None:
    """Keep only what is not in the store: other pages may adopt the rest."""
    global queue
    queue = [event for event in queue if not read_item(event["key"])]
