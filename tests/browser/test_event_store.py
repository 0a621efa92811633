"""The event store in localStorage: bounded, and safe from what others write into it."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush
from tests.waiting import wait_until

pytestmark = pytest.mark.same_tab

TRACK = """([first, count, size]) => {
  for (let n = first; n < first + count; n++) periscale.track('e', {n, text: 'x'.repeat(size)});
}"""
NO_VIEW = {"capture-pageview": "false"}


def stored_numbers(page: Page) -> list[int]:
    """The `n` of each stored event, whatever the keys are called."""
    texts: list[str] = page.evaluate("() => Object.values(localStorage)")
    events = [json.loads(text) for text in texts if '"event":"e"' in text]
    return sorted(event["properties"]["n"] for event in events)


def store_without_collector(
    visitor: Visitor, visit: Visit, collector: Collector, count: int, **options: Any
) -> Page:
    """Track while the collector is down, until the last event is stored."""
    visitor.ignore("Failed to load resource")
    collector.put_faults({"status": 503})
    size = options.pop("size", 1)
    attributes = {name.replace("_", "-"): str(value) for name, value in options.items()}
    page = visit(attributes={**NO_VIEW, "flush-interval-ms": "3600000", **attributes})
    page.evaluate(TRACK, [0, count, size])
    wait_until(lambda: count - 1 in stored_numbers(page), lambda: "the last event is stored")
    return page


def leave_without_collector(page: Page, visitor: Visitor, collector: Collector) -> None:
    """Go where the tag does nothing; what is sent on the way out meets a collector down."""
    page.goto(visitor.put(attributes={"no-init": "true"}))
    collector.wait_for_request()


def test_the_oldest_go_first_when_there_are_too_many(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = store_without_collector(visitor, visit, collector, 12, max_stored_events=5)
    assert stored_numbers(page) == [7, 8, 9, 10, 11]
    page.evaluate(TRACK, [12, 2, 1])
    wait_until(
        lambda: stored_numbers(page) == [9, 10, 11, 12, 13], lambda: str(stored_numbers(page))
    )
    collector.clear_faults()
    # A page that lives has the others still in memory.
    flush(page)
    wait_until(lambda: len(collector.events()) == 14, lambda: f"all, not {collector.names()}")
    assert stored_numbers(page) == []


def test_the_oldest_go_first_when_there_are_too_many_bytes(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = store_without_collector(
        visitor, visit, collector, 20, size=5_000, max_stored_bytes=40_000
    )
    numbers = stored_numbers(page)
    assert 4 <= len(numbers) <= 8
    assert numbers == list(range(20 - len(numbers), 20))
    bytes_ = page.evaluate("() => Object.values(localStorage).join('').length")
    assert bytes_ <= 40_000 + 5_000  # and the visitor's own record


def test_the_next_page_sends_what_is_stored_and_empties_the_store(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = store_without_collector(visitor, visit, collector, 3)
    leave_without_collector(page, visitor, collector)
    collector.clear_faults()
    visit(page=page, attributes=NO_VIEW)
    wait_until(lambda: len(collector.events()) == 3, lambda: f"three, not {collector.names()}")
    assert [event["properties"]["n"] for event in collector.events()] == [0, 1, 2]
    wait_until(lambda: stored_numbers(page) == [], lambda: "the store is empty")


DAMAGE = {
    "not JSON": "() => '{oops'",
    "empty": "() => ''",
    "array": "() => '[]'",
    "no name": "event => { delete event.event; return event }",
    "name of a wrong kind": "event => ({...event, event: {}})",
    "no properties": "event => { delete event.properties; return event }",
    "properties of a wrong kind": "event => ({...event, properties: [1]})",
    "no distinct id": "event => { delete event.properties.distinct_id; return event }",
    "distinct id of a wrong kind": "event => { event.properties.distinct_id = 5; return event }",
    "no timestamp": "event => { delete event.timestamp; return event }",
    "timestamp of a wrong kind": "event => ({...event, timestamp: 'yesterday'})",
    "another uuid": "event => ({...event, uuid: 'x'})",
    "unknown field": "event => ({...event, evil: 1})",
    "number too large": """event => JSON.stringify(event).replace('"n":0', '"n":1e999')""",
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_stored_events_take_no_others_with_them(
    visitor: Visitor, visit: Visit, collector: Collector, kind: str
) -> None:
    visitor.ignore("[periscale]")
    page = store_without_collector(visitor, visit, collector, 3)
    leave_without_collector(page, visitor, collector)
    damaged = page.evaluate(
        f"""() => {{
          const damage = {DAMAGE[kind]};
          const first = Object.entries(localStorage).filter(([, text]) => text.includes('"n":0,'));
          for (const [key, text] of first) {{
            const damaged = damage(JSON.parse(text));
            localStorage.setItem(
              key, typeof damaged === 'string' ? damaged : JSON.stringify(damaged));
          }}
          return first.length;
        }}"""
    )
    assert damaged == 1
    collector.clear_faults()
    visit(page=page, attributes=NO_VIEW)
    wait_until(lambda: len(collector.events()) >= 2, lambda: f"two, not {collector.names()}")
    numbers = [event["properties"].get("n") for event in collector.events()]
    assert numbers[-2:] == [1, 2]


def test_a_foreign_key_beside_ours_is_no_event(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = store_without_collector(visitor, visit, collector, 1)
    leave_without_collector(page, visitor, collector)
    page.evaluate(
        """() => {
          for (const key of Object.keys(localStorage))
            for (const end of ['x', '_', '_extra', '0'])
              localStorage.setItem(key + end, '{"event":"foreign"}');
        }"""
    )
    collector.clear_faults()
    visit(page=page, attributes=NO_VIEW)
    page.evaluate("periscale.track('good')")
    flush(page)
    wait_until(lambda: "good" in collector.names(), lambda: "the good event arrives")
    assert "foreign" not in collector.names()


def test_what_is_stored_is_not_searched_while_sending_pauses(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = store_without_collector(visitor, visit, collector, 100)
    collector.put_faults({"status": 503, "retry_after": 3600})
    flush(page)
    page.evaluate(
        """window.searches = 0;
        const keys = Object.keys;
        Object.keys = of => { if (of === localStorage) searches += 1; return keys(of) }; 0"""
    )
    for n in range(100, 110):
        page.evaluate(TRACK, [n, 1, 1])
        page.wait_for_function(
            'n => Object.values(localStorage).some(text => text.includes(`"n":${n},`))',
            arg=n,
            polling=20,
        )
    assert page.evaluate("searches") == 0
