"""Visit pages with capture on, and read what it reported. Never decides what is right."""

import re
from typing import Any

from playwright.sync_api import Page

from tests.browser.arrivals import Collector, Event, properties_of
from tests.browser.conftest import Visit
from tests.browser.visitor import flush

ONLY_AUTOCAPTURE = {"autocapture": "true", "capture-pageview": "false"}
AT_ONCE = "Object.defineProperty(Event.prototype, 'timeStamp', {get() { return 5 }})"
"""A script for clicks that shall count as a series, however slow the machine is."""
_ELEMENT = re.compile(r'((?:[^;:"]|:(?!(?:[\w-]+=")|$))*):((?:[\w.-]+="(?:\\"|[^"])*")*)(?:;|$)')
_KEY = re.compile(r'([\w.-]+)="((?:\\"|[^"])*)"')


def visit_capturing(visit: Visit, body: str, head: str = "", **attributes: str) -> Page:
    """A page of which nothing is reported but what the visitor does."""
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    return visit(head=head, body=body, attributes={**ONLY_AUTOCAPTURE, **named})


def captured(page: Page, collector: Collector, name: str = "$autocapture") -> list[dict[str, Any]]:
    """The properties of all events of this name, once what the page has queued has arrived."""
    flush(page)
    return [properties_of(event) for event in collector.events() if event["event"] == name]


def names(page: Page, collector: Collector) -> list[str]:
    flush(page)
    return collector.names()


def elements(event: Event | dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    """`$elements_chain` taken apart: tag with classes, and keys, outward."""
    chain = event.get("properties", event)["$elements_chain"]
    return [
        (head, {key: value.replace('\\"', '"') for key, value in _KEY.findall(keys)})
        for head, keys in _ELEMENT.findall(chain)
    ]


def target(event: dict[str, Any]) -> tuple[str, dict[str, str]]:
    return elements(event)[0]
