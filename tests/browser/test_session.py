"""Sessions: 30 minutes idle, 24 hours at most, shared by tabs; one window id per tab."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector, properties_of
from tests.browser.conftest import Visit
from tests.browser.matching import UUID7
from tests.browser.visitor import Visitor, flush
from tests.waiting import wait_until

START = datetime.fromisoformat("2030-01-01T08:00:00Z")
MINUTE_MS = 60_000
NO_VIEW = {"capture-pageview": "false"}


@pytest.fixture
def clock(visitor: Visitor) -> "Clock":
    return Clock(visitor)


class Clock:
    """The time of all pages of the visitor, standing still unless moved."""

    def __init__(self, visitor: Visitor) -> None:
        self._clock = visitor.context.clock
        self._clock.install(time=START)
        self._clock.pause_at(START + timedelta(seconds=1))

    def pass_minutes(self, minutes: float) -> None:
        """Timers that fall due fire at most once, as after a laptop's sleep."""
        self._clock.fast_forward(round(minutes * MINUTE_MS))

    def let_idle_work_run(self) -> None:
        """Idle callbacks are timers of this clock too."""
        self._clock.run_for(1_000)

    def set(self, time: datetime) -> None:
        """Put the wall clock right, as a person or a time server does; no timer notices."""
        self._clock.set_system_time(time)


def wait_until_known(page: Page, session: str) -> None:
    """Tabs are processes of their own: what one stores in an idle moment, others see later."""
    stored = "() => Object.values(localStorage).join()"
    wait_until(lambda: session in page.evaluate(stored), lambda: "the session is stored")


def session_of(page: Page) -> str:
    """The session of an event made now."""
    session: str = page.evaluate("() => { periscale.track('e'); return periscale.getSessionId() }")
    return session


def test_the_id_is_a_uuid_and_that_of_the_events(visit: Visit, collector: Collector) -> None:
    page = visit()
    session = session_of(page)
    assert UUID7.fullmatch(session)
    flush(page)
    assert {event["session_id"] for event in collector.wait_for("$pageview", "e")} == {session}


@pytest.mark.parametrize(
    "call",
    [
        "identify('u1', {a: 1})",
        "group('company', 'c1')",
        "alias('other')",
        "setSuperProperties({a: 1})",
        "unsetSuperProperty('a')",
        "optIn()",
        "page()",
        "flush()",
    ],
)
def test_a_call_right_after_the_first_event_stays_in_its_session(
    visit: Visit, collector: Collector, call: str
) -> None:
    """The session is a moment old and not stored yet."""
    page = visit(attributes=NO_VIEW)
    page.evaluate(
        f"() => {{ periscale.track('first'); periscale.{call}; periscale.track('last') }}"
    )
    flush(page)
    events = collector.events()
    assert (events[0]["event"], events[-1]["event"]) == ("first", "last")
    assert len({event["session_id"] for event in events}) == 1


@pytest.mark.parametrize(("minutes", "is_same"), [(29.9, True), (30.1, False), (600, False)])
def test_thirty_idle_minutes_end_it(
    visit: Visit, clock: Clock, minutes: float, is_same: bool
) -> None:
    page = visit()
    first = session_of(page)
    clock.pass_minutes(minutes)
    assert (session_of(page) == first) == is_same


@pytest.mark.parametrize(("minutes", "is_same"), [(4.9, True), (5.1, False)])
def test_session_idle_minutes(visit: Visit, clock: Clock, minutes: float, is_same: bool) -> None:
    page = visit(attributes={"session-idle-minutes": "5"})
    first = session_of(page)
    clock.pass_minutes(minutes)
    assert (session_of(page) == first) == is_same


@pytest.mark.parametrize(("minutes", "is_same"), [(29.9, True), (30.1, False)])
def test_idle_time_counts_over_page_loads(
    visit: Visit, clock: Clock, minutes: float, is_same: bool
) -> None:
    page = visit(attributes=NO_VIEW)
    first = session_of(page)
    clock.pass_minutes(minutes)
    visit(page=page, attributes=NO_VIEW)
    assert (session_of(page) == first) == is_same


