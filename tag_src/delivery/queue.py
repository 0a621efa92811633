"""The event queue: takes events in and holds them, oldest first, until they are done with.

Never sends one.
"""

from js import Set

from tag_src.boot.options import options
from tag_src.browser.json import Properties, to_json
from tag_src.browser.storage import keys_with, read_item, remove_item
from tag_src.delivery.drops import count_drops
from tag_src.delivery.event import Event, EventText, owner_of
from tag_src.delivery.store import forget, key_of, store_newest, store_prefix

MAX_EVENT_CHARS = 250_000
"""Below what a collector accepts in one request (1 MiB), even if nothing in it is ASCII."""
MAX_BATCH_CHARS = 100_000
MAX_QUEUED_EVENTS = 10_000

incoming: list[tuple[Event, Properties]] = []
"""Accepted, not yet serialised."""

queue: list[EventText] = []
under_way: Set[EventText] = Set()
"""Those of the queue that a request holds which was not answered yet."""

max_batch_events = 100
shared_as_text: Properties = {}
shared_text = ""


def accept(event: Event, shared: Properties) -> bool:
    """Take over an event; `shared` are the properties that all events have at the moment.

    True if it is the first one since the last `settle`.
    """
    incoming.append((event, shared))
    return len(incoming) == 1


def settle() -> None:
    """Serialise and store what came in."""
    global incoming
    accepted = incoming
    incoming = []
    for event, shared in accepted:
        text = whole_event(event, shared)
        if len(text) > MAX_EVENT_CHARS:
            count_drops("too_large", 1)
        else:
            queue.append(text)
    give_up(queue[:-MAX_QUEUED_EVENTS], "store_full")
    store_newest(queue)


def whole_event(event: Event, shared: Properties) -> EventText:
    """What all events share is serialised once, and spliced in each time."""
    global shared_as_text, shared_text
    own = event["properties"]
    if any(name in shared for name in own):  # the event's own value wins
        return to_json({**event, "properties": {**shared, **own, **owner_of(shared)}})
    if shared is not shared_as_text:
        shared_as_text = shared
        shared_text = to_json(shared)[1:] + "}"
    text = to_json(event)[:-2]
    return text + ("" if text.endswith("{") else ",") + shared_text


def waiting() -> list[EventText]:
    return [event for event in queue if not under_way.has(event)]


def are_waiting(events: list[EventText]) -> bool:
    """Whether none of them is under way, delivered or given up."""
    all_waiting = waiting()
    return all(event in all_waiting for event in events)


def next_batch(max_chars: int = MAX_BATCH_CHARS) -> list[EventText]:
    """The oldest events that wait, as many as fit, but one at least."""
    chars = 0
    batch: list[EventText] = []
    for event in waiting():
        chars += len(event)
        if batch and (chars > max_chars or len(batch) >= max_batch_events):
            break
        batch.append(event)
    return batch


def is_batch_due() -> bool:
    """Whether what is queued is worth a request, by number or by size."""
    return len(queue) >= options()["flushAt"] or len(queue) > len(next_batch())


def limit_batches(count: int) -> None:
    """Send at most so many events in a request from now on."""
    global max_batch_events
    max_batch_events = count


def remove(events: list[EventText]) -> None:
    global queue
    gone = Set(events)
    queue = [event for event in queue if not gone.has(event)]
    for event in events:
        forget(event)


def give_up(events: list[EventText], reason: str) -> None:
    count_drops(reason, len(events))
    remove(events)


def discard_all() -> None:
    """Give up every event of this page, and remove what other pages have stored."""
    global incoming
    incoming = []
    give_up(queue, "opted_out")
    for key in keys_with(store_prefix()):
        remove_item(key)


def adopt(events: list[EventText]) -> None:
    """Take in events of a page that was there before this one."""
    global queue
    queue = [*events, *queue]
    store_newest(queue)


def leave_stored() -> None:
    """Keep only what is not in the store: other pages may have adopted the rest."""
    global queue
    queue = [event for event in queue if not read_item(key_of(event))]
