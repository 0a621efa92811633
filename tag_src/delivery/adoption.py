"""Take over the stored events of pages that are gone, each page's by exactly one other page.

Never touches the events of a page that still lives.
"""

from js import Set, regex

from tag_src.browser.json import Properties, as_properties, from_json, to_json
from tag_src.browser.locks import if_free
from tag_src.browser.storage import keys_with, read_item, remove_item
from tag_src.delivery.event import Event, EventText
from tag_src.delivery.queue import adopt
from tag_src.delivery.sender import send_soon
from tag_src.delivery.store import own_page_name, store_prefix
from tag_src.identity.visitor import NAME, usable

UUID_CHARS = 36
UUID = regex(r"^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$")
TIME = regex(r"^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z$")


def adopt_orphans() -> None:
    """Look for events of pages that are gone, and send them."""
    length = len(store_prefix()) + UUID_CHARS
    for name in [*Set([key[:length] for key in keys_with(store_prefix())])]:
        if name != own_page_name():
            adopt_page(name)


def adopt_page(name: str) -> None:
    def take_over() -> None:
        events: list[EventText] = []
        for key in keys_with(name + "_"):
            event = repaired(key[len(name) + 1 :], as_properties(from_json(read_item(key))))
            if event:
                events.append(event)
            remove_item(key)
        adopt(events)
        send_soon()

    if_free(name, take_over)


def repaired(uuid: str, stored: Properties) -> EventText:
    """The event, "" if it is none: a damaged one would make the collector refuse a whole batch."""
    properties = as_properties(stored.get("properties"))
    session_id = usable(NAME, properties.get("$session_id")) or None
    event: Event = {
        "uuid": usable(UUID, uuid),
        "event": usable(NAME, stored.get("event")),
        "timestamp": usable(TIME, stored.get("timestamp")),
        "properties": {
            **properties,
            "$session_id": session_id,
        },
    }
    is_whole = event["uuid"] and event["event"] and event["timestamp"]
    return to_json(event) if is_whole and usable(NAME, properties.get("distinct_id")) else ""