def test_activity_prolongs_it_up_to_a_day(visit: Visit, clock: Clock) -> None:
    page = visit(attributes=NO_VIEW)
    sessions = []
    for _ in range(24 * 3 + 2):
        sessions.append(session_of(page))
        clock.pass_minutes(20)
    assert set(sessions[: 24 * 3]) == {sessions[0]}
    assert sessions[-1] != sessions[0]
    assert len(set(sessions)) == 2


def test_tabs_share_it(visit: Visit, collector: Collector) -> None:
    first, second = visit(attributes=NO_VIEW), visit(attributes=NO_VIEW)
    session = session_of(first)
    wait_until_known(second, session)
    assert session_of(second) == session
    flush(first)
    flush(second)
    events = collector.wait_for("e", "e")
    assert len({properties_of(event)["$window_id"] for event in events}) == 2


def test_activity_in_one_tab_keeps_it_alive_in_another(visit: Visit, clock: Clock) -> None:
    first, second = visit(attributes=NO_VIEW), visit(attributes=NO_VIEW)
    session = session_of(first)
    clock.let_idle_work_run()
    wait_until_known(second, session)
    for _ in range(4):
        clock.pass_minutes(20)
        assert session_of(second) == session
    clock.pass_minutes(20)
    stored = "() => Object.values(localStorage).join()"
    wait_until(
        lambda: first.evaluate(stored) == second.evaluate(stored), lambda: "the first tab knows"
    )
    assert session_of(first) == session


def test_a_session_that_another_tab_began_is_taken_over(visit: Visit, clock: Clock) -> None:
    first, second = visit(attributes=NO_VIEW), visit(attributes=NO_VIEW)
    old = session_of(first)
    clock.pass_minutes(31)
    new = session_of(second)
    assert new != old
    clock.let_idle_work_run()
    wait_until_known(first, new)
    assert session_of(first) == new


@pytest.mark.parametrize("hours", [1, 12])
def test_a_clock_put_back_ends_nothing(
    visit: Visit, clock: Clock, collector: Collector, hours: int
) -> None:
    page = visit(attributes=NO_VIEW)
    first = session_of(page)
    clock.set(START - timedelta(hours=hours))
    assert session_of(page) == first
    clock.pass_minutes(20)
    assert session_of(page) == first
    flush(page)
    uuids = [event["uuid"] for event in collector.wait_for("e", "e", "e")]
    assert uuids == sorted(uuids)
    assert len(set(uuids)) == 3


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_far_off_does_not_hold_a_session_for_ever(
    visit: Visit, clock: Clock, days: int
) -> None:
    page = visit(attributes=NO_VIEW)
    first = session_of(page)
    clock.set(START + timedelta(days=days))
    visit(page=page, attributes=NO_VIEW)
    second = session_of(page)
    assert second != first
    clock.pass_minutes(1)
    assert session_of(page) == second


def test_the_laptop_slept(visit: Visit, clock: Clock, collector: Collector) -> None:
    """Timers stood still meanwhile, so only the event's own time can tell."""
    page = visit(attributes=NO_VIEW)
    first = session_of(page)
    clock.set(START + timedelta(hours=9))
    second = session_of(page)
    assert second != first
    flush(page)
    events = collector.wait_for("e", "e")
    assert [event["session_id"] for event in events] == [first, second]


def test_a_new_session_has_its_own_campaign(
    visit: Visit, clock: Clock, collector: Collector
) -> None:
    page = visit(query="?utm_source=first")
    flush(page)
    clock.pass_minutes(31)
    visit(page=page, query="?utm_source=second")
    flush(page)
    first, second = collector.wait_for("$pageview", "$pageview")
    assert properties_of(first)["utm_source"] == "first"
    assert properties_of(second)["utm_source"] == "second"


