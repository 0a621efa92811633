"""The tag goes on with what it found at load when the page later replaces the browser's functions."""

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

ODD = {
    "undefined": "undefined",
    "null": "null",
    "an object": "({})",
    "throws": "function () { throw new Error('odd') }",
    "returns junk": "function () { return 'junk' }",
}
REQUIRED = ["JSON", "Date", "fetch", "console"]
OTHERS = [
    *("Promise", "setTimeout", "requestIdleCallback", "URL", "URLSearchParams", "Uint32Array"),
    *("XMLHttpRequest", "Map", "Set", "WeakMap", "CompressionStream", "TextEncoder", "Blob"),
    *("Response", "MutationObserver", "PerformanceObserver", "CustomEvent", "Intl", "Math"),
    *("Object", "Array", "String", "Symbol", "RegExp", "Error", "performance", "crypto"),
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


_REACHED = """<script>
  addEventListener('DOMContentLoaded', () => { document.title = 'reached' });
</script>"""
