"""A batch leaves at 10 seconds or 20 events, on flush(), and when the page is hidden or left."""

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.raw_tabs import RawTabs
from tests.browser.scripts import script
from tests.browser.visitor import Visitor, flush
from tests.waiting import wait_until


def track(count: int) -> str:
    return f"() => {{ for (let i = 0; i < {count}; i++) periscale.track('e', {{i}}) }}"


def test_twenty_events_leave_by_themselves(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = visitor.context.new_page()
    page.clock.install()  # no timer fires, so that nothing but the count can send
    page.clock.pause_at("2030-01-01")
    visit(page=page, attributes={"flush-interval-ms": "3600000"})
    page.evaluate(track(19))
    page.clock.run_for(1_000)
    collector.wait_for("$pageview", *["e"] * 19)


def test_nineteen_events_wait_for_the_twentieth(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"flush-interval-ms": "3600000"})
    page.evaluate(track(18))
    # Idle moments pass in which the tag could have sent them.
    page.evaluate("() => new Promise(done => requestIdleCallback(() => requestIdleCallback(done)))")
    page.evaluate("() => new Promise(done => setTimeout(done, 300))")
    assert collector.requests() == []
    page.evaluate("periscale.track('twentieth')")
    collector.wait_for("$pageview", *["e"] * 18, "twentieth")
    assert len(collector.requests()) == 1


@pytest.mark.parametrize("flush_at", [1, 3])
def test_flush_at_sets_the_count(visit: Visit, collector: Collector, flush_at: int) -> None:
    page = visit(
        attributes={
            "flush-interval-ms": "3600000",
            "flush-at": str(flush_at),
            "capture-pageview": "false",
        }
    )
    page.evaluate(track(flush_at))
    collector.wait_for(*["e"] * flush_at)


def test_ten_seconds_after_the_first_event_it_leaves(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = visitor.context.new_page()
    page.clock.install(time="2030-01-01T12:00:00Z")
    page.clock.pause_at("2030-01-01T12:05:00Z")
    visit(page=page)
    page.clock.run_for(1_000)
    page.evaluate("periscale.track('early')")
    page.clock.run_for(8_000)
    assert collector.requests() == []
    page.evaluate("periscale.track('late')")
    page.clock.run_for(2_000)
    collector.wait_for("$pageview", "early", "late")
    assert len(collector.requests()) == 1


def test_flush_interval_sets_the_time(visit: Visit, collector: Collector) -> None:
    visit(attributes={"flush-interval-ms": "50"})
    collector.wait_for("$pageview")


def test_flush_resolves_once_the_collector_has_answered(visit: Visit, collector: Collector) -> None:
    page = visit()
    collector.put_faults({"delay_ms": 700})
    page.evaluate("() => periscale.flush()")
    # No waiting here: the promise was the barrier.
    assert [event["event"] for event in collector.events()] == ["$pageview"]


def test_flush_while_a_request_is_under_way_waits_for_all(
    visit: Visit, collector: Collector
) -> None:
    page = visit()
    collector.put_faults({"delay_ms": 400})
    page.evaluate(
        """async () => {
          const first = periscale.flush();
          periscale.track('during');
          await periscale.flush();
        }"""
    )
    assert collector.names() == ["$pageview", "during"]


def test_flush_resolves_when_the_collector_cannot_be_reached(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    visitor.ignore("Failed to load resource")
    collector.put_faults({"close": True})
    page = visit()
    assert page.evaluate("() => periscale.flush().then(() => 'settled')") == "settled"


def test_flush_with_nothing_queued_resolves_and_sends_nothing(
    visit: Visit, collector: Collector
) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("() => periscale.flush()")
    assert collector.requests() == []


def test_a_hidden_tab_sends_what_it_has(
    visitor: Visitor, collector: Collector, tabs: RawTabs
) -> None:
    tab = tabs.open(visitor.put(attributes={"flush-interval-ms": "3600000"}))
    tab.evaluate("periscale.track('before')")
    other = tabs.open("about:blank")
    collector.wait_for("$pageview", "before")
    tab.activate()
    tab.evaluate("periscale.track('after')")
    other.activate()
    collector.wait_for("$pageview", "before", "after")


def test_events_of_a_hidden_tab_are_not_forgotten(
    visitor: Visitor, collector: Collector, tabs: RawTabs
) -> None:
    tab = tabs.open(visitor.put(attributes={"flush-interval-ms": "300"}))
    tabs.open("about:blank")
    collector.wait_for("$pageview")
    tab.evaluate("periscale.track('while hidden')")
    collector.wait_for("$pageview", "while hidden")


@pytest.mark.parametrize("leave", ["navigate", "reload", "close", "same task"])
def test_leaving_the_page_sends_what_it_has(
    visitor: Visitor, visit: Visit, collector: Collector, leave: str
) -> None:
    page = visit(attributes={"flush-interval-ms": "3600000"})
    elsewhere = visitor.put(attributes={"no-init": "true"})
    page.evaluate("periscale.track('last')")
    if leave == "navigate":
        page.goto(elsewhere)
    elif leave == "reload":
        page.goto(f"{page.url}#")
        page.reload()
    elif leave == "close":
        page.close()
    else:
        page.evaluate(
            "address => { periscale.track('very last'); location.href = address }", elsewhere
        )
    names = ["$pageview", "last", *(["very last"] if leave == "same task" else [])]
    # What comes after is the page view of a reloaded page. The next page may send again what it
    # cannot know to have arrived: the collector takes each uuid once.
    wait_until(lambda: collector.names()[: len(names)] == names, lambda: f"{names} arrive")


def test_no_event_is_sent_twice_over_several_flushes(visit: Visit, collector: Collector) -> None:
    page = visit()
    for round_ in range(3):
        page.evaluate(f"periscale.track('round {round_}')")
        flush(page)
    collector.wait_for("$pageview", "round 0", "round 1", "round 2")
    assert len(collector.sent_events()) == 4


def test_large_bursts_are_split_into_requests_that_outlive_the_page(
    visit: Visit, collector: Collector
) -> None:
    page = visit()
    page.evaluate(
        "() => { for (let i = 0; i < 100; i++) periscale.track('big', {i, t: 'x'.repeat(4000)}) }"
    )
    collector.wait_for("$pageview", *["big"] * 100)
    assert all(request["raw_bytes"] < 64 * 1024 for request in collector.requests())
    assert len(collector.sent_events()) == 101


def test_a_burst_schedules_its_later_work_once(visitor: Visitor, visit: Visit) -> None:
    visitor.context.add_init_script(script("recorder"))
    page = visit()
    flush(page)
    scheduled = page.evaluate(
        """() => {
          hostCalls.length = 0;
          for (let i = 0; i < 100; i++) periscale.track('e');
          return hostCalls.length;
        }"""
    )
    assert scheduled <= 2