def test_the_window_id_outlives_page_loads(visit: Visit, collector: Collector) -> None:
    page = visit()
    page.reload()
    visit(page=page)
    flush(page)
    windows = {properties_of(e)["$window_id"] for e in collector.wait_for(*["$pageview"] * 3)}
    assert len(windows) == 1


def test_a_duplicated_tab_has_a_window_id_of_its_own(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    """A tab opened by another begins with a copy of its sessionStorage, as a duplicate does."""
    page = visit()
    with visitor.context.expect_page() as opened:
        page.evaluate("() => { window.open(location.href) }")
    copy = opened.value
    copy.wait_for_load_state()
    for tab in (page, copy):
        tab.evaluate("periscale.track('e')")
        flush(tab)
    # Both keep theirs from now on.
    for tab in (page, copy):
        tab.reload()
        flush(tab)
    by_tab: dict[str, list[str]] = {}
    for event in collector.wait_for_all(6):
        by_tab.setdefault(properties_of(event)["$window_id"], []).append(event["event"])
    assert sorted(map(sorted, by_tab.values())) == [["$pageview", "$pageview", "e"]] * 2


def test_asking_for_the_id_prolongs_nothing(visit: Visit, clock: Clock) -> None:
    page = visit()
    first = page.evaluate("periscale.getSessionId()")
    for _ in range(2):
        clock.pass_minutes(20)
        again = page.evaluate("periscale.getSessionId()")
    assert again != first


@pytest.mark.parametrize("page_between", ["no event", "an event"])
def test_the_window_id_outlives_a_page(
    visit: Visit, collector: Collector, page_between: str
) -> None:
    attributes: dict[str, str | None] = {"capture-pageview": "false"}
    page = visit(attributes=attributes)
    page.evaluate("periscale.track('first')")
    visit(page=page, attributes=attributes)
    if page_between == "an event":
        page.evaluate("periscale.track('between')")
    visit(page=page, attributes=attributes)
    page.evaluate("periscale.track('last')")
    flush(page)
    events = [collector.wait_for_one(name) for name in ("first", "last")]
    assert len({properties_of(event)["$window_id"] for event in events}) == 1


def test_a_frame_does_not_change_the_window_id(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    attributes: dict[str, str | None] = {"capture-pageview": "false"}
    frame = visitor.put(attributes=attributes)
    page = visit(attributes=attributes, body=f"<iframe src='{frame}'></iframe>")
    for name in ("first", "second"):
        for part in (page, page.frames[1]):
            part.evaluate("name => { periscale.track(name) }", f"{name} of {part.url}")
            part.evaluate("() => periscale.flush()")
        page.reload()
    by_page: dict[str, set[str]] = {}
    for event in collector.wait_for_all(4):
        windows = by_page.setdefault(event["event"].split(" of ")[1], set())
        windows.add(properties_of(event)["$window_id"])
    assert len(by_page[page.url]) == 1
    assert not by_page[page.url] & by_page[frame]


@pytest.mark.parametrize("end", ["remove()", "src = 'about:blank'"])
def test_a_frame_that_is_gone_leaves_the_window_id(
    visitor: Visitor, visit: Visit, collector: Collector, end: str
) -> None:
    frame = visitor.put(attributes=NO_VIEW)
    page = visit(body=f"<iframe src='{frame}'></iframe>")
    page.frames[1].evaluate("periscale.track('in the frame')")
    flush(page)
    page.evaluate(
        f"""new Promise(done => {{
          const frame = document.querySelector('iframe');
          frame.contentWindow.addEventListener('unload', () => setTimeout(done));
          frame.{end};
        }})"""
    )
    visit(page=page)
    flush(page)
    events = collector.wait_for_all(3)
    windows = [properties_of(e)["$window_id"] for e in events if e["event"] == "$pageview"]
    assert windows == [windows[0]] * 2
