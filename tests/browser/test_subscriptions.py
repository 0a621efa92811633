"""on(): every event as it is queued, for chat widgets, debugging and browser tests."""

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab


def test_a_name_and_all_names(visit: Visit, collector: Collector) -> None:
    page = visit()
    page.evaluate(
        """() => {
          window.all = []; window.some = [];
          periscale.on('*', event => all.push(event));
          periscale.on('signup', event => some.push(event));
          periscale.track('other'); periscale.track('signup', {plan: 'pro'}); periscale.page();
        }"""
    )
    assert page.evaluate("all.map(e => e.event)") == ["other", "signup", "$pageview"]
    (seen,) = page.evaluate("some")
    assert seen["event"] == "signup"
    assert seen["properties"]["plan"] == "pro"
    flush(page)
    sent = collector.wait_for("$pageview", "other", "signup", "$pageview")[2]
    assert sent["uuid"] == seen["uuid"]
    assert sent["timestamp"] == seen["timestamp"]


def test_off_ends_it(visit: Visit) -> None:
    page = visit()
    assert page.evaluate(
        """() => {
          const seen = [];
          const off = periscale.on('*', event => seen.push(event.event));
          const other = periscale.on('*', event => seen.push('other ' + event.event));
          periscale.track('one'); off(); off(); periscale.track('two'); other();
          periscale.track('three');
          return seen;
        }"""
    ) == ["one", "other one", "other two"]


def test_one_that_throws_harms_no_other_and_no_event(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    visitor.ignore("[periscale]")
    page = visit()
    assert page.evaluate(
        """() => {
          const seen = [];
          periscale.on('*', () => { throw new Error('page') });
          periscale.on('*', event => seen.push(event.event));
          periscale.track('one');
          return seen;
        }"""
    ) == ["one"]
    flush(page)
    collector.wait_for("$pageview", "one")


def test_a_subscriber_may_track_without_end(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    """Tracking in answer to an event is common; in answer to itself it must not hang the page."""
    visitor.ignore("[periscale]")
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("() => { periscale.on('a', () => periscale.track('b')); periscale.track('a') }")
    flush(page)
    assert sorted(event["event"] for event in collector.wait_for_all(2)) == ["a", "b"]


def test_events_of_other_tabs_are_not_seen(visit: Visit) -> None:
    first, second = visit(), visit()
    first.evaluate("() => { window.seen = []; periscale.on('*', e => seen.push(e.event)) }")
    second.evaluate("periscale.track('elsewhere')")
    flush(second)
    first.evaluate("periscale.track('here')")
    assert first.evaluate("seen") == ["here"]


def test_opted_out_visitors_have_no_events_to_see(visit: Visit) -> None:
    page = visit()
    assert (
        page.evaluate(
            """() => {
          const seen = [];
          periscale.on('*', event => seen.push(event.event));
          periscale.optOut(); periscale.track('x');
          return seen;
        }"""
        )
        == []
    )
