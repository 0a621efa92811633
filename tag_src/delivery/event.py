"""The forms an event has on its way through delivery."""

from typing import TypeAlias, TypedDict

from tag_src.browser.json import Properties


class Event(TypedDict):
    """As on the wire, but `properties` are only the event's own, not those that all share."""

    uuid: str
    event: str
    timestamp: str
    properties: Properties


def owner_of(properties: Properties) -> Properties:
    """What no event may say by itself: whose it is."""
    return {
        "distinct_id": properties.get("distinct_id"),
        "$session_id": properties.get("$session_id"),
    }


EventText: TypeAlias = str
"""A whole event as JSON. It begins with the uuid."""

UUID_START = len('{"uuid":"')
UUID_END = UUID_START + 36


def uuid_of(text: EventText) -> str:
    return text[UUID_START:UUID_END]
