"""Call the API in a page of its own, and see what arrives. Never decides what is right."""

from typing import Any

from tests.browser.arrivals import Collector, properties_of
from tests.browser.conftest import Visit
from tests.browser.matching import ABSENT
from tests.browser.visitor import flush


def run(visit: Visit, script: str) -> str:
    """Run statements in a fresh page without page view and send; returns the anonymous id."""
    page = visit(attributes={"capture-pageview": "false"})
    anonymous_id: str = page.evaluate("periscale.getDistinctId()")
    page.evaluate(f"() => {{ {script} }}")
    flush(page)
    return anonymous_id


def arrived(visit: Visit, collector: Collector, value: str) -> Any:
    """What arrives of `{value: <value>}`, between two keys that have to arrive whole."""
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate(f"() => {{ periscale.track('e', {{first: 1, value: {value}, last: 2}}) }}")
    flush(page)
    (event,) = collector.expect_exactly({"event": "e", "properties": {"first": 1, "last": 2}})
    return properties_of(event).get("value", ABSENT)
