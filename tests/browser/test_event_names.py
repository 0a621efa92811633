"""What an event may be called, and text that a collector would refuse."""

import pytest

from tests.browser.arrivals import Collector, properties_of
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab


@pytest.mark.parametrize("length", [1, 255])
def test_names_up_to_255_characters(visit: Visit, collector: Collector, length: int) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("length => periscale.track('n'.repeat(length))", length)
    flush(page)
    collector.wait_for("n" * length)


@pytest.mark.parametrize(
    "name",
    [
        "''",
        "'n'.repeat(256)",
        "undefined",
        "null",
        "5",
        "{}",
        "[]",
        "Symbol('s')",
        "() => 1",
        "new String('x')",
        "true",
    ],
)
def test_other_names_are_refused_with_an_error(
    visitor: Visitor, visit: Visit, collector: Collector, name: str
) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate(f"() => {{ periscale.track({name}, {{a: 1}}) }}")
    visitor.expect_problem("[periscale]", "track")
    page.evaluate("periscale.track('good')")
    flush(page)
    collector.wait_for("good")


@pytest.mark.parametrize("text", ["a\0b", "\0", "a\ud800b", "\udfff"], ids=ascii)
@pytest.mark.parametrize("call", ["track(text)", "identify(text)", "group('type', text)"])
def test_text_that_a_collector_refuses_spoils_no_batch(
    visitor: Visitor, visit: Visit, collector: Collector, call: str, text: str
) -> None:
    """One bad event would take all others of its request with it."""
    visitor.ignore("[periscale]")
    page = visit()
    page.evaluate(f"text => {{ periscale.{call} }}", text)
    page.evaluate("periscale.track('good')")
    flush(page)
    names = collector.names()
    assert names[0] == "$pageview"
    assert names[-1] == "good"
    assert {request["status"] for request in collector.requests()} == {200}


def test_common_properties_cannot_be_broken_by_an_event(visit: Visit, collector: Collector) -> None:
    """An event's own property wins, but whose event it is is not for the event to say."""
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("periscale.track('e', {$browser: 'mine', distinct_id: null, $session_id: 5})")
    page.evaluate("periscale.track('good')")
    flush(page)
    first, second = collector.wait_for("e", "good")
    assert properties_of(first)["$browser"] == "mine"
    assert first["distinct_id"] == second["distinct_id"]
    assert first["session_id"] == second["session_id"]
