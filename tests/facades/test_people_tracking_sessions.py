"""Sessions and visitors as people tracking tells of them, on a clock that the test moves."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush
from tests.waiting import wait_until

pytestmark = pytest.mark.same_tab

ATTRIBUTES = {"compat": "people"}
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS


@pytest.fixture
def at_noon(new_visitor: Callable[[], Visitor]) -> Page:
    """A page with the tag whose clock the test moves; `context.visitor` is in no other test."""
    visitor = new_visitor()
    page = visitor.new_page()
    page.clock.install(time=NOON)
    attributes = {**ATTRIBUTES, "flush-interval-ms": "1000000000", "capture-pageview": "false"}
    visitor.visit(attributes=attributes, page=page)
    page.clock.pause_at(NOON + timedelta(minutes=1))
    return page


def sessions(page: Page, collector: Collector) -> list[tuple[str, str, str]]:
    """Name, time and session of what arrived, the session as a letter."""
    done = page.evaluate("void (window.isDone = 0, periscale.flush().then(() => { isDone = 1 }))")
    assert done is None

    def is_flushed() -> bool:
        page.clock.run_for(1)  # the idle moments of the tag; little, for the session goes on
        return bool(page.evaluate("isDone"))

    wait_until(is_flushed, lambda: "the collector has answered")
    letters: dict[str, str] = {}
    return [
        (
            one["event"],
            one["timestamp"][11:16],
            letters.setdefault(one["properties"]["$session_id"], "abc"[len(letters)]),
        )
        for one in collector.events()
    ]


def test_a_session_ends_by_timer(at_noon: Page, collector: Collector) -> None:
    at_noon.evaluate("periscale.track('one')")
    at_noon.clock.run_for(29 * MINUTE_MS)
    at_noon.evaluate("periscale.track('two')")
    at_noon.clock.run_for(30 * MINUTE_MS - 5_000)
    assert [one[0] for one in sessions(at_noon, collector)] == ["Session started", "one", "two"]
    at_noon.clock.run_for(90 * MINUTE_MS)
    assert sessions(at_noon, collector) == [
        ("Session started", "12:01", "a"),
        ("one", "12:01", "a"),
        ("two", "12:30", "a"),
        ("Session ended", "13:00", "a"),
    ]


def test_exactly_thirty_minutes_is_over(at_noon: Page, collector: Collector) -> None:
    at_noon.evaluate("periscale.track('one')")
    # The device slept: no timer has run.
    at_noon.clock.set_system_time(NOON + timedelta(minutes=31))
    at_noon.evaluate("periscale.track('two')")
    found = sessions(at_noon, collector)
    assert [(name, session) for name, _, session in found] == [
        ("Session started", "a"),
        ("one", "a"),
        ("Session ended", "a"),
        ("Session started", "b"),
        ("two", "b"),
    ]
    assert found[2][1] == "12:31"


def test_at_the_next_visit_the_end_has_the_time_it_was_due(
    at_noon: Page, collector: Collector
) -> None:
    at_noon.evaluate("periscale.track('one')")
    first = at_noon.evaluate("periscale.getDistinctId()")
    at_noon.clock.run_for(1_000)
    assert len(sessions(at_noon, collector)) == 2
    at_noon.clock.set_system_time(NOON + timedelta(days=40))
    at_noon.reload()
    at_noon.evaluate("periscale.track('two')")
    found = sessions(at_noon, collector)
    assert [(name, session) for name, _, session in found[2:]] == [
        ("Session ended", "a"),
        ("Session started", "b"),
        ("two", "b"),
    ]
    assert found[2][1] == "12:31"
    assert at_noon.evaluate("periscale.getDistinctId()") == first


@pytest.mark.parametrize("is_known", [False, True])
def test_a_visitor_is_forgotten_after_45_days(
    at_noon: Page, collector: Collector, is_known: bool
) -> None:
    at_noon.evaluate("periscale.track('one')")
    if is_known:
        at_noon.evaluate("periscale.identify('u1')")
    first = at_noon.evaluate("periscale.getDistinctId()")
    at_noon.clock.run_for(1_000)
    sessions(at_noon, collector)
    at_noon.clock.set_system_time(NOON + timedelta(days=46))
    at_noon.reload()
    at_noon.evaluate("periscale.track('two')")
    sessions(at_noon, collector)
    assert (collector.wait_for_one("two")["distinct_id"] == first) is is_known
    assert collector.wait_for_one("Session ended")["distinct_id"] == first


def test_a_reset_ends_the_session(at_noon: Page, collector: Collector) -> None:
    at_noon.evaluate("periscale.identify('u1')")
    at_noon.clock.run_for(5 * MINUTE_MS)
    at_noon.evaluate("periscale.reset(); periscale.reset(); periscale.track('after')")
    assert sessions(at_noon, collector) == [
        ("Session started", "12:01", "a"),
        ("$identify", "12:01", "a"),
        ("Session ended", "12:06", "a"),
        ("Session started", "12:06", "b"),
        ("after", "12:06", "b"),
    ]
    assert collector.wait_for_one("Session ended")["distinct_id"] == "u1"
    at_noon.clock.run_for(40 * MINUTE_MS)
    assert sessions(at_noon, collector)[5:] == [("Session ended", "12:36", "b")]


@pytest.mark.parametrize(
    "stub",
    [
        "heap = [['track', 'first']]",
        "civchat = {apiKey: 'k1', plan: 'pro'}",
        "Upscope = Object.assign(() => {}, {q: [['init', {uniqueId: 'u1'}]]})",
    ],
    ids=["heap", "User.com", "Upscope"],
)
def test_a_session_that_a_stub_of_another_api_begins(
    visit: Visit, collector: Collector, stub: str
) -> None:
    flush(visit(head=f"<script>window.{stub}</script>", attributes=ATTRIBUTES))
    names = collector.names()
    assert (names[0], names.count("Session started")) == ("Session started", 1)


def test_no_session_events_without_the_facade(visit: Visit, collector: Collector) -> None:
    page = visit()
    flush(page)
    collector.wait_for("$pageview")
    assert page.evaluate("typeof PeopleTrackingSDK") == "undefined"


def test_session_timers_do_not_pile_up(
    new_visitor: Callable[[], Visitor], collector: Collector
) -> None:
    head = """<script>window.pending = 0; const real = setTimeout;
      window.setTimeout = (call, ms, ...rest) => {
        if (ms > 60000) pending += 1; return real(call, ms, ...rest) }</script>"""
    page = new_visitor().visit(head=head, attributes={"compat": "people"})
    page.evaluate("for (let n = 0; n < 50; n++) { periscale.reset(); periscale.track('e') }")
    assert page.evaluate("pending") <= 2


def test_a_session_from_the_future_is_over(at_noon: Page, collector: Collector) -> None:
    """Its timer would be too long for a browser, which fires such a one at once, and again."""
    at_noon.evaluate("periscale.track('one')")
    at_noon.clock.run_for(1_000)
    assert len(sessions(at_noon, collector)) == 2
    at_noon.clock.set_system_time(NOON - timedelta(days=60))
    at_noon.add_init_script(
        """const own = setTimeout; window.timers = 0;
        window.setTimeout = (...all) => { timers += 1; return own(...all) }"""
    )
    at_noon.reload()
    at_noon.clock.run_for(1_000)
    assert at_noon.evaluate("timers") < 100
    at_noon.evaluate("periscale.track('two')")
    assert [(name, session) for name, _, session in sessions(at_noon, collector)[2:]] == [
        *(("Session ended", "a"), ("Session started", "b"), ("two", "b"))
    ]
