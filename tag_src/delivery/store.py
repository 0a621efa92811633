"""The event store: keeps queued events in localStorage, so that they outlive the page.

Each event has a key of its own that begins with the page's name: no two tabs write the same key.
Never decides what is sent.
"""

from tag_src.boot.options import options
from tag_src.browser.guard import in_background
from tag_src.browser.ids import uuid7
from tag_src.browser.locks import hold, let_go, renew
from tag_src.browser.storage import write_item
from tag_src.delivery.event import UUID_END, UUID_START, QueuedEvent
from tag_src.identity.consent import may_keep
from tag_src.identity.visitor import visitor_key

page_name = ""
"""Held by this page; "" while nothing is to be stored."""


def store_prefix() -> str:
    """What the names of all pages begin with."""
    return visitor_key() + "_q_"


def open_store() -> None:
    """Begin to store, under a new name, if that is allowed."""
    global page_name
    if not page_name and may_keep("localStorage"):
        page_name = store_prefix() + uuid7()
        in_background(hold(page_name, lambda: None))


def close_store() -> None:
    """Leave what is stored to other pages."""
    global page_name
    page_name = ""
    let_go()


def store_newest(queue: list[QueuedEvent]) -> None:
    """Store as many of the newest events as the bounds of the store allow."""
    chars = 0
    count = 0
    if page_name:
        renew()
        for event in reversed(queue):
            chars += len(event["text"])
            count += 1
            if count > options()["maxStoredEvents"] or chars > options()["maxStoredBytes"]:
                forget(event)
            elif not event["key"]:
                uuid = event["text"][UUID_START:UUID_END]
                event["key"] = f"{page_name}_{uuid}"
                write_item(event["key"], event["text"])


def forget(event: QueuedEvent) -> None:
    if event["key"]:
        write_item(event["key"], "")
        event["key"] = ""
