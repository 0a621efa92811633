"""The forms an event has on its way through delivery. Never moves one along."""

from typing import TypedDict

from tag_src.browser.json import Properties


class Event(TypedDict):
    """As on the wire."""

    uuid: str
    event: str
    timestamp: str
    properties: Properties


class QueuedEvent(TypedDict):
    text: str
    """The event as JSON, which begins with the uuid; "" once it is delivered or given up."""
    key: str
    """Where it is stored; "" if it is in memory only."""
    waits: bool
    """Not done with, and not in a request that was not answered yet."""


UUID_CHARS = 36
UUID_START = len('{"uuid":"')
UUID_END = UUID_START + UUID_CHARS


def queued(text: str, key: str) -> QueuedEvent:
    return {"text": text, "key": key, "waits": True}
