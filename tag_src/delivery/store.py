"""The event store: keeps queued events in localStorage, so that they outlive the page.

Each event has a key of its own that begins with the page's name: no two tabs write the same key.
Never decides what is sent.
"""

from js import Set

from tag_src.boot.options import options
from tag_src.browser.ids import uuid7
from tag_src.browser.locks import hold, let_go, renew
from tag_src.browser.storage import remove_item, write_item
from tag_src.delivery.event import EventText, uuid_of
from tag_src.identity.consent import may_keep
from tag_src.identity.visitor import visitor_key

page_name = ""
"""Held as a lock by this page; "" while nothing is to be stored."""

stored: Set[EventText] = Set()


def store_prefix() -> str:
    """What the names of all pages begin with."""
    return visitor_key() + "_q_"


def own_page_name() -> str:
    return page_name


def open_store() -> None:
    """Begin to store, under a new name, if that is allowed."""
    global page_name
    if not page_name and may_keep("localStorage"):
        page_name = store_prefix() + uuid7()
        hold(page_name)


def close_store() -> None:
    """Leave what is stored to other pages."""
    global page_name
    let_go(page_name)
    page_name = ""
    stored.clear()


def key_of(event: EventText) -> str:
    return f"{page_name}_{uuid_of(event)}"


def store_newest(queue: list[EventText]) -> None:
    """Store as many of the newest events as the bounds of the store allow."""
    count = 0
    chars = 0
    if page_name:
        renew(page_name)
        for event in reversed(queue):
            count += 1
            chars += len(event)
            if count > options()["maxStoredEvents"] or chars > options()["maxStoredBytes"]:
                forget(event)
            elif not stored.has(event):
                stored.add(event)
                write_item(key_of(event), event)


def forget(event: EventText) -> None:
    if stored.delete(event):
        remove_item(key_of(event))
