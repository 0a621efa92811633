"""The tag goes on with the functions it found at load when the page replaces them later."""

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.same_tab

ODD = {
    "undefined": "undefined",
    "null": "null",
    "an object": "({})",
    "throws": "function () { throw new Error('odd') }",
    "returns junk": "function () { return 'junk' }",
}
REQUIRED = ["JSON", "Date", "fetch", "console", "performance"]
OTHERS = [
    *("Promise", "setTimeout", "requestIdleCallback", "URL", "URLSearchParams", "Uint32Array"),
    *("XMLHttpRequest", "Map", "Set", "WeakMap", "CompressionStream", "TextEncoder", "Blob"),
    *("Response", "MutationObserver", "PerformanceObserver", "CustomEvent", "Intl", "Math"),
    *("Object", "Array", "String", "Symbol", "RegExp", "Error", "crypto"),
]
METHODS = {
    "JSON.stringify": "JSON.stringify",
    "JSON.parse": "JSON.parse",
    "Date.now": "Date.now",
    "Date.prototype.toISOString": "Date.prototype.toISOString",
    "console.error": "console.error = console.warn = console.log",
    "Math.random": "Math.random = Math.floor",
    "crypto.getRandomValues": "Crypto.prototype.getRandomValues",
    "crypto.randomUUID": "Crypto.prototype.randomUUID",
    "addEventListener": "EventTarget.prototype.addEventListener",
    "sendBeacon": "Navigator.prototype.sendBeacon",
    "Promise.prototype.then": "Promise.prototype.then",
    "performance.now": "Performance.prototype.now",
}


def use_after(statement: str) -> str:
    """A script that breaks something once the tag runs, then uses the tag, bad calls included."""
    return f"""<script>
      addEventListener('DOMContentLoaded', () => {{
        {statement};
        periscale.track('used', {{two: 'zwei', half: 0.5}});
        periscale.track();
        periscale.flush();
      }});
    </script>"""


EXPECTED = (
    {"event": "$pageview"},
    {"event": "used", "properties": {"two": "zwei", "half": 0.5, "$lib": "periscale-tag"}},
)


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("name", REQUIRED)
def test_replaced_after_the_tag_has_loaded(
    visitor: Visitor, visit: Visit, collector: Collector, name: str, value: str
) -> None:
    visitor.ignore("[periscale]")  # the bad call
    visit(tail=use_after(f"window.{name} = {ODD[value]}"))
    collector.expect_exactly(*EXPECTED)


@pytest.mark.parametrize("name", REQUIRED)
def test_nothing_is_sent_twice_after_a_replacement(
    visit: Visit, collector: Collector, name: str
) -> None:
    """The collector would not show it: it knows the events by their ids."""
    visit(
        tail=f"""<script>addEventListener('DOMContentLoaded', async () => {{
          const report = document.createElement('i');
          window.{name} = {ODD["an object"]};
          periscale.track('first');
          await periscale.flush();
          periscale.track('second');
          await periscale.flush();
          document.body.append(report);
        }})</script>"""
    ).wait_for_selector("i", state="attached")
    collector.wait_for("$pageview", "first", "second")
    assert [event["event"] for event in collector.sent_events()] == ["$pageview", "first", "second"]


@pytest.mark.parametrize("value", ["throws", "returns junk"])
@pytest.mark.parametrize("name", OTHERS)
def test_no_exception_whatever_the_page_replaces(
    visitor: Visitor, visit: Visit, name: str, value: str
) -> None:
    """What arrives then is not promised, but the page's own script runs to its end."""
    expect_reached(visitor, visit, use_after(f"window.{name} = {ODD[value]}"))


@pytest.mark.parametrize("value", ["throws", "returns junk"])
@pytest.mark.parametrize("name", METHODS)
def test_no_exception_whatever_method_the_page_replaces(
    visitor: Visitor, visit: Visit, name: str, value: str
) -> None:
    expect_reached(visitor, visit, use_after(f"{METHODS[name]} = {ODD[value]}"))


def expect_reached(visitor: Visitor, visit: Visit, use: str) -> None:
    """The script runs to its end, without an uncaught error. Stands on nothing it may break."""
    visitor.ignore("[periscale]")
    visitor.ignore("Failed to load resource")
    page = visitor.new_page()
    report = "<script>window.report = console.info.bind(console)</script>"
    reached = use.replace("periscale.flush();", "periscale.flush(); report('reached');")
    with page.expect_console_message(lambda message: message.text == "reached"):
        visit(page=page, head=report, tail=reached)


@pytest.mark.parametrize(
    "statement",
    [
        "window.requestIdleCallback = undefined",
        "window.sendBeacon = Navigator.prototype.sendBeacon = undefined",
        "window.CompressionStream = undefined",
        "crypto.randomUUID = Crypto.prototype.randomUUID = undefined",
        "Object.defineProperty(Navigator.prototype, 'locks', {value: undefined})",
        "window.BroadcastChannel = undefined",
    ],
    ids=["idle", "beacon", "compression", "randomUUID", "locks", "BroadcastChannel"],
)
def test_older_browsers_lack_it_from_the_start(
    visit: Visit, collector: Collector, statement: str
) -> None:
    visit(
        head=f"<script>{statement}</script>", tail=use_after("").replace("periscale.track();", "")
    )
    collector.expect_exactly(*EXPECTED)
