"""The verbs that every API and every capture calls.

Never touches the DOM, storage or the network: it knows the order of the stations, not their work.
"""

from collections.abc import Awaitable

from js import document

from tag_src.browser.guard import in_background
from tag_src.browser.ids import uuid7
from tag_src.browser.json import Properties
from tag_src.browser.lifecycle import on_hide
from tag_src.browser.natives import iso_time, now_ms
from tag_src.context.enrich import shared_properties
from tag_src.context.limits import copy_properties
from tag_src.context.page import begin_page_view
from tag_src.delivery.sender import enqueue, send_all
from tag_src.identity.visitor import current_visitor, load_visitor


def start() -> None:
    """Begin, with the options as configured."""
    load_visitor()
    on_hide(lambda: in_background(send_all()))


def capture(event: str, properties: Properties) -> None:
    """Queue an event; `properties` are the tracker's from now on."""
    now = now_ms()
    enqueue(
        {"uuid": uuid7(), "event": event, "timestamp": iso_time(now), "properties": properties},
        shared_properties(now),
    )


def track(event: str, properties: object) -> None:
    """Queue an event with properties of the page, which are copied."""
    capture(event, copy_properties(properties))


def page(navigation_type: str, properties: object) -> None:
    """Begin a page view and report it."""
    begin_page_view()
    capture(
        "$pageview",
        {
            "title": document.title,
            "$navigation_type": navigation_type,
            **copy_properties(properties),
        },
    )


def flush() -> Awaitable[None]:
    """Send what is queued; done when the collector has answered or cannot be reached."""
    return send_all()


def distinct_id() -> str:
    return current_visitor()["distinct_id"]
