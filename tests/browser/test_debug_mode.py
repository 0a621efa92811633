"""debug: true, or ?periscale_debug=1, tells in the console what happens and why."""

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

WAYS = {"attribute": ({"debug": "true"}, ""), "address": ({}, "?periscale_debug=1")}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_captured_sent_and_answered(
    visitor: Visitor, visit: Visit, collector: Collector, way: str
) -> None:
    attributes, query = WAYS[way]
    page = visit(attributes=attributes, query=query)
    page.evaluate("periscale.track('signup', {plan: 'pro'})")
    flush(page)
    visitor.pump()
    text = "\n".join(visitor.said)
    assert "$pageview" in text
    assert "signup" in text
    assert "sent" in text.lower()
    assert "200" in text


def test_why_something_was_dropped(visitor: Visitor, visit: Visit) -> None:
    page = visit(attributes={"debug": "true"})
    page.evaluate("() => { periscale.optOut(); periscale.track('never') }")
    visitor.pump()
    assert any("opted" in text.lower() for text in visitor.said)


def test_a_refusal_of_the_collector_is_told(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    visitor.ignore("Failed to load resource")
    visitor.ignore("[periscale]")
    collector.put_faults({"status": 400})
    flush(visit(attributes={"debug": "true"}))
    visitor.pump()
    assert any("400" in text for text in visitor.said)


@pytest.mark.parametrize("query", ["", "?periscale_debug=0", "?debug=1"])
def test_silence_without_it(visitor: Visitor, visit: Visit, query: str) -> None:
    page = visit(query=query)
    page.evaluate("() => { periscale.optOut(); periscale.track('never') }")
    visitor.pump()
    assert visitor.said == []


def test_the_address_wins_over_a_false_option(visitor: Visitor, visit: Visit) -> None:
    visit(attributes={"debug": "false"}, query="?periscale_debug=1")
    visitor.pump()
    assert visitor.said


def test_each_batch_refused_for_good_is_one_warning(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    """Also without debug mode: it is for the site owner to put right."""
    visitor.ignore("Failed to load resource")
    collector.put_faults({"status": 403})
    page = visit()
    for count in (1, 2):
        page.evaluate("periscale.track('x')")
        flush(page)
        visitor.expect_problem("warning: [periscale]", "403")
        visitor.pump()
        assert visitor.problems == []
        assert len(collector.requests()) == count
