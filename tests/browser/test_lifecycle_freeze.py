"""A hidden tab whose tasks the browser stops, with events under way. Never in Playwright's tabs."""

from collections import Counter

import pytest

from tests.browser.arrivals import Collector
from tests.browser.raw_tabs import RawTab, RawTabs
from tests.browser.visitor import Visitor
from tests.waiting import wait_until

PATIENT = {"flush-interval-ms": "3600000", "capture-pageview": "false"}
TRACK = """(() => { for (let n = FIRST; n < FIRST + COUNT; n++) periscale.track('e', {n}) })()"""
STORED = 'Object.values(localStorage).filter(text => text.includes(\'"event":"e"\')).length'


def track(tab: RawTab, first: int, count: int) -> None:
    tab.evaluate(TRACK.replace("FIRST", str(first)).replace("COUNT", str(count)))


def expect_numbers(collector: Collector, count: int) -> None:
    """The numbered events 0, 1, … have arrived, each once, and nothing else has."""
    events = collector.wait_for_all(count)
    assert sorted(event["properties"]["n"] for event in events) == list(range(count))


@pytest.fixture
def tab(visitor: Visitor, tabs: RawTabs) -> RawTab:
    return tabs.open(visitor.put(attributes=PATIENT))


def test_what_is_queued_leaves_before_the_tab_freezes(collector: Collector, tab: RawTab) -> None:
    track(tab, 0, 5)
    tab.freeze()
    expect_numbers(collector, 5)
    tab.resume()
    track(tab, 5, 1)
    tab.evaluate("periscale.flush()")
    expect_numbers(collector, 6)


def test_a_request_under_way_while_frozen(collector: Collector, tab: RawTab) -> None:
    """The answer comes while no task of the page runs."""
    collector.put_faults({"delay_ms": 500, "after_store": True, "times": 1})
    track(tab, 0, 5)
    tab.evaluate("void periscale.flush()")
    wait_until(lambda: len(collector.events()) == 5, lambda: "the batch arrives")
    tab.freeze()
    wait_until(lambda: len(collector.requests()) == 1, lambda: "the answer is given")
    tab.resume()
    track(tab, 5, 1)
    tab.evaluate("periscale.flush()")
    expect_numbers(collector, 6)
    wait_until(lambda: tab.evaluate(STORED) == 0, lambda: "the store is empty")
    expect_sent_at_most_once_more(collector)


def expect_sent_at_most_once_more(collector: Collector) -> None:
    """Leaving may send again what a request holds that was not answered yet."""
    sent = Counter(event["uuid"] for event in collector.sent_events())
    assert max(sent.values()) <= 2


def test_a_failed_request_is_repeated_after_the_freeze(
    collector: Collector, tabs: RawTabs, tab: RawTab
) -> None:
    collector.put_faults({"status": 503})
    track(tab, 0, 5)
    tab.freeze()
    collector.wait_for_request()
    collector.clear_faults()
    tab.resume()
    tabs.open("about:blank")
    tab.activate()
    tab.evaluate("periscale.flush()")
    expect_numbers(collector, 5)


def test_a_frozen_tab_that_is_discarded_loses_nothing(
    visitor: Visitor, collector: Collector, tabs: RawTabs, tab: RawTab
) -> None:
    collector.put_faults({"status": 503})
    track(tab, 0, 5)
    tab.freeze()
    collector.wait_for_request()
    # What is frozen still holds its events: no other tab sends them.
    collector.clear_faults()
    other = tabs.open(visitor.put(attributes=PATIENT))
    track(other, 5, 1)
    other.evaluate("periscale.flush()")
    expect_numbers_of(collector, {5})
    tab.close()
    third = tabs.open(visitor.put(attributes=PATIENT))
    # The browser may release what the other tab held a moment after it is gone.
    wait_until(
        lambda: third.evaluate("periscale.flush()") or len(collector.events()) >= 6,
        lambda: "they are adopted",
    )
    expect_numbers(collector, 6)


def expect_numbers_of(collector: Collector, numbers: set[int]) -> None:
    events = collector.wait_for_all(len(numbers))
    assert {event["properties"]["n"] for event in events} == numbers
