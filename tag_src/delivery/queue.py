"""The event queue: takes events in and holds them as JSON text until they are delivered.

Never sends one.
"""

from typing import TypedDict

from tag_src.browser.json import Properties, to_json

MAX_BATCH_EVENTS = 100
MAX_BATCH_CHARS = 50_000
"""A batch with some text that is not ASCII still fits a keepalive request, 64 KiB."""


class Event(TypedDict):
    """As on the wire, but `properties` are only the event's own, not those that all share."""

    uuid: str
    event: str
    timestamp: str
    properties: Properties


class QueuedEvent(TypedDict):
    uuid: str
    text: str
    is_done: bool
    """Delivered or given up."""


incoming: list[tuple[Event, Properties]] = []
"""Accepted, not yet serialised."""

queue: list[QueuedEvent] = []
"""Oldest first."""

shared_as_text: Properties | None = None
shared_text = ""


def accept(event: Event, shared: Properties) -> bool:
    """Take over an event; `shared` are the properties that all events have at the moment.

    True if it is the first one since the last `settle`.
    """
    incoming.append((event, shared))
    return len(incoming) == 1


def settle() -> None:
    """Serialise what came in."""
    for event, shared in incoming:
        queue.append({"uuid": event["uuid"], "text": whole_event(event, shared), "is_done": False})
    incoming.clear()


def whole_event(event: Event, shared: Properties) -> str:
    """The event as JSON. What all events share is serialised once, and spliced in each time."""
    global shared_as_text, shared_text
    own = event["properties"]
    if any(name in shared for name in own):  # the event's own value wins
        return to_json({**event, "properties": {**shared, **own}})
    if shared is not shared_as_text:
        shared_as_text = shared
        shared_text = to_json(shared)[1:] + "}"
    return to_json(event)[:-2] + ("," if own else "") + shared_text


def next_batch() -> list[QueuedEvent]:
    """The oldest events, as many as fit one request, but one at least."""
    chars = 0
    batch: list[QueuedEvent] = []
    for event in queue:
        chars += len(event["text"])
        if batch and (chars > MAX_BATCH_CHARS or len(batch) >= MAX_BATCH_EVENTS):
            break
        batch.append(event)
    return batch


def remove(events: list[QueuedEvent]) -> None:
    global queue
    for event in events:
        event["is_done"] = True
    queue = [event for event in queue if not event["is_done"]]


def queued_count() -> int:
    return len(queue)
