"""Take over the stored events of pages that are gone, each page's by exactly one other page.

Never touches the events of a page that still lives.
"""

from collections.abc import Callable

from js import Set, regex

from tag_src.browser.guard import in_background
from tag_src.browser.json import from_json, to_json
from tag_src.browser.locks import hold
from tag_src.browser.storage import keys_with, read_item, write_item
from tag_src.delivery.event import UUID_CHARS, QueuedEvent, queued
from tag_src.delivery.queue import adopt
from tag_src.delivery.store import store_prefix
from tag_src.identity.consent import is_silent

# A damaged event would make the collector refuse a whole batch.
EVENT = regex(r'^{"uuid":"[\w-]{36}","event":"[^"].*"2.{22}Z".*"distinct_id":"[^"].*}}$')


def adopt_orphans(then: Callable[[], object]) -> None:
    """Look for events of pages that are gone; call `then` with each page whose were taken over."""
    length = len(store_prefix()) + UUID_CHARS
    if not is_silent():
        for name in [*Set([key[:length] for key in keys_with(store_prefix())])]:
            adopt_page(name, then)


def adopt_page(name: str, then: Callable[[], object]) -> None:
    def take_over() -> None:
        events: list[QueuedEvent] = []
        for key in keys_with(name + "_"):
            text = to_json(from_json(read_item(key)))
            if EVENT.test(text):
                events.append(queued(text, key))
            else:
                write_item(key, "")
        adopt(events)
        then()

    in_background(hold(name, take_over))
