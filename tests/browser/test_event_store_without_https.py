"""Pages without https have no Web Locks: leases tell which tab may take over whose events."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush
from tests.waiting import wait_until

# Loopback counts as safe, other names do not.
HOST = "shop.test"
QUIET = {
    "capture-pageview": "false", "web-vitals": "false", "flush-interval-ms": "3600000"
}  # fmt: skip
LEASE = re.compile(r"_q_[\w-]{36}$")


def leases(page: Page) -> dict[str, str]:
    stored: dict[str, str] = page.evaluate("({...localStorage})")
    return {key: value for key, value in stored.items() if LEASE.search(key)}


def stored_events(page: Page) -> int:
    return int(page.evaluate("Object.keys(localStorage).filter(key => /_q_.*_/.test(key)).length"))


@pytest.fixture
def left_behind(visitor: Visitor, visit: Visit, collector: Collector) -> Page:
    """A page without the tag, where one before it has left three events and no lease."""
    visitor.ignore("Failed to load resource")
    collector.put_faults({"status": 503})
    page = visit(host=HOST, attributes=QUIET)
    assert page.evaluate("navigator.locks === undefined")
    page.evaluate("for (let n = 0; n < 3; n++) periscale.track('e', {n})")
    wait_until(lambda: stored_events(page) == 3, lambda: "three are stored")
    assert len(leases(page)) == 1
    page.goto(visitor.put(host=HOST, attributes={"no-init": "true"}))
    assert leases(page) == {}
    collector.wait_for_request()
    collector.clear_faults()
    return page


def name_of_left(page: Page) -> str:
    """The name of the page that has left its events, which is also its lease's."""
    key: str = page.evaluate("Object.keys(localStorage).find(key => /_q_.*_/.test(key))")
    return key.rpartition("_")[0]


def test_the_next_page_sends_what_is_stored(
    left_behind: Page, visit: Visit, collector: Collector
) -> None:
    page = visit(host=HOST, page=left_behind, attributes=QUIET)
    events = collector.wait_for("e", "e", "e")
    assert [event["properties"]["n"] for event in events] == [0, 1, 2]
    wait_until(lambda: stored_events(page) == 0, lambda: "the store is empty")


def test_of_two_tabs_that_take_a_lease_at_once_the_later_writer_adopts(
    left_behind: Page, visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    name = name_of_left(left_behind)
    # The other tab is played by the page: it has looked before this one wrote, and writes after.
    loser = visit(
        host=HOST,
        attributes=QUIET,
        head=f"""<script>
          const set = Storage.prototype.setItem;
          Storage.prototype.setItem = function (key, value) {{
            set.call(this, key, value);
            if (key === '{name}') set.call(this, key, Date.now() + 180000 + ' another');
          }};
        </script>""",
    )
    wait_until(lambda: name in leases(loser), lambda: "it wants to adopt")
    # Longer than a lease may be contested: the page keeps the order of its timers.
    loser.evaluate("new Promise(done => setTimeout(done, 700))")
    loser.evaluate("periscale.track('own')")
    flush(loser)
    collector.wait_for("own")
    assert stored_events(loser) == 3
    loser.close()
    # What the other tab would do: it goes away without a word, and its lease runs out.
    left_behind.evaluate("name => localStorage.removeItem(name)", name)
    visit(host=HOST, page=left_behind, attributes=QUIET)
    collector.wait_for("own", "e", "e", "e")
    assert len(collector.sent_events()) == 1 + 3 + 3  # the first try of each met a collector down


def test_the_events_of_a_page_that_lives_are_its_own(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    visitor.ignore("Failed to load resource")
    collector.put_faults({"status": 503})
    first = visit(host=HOST, attributes=QUIET)
    first.evaluate("periscale.track('first')")
    wait_until(lambda: stored_events(first) == 1, lambda: "it is stored")
    collector.clear_faults()
    second = visit(host=HOST, attributes=QUIET)
    second.evaluate("new Promise(done => setTimeout(done, 700))")
    second.evaluate("periscale.track('second')")
    flush(second)
    collector.wait_for("second")
    flush(first)
    collector.wait_for("second", "first")


def test_a_page_that_crashed_is_waited_for_until_its_lease_runs_out(
    left_behind: Page, visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    name = name_of_left(left_behind)
    left_behind.evaluate("name => localStorage.setItem(name, Date.now() + 180000 + ' gone')", name)
    early = visit(host=HOST, attributes=QUIET)
    early.evaluate("new Promise(done => setTimeout(done, 700))")
    early.evaluate("periscale.track('early')")
    flush(early)
    collector.wait_for("early")
    late = visitor.new_page()
    late.clock.install(time=datetime.now(UTC) + timedelta(minutes=4))
    visit(host=HOST, page=late, attributes=QUIET)
    collector.wait_for("early", "e", "e", "e")
