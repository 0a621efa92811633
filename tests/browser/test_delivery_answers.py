"""What the tag makes of the collector's answers: done, again, in halves, or never again."""

import functools
import itertools
import json
from datetime import datetime
from typing import Any

from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush
from tests.waiting import wait_until

QUIET = {"capture-pageview": "false"}


def track(page: Page, count: int, first: int = 0) -> None:
    page.evaluate(
        """([first, count]) => {
          for (let n = first; n < first + count; n++) periscale.track('e', {n});
        }""",
        [first, count],
    )


def numbers(collector: Collector) -> list[int]:
    return [event["properties"]["n"] for event in collector.events() if event["event"] == "e"]


def batch_sizes(collector: Collector) -> list[tuple[int, int]]:
    """(status, events) of each request."""
    return [
        (request["status"], len(json.loads(request["body"])["batch"]))
        for request in collector.requests()
    ]


def test_413_is_halved_and_sent_again(visit: Visit, collector: Collector, visitor: Visitor) -> None:
    visitor.ignore("413")
    page = visit(attributes=QUIET)
    collector.put_faults({"status": 413, "times": 1})
    track(page, 8)
    flush(page)
    wait_until(lambda: len(numbers(collector)) == 8, lambda: f"8 arrive: {batch_sizes(collector)}")
    assert batch_sizes(collector) == [(413, 8), (200, 4), (200, 4)]
    assert numbers(collector) == list(range(8))


def test_413_for_one_event_drops_it_and_counts_it(
    visit: Visit, collector: Collector, visitor: Visitor
) -> None:
    visitor.ignore("413")
    visitor.ignore("refused")
    page = visit(attributes=QUIET)
    collector.put_faults({"status": 413, "times": 1})
    track(page, 1)
    flush(page)
    track(page, 1, first=1)
    flush(page)
    arrived = collector.wait_for("e", "$drops")
    assert arrived[0]["properties"]["n"] == 1
    assert arrived[1]["properties"]["too_large"] == 1


def test_a_refusal_drops_the_batch_with_one_warning_and_counts_it(
    visit: Visit, collector: Collector, visitor: Visitor
) -> None:
    visitor.ignore("400 (")
    page = visit(attributes=QUIET)
    collector.put_faults({"status": 400, "times": 1})
    track(page, 3)
    flush(page)
    visitor.expect_problem("[periscale]", "400")
    track(page, 1, first=3)
    flush(page)
    arrived = collector.wait_for("e", "$drops")
    assert arrived[1]["properties"]["refused"] == 3
    assert batch_sizes(collector) == [(400, 3), (200, 2)]


def test_errors_of_the_server_are_tried_again_with_the_same_uuid_and_a_new_sent_at(
    visit: Visit, collector: Collector, visitor: Visitor
) -> None:
    visitor.ignore("503")
    page = visit(attributes=QUIET)
    collector.put_faults({"status": 503, "times": 1, "after_store": False})
    track(page, 2)
    flush(page)
    page.evaluate("() => { dispatchEvent(new Event('online')); }")
    collector.wait_for("e", "e")
    bodies = [json.loads(request["body"]) for request in collector.requests()]
    assert [body["batch"] for body in bodies] == [bodies[0]["batch"]] * 2
    assert bodies[0]["sent_at"] < bodies[1]["sent_at"]


def test_retry_after_is_honoured_even_when_online_fires(
    visit: Visit, collector: Collector, visitor: Visitor
) -> None:
    visitor.ignore("429")
    page = visitor.context.new_page()
    page.clock.install()
    visit(attributes=QUIET, page=page)
    collector.put_faults({"status": 429, "retry_after": 100, "times": 1})
    track(page, 1)
    page.clock.run_for(500)
    flush(page)
    page.clock.run_for(40_000)
    page.evaluate("() => { dispatchEvent(new Event('online')); return periscale.flush(); }")
    assert batch_sizes(collector) == [(429, 1)]
    page.clock.run_for(65_000)
    collector.wait_for("e")
    assert batch_sizes(collector) == [(429, 1), (200, 1)]


def are_answered(collector: Collector, count: int) -> bool:
    return len(collector.requests()) == count


def real_time_for_a_request(page: Page) -> None:
    """Let the page send and receive while its clock stands still."""
    page.evaluate("""async () => {
      for (let i = 0; i < 4; i++) await fetch("/healthz").then((r) => r.text());
    }""")


def test_backoff_doubles_with_jitter(visit: Visit, collector: Collector, visitor: Visitor) -> None:
    visitor.ignore("500")
    page = visitor.context.new_page()
    page.clock.install()
    visit(attributes=QUIET, page=page)
    collector.put_faults({"status": 500, "times": 4})
    track(page, 1)
    page.clock.run_for(500)
    flush(page)
    for tries in range(2, 6):
        steps = 0
        while len(collector.site.requests(api_key=collector.api_key)) < tries:
            page.clock.run_for(250)
            real_time_for_a_request(page)
            steps += 1
            assert steps < 200, f"try {tries} never comes"
        wait_until(functools.partial(are_answered, collector, tries), lambda: "it is answered")
        real_time_for_a_request(page)
    collector.wait_for("e")
    sent = [
        datetime.fromisoformat(json.loads(request["body"])["sent_at"])
        for request in collector.requests()
    ]
    waits = [(later - sooner).total_seconds() for sooner, later in itertools.pairwise(sent)]
    for tried, waited in enumerate(waits, start=1):
        assert 2**tried / 2 <= waited <= 2**tried + 3, waits


def test_offline_then_online(visit: Visit, collector: Collector, visitor: Visitor) -> None:
    visitor.ignore("ERR_INTERNET_DISCONNECTED")
    page = visit(attributes=QUIET)
    visitor.context.set_offline(True)
    track(page, 3)
    flush(page)
    assert collector.requests() == []
    visitor.context.set_offline(False)
    collector.wait_for("e", "e", "e")
    assert batch_sizes(collector) == [(200, 3)]


def test_large_bodies_are_compressed(visit: Visit, collector: Collector) -> None:
    page = visit(attributes=QUIET)
    track(page, 10)
    flush(page)
    collector.expect_exactly(*[{"event": "e", "properties": {"n": n}} for n in range(10)])
    (request,) = collector.requests()
    assert "compression=gzip-js" in request["address"]
    assert request["content_type"].startswith("text/plain")
    assert request["raw_bytes"] < len(request["body"]) / 2


def test_sent_at_lets_the_collector_correct_a_wrong_clock(
    visit: Visit, collector: Collector, visitor: Visitor
) -> None:
    page = visitor.context.new_page()
    page.clock.install(time="2020-01-01T00:00:00Z")
    visit(attributes=QUIET, page=page)
    track(page, 1)
    page.clock.run_for(5000)
    flush(page)
    (event,) = collector.wait_for("e")
    assert event["timestamp"].startswith("2020-01-01T00:00:0")
    assert event["sent_at"].startswith("2020-01-01T00:00:0")
    assert event["corrected_timestamp"][:4] == event["received_at"][:4]


COUNTERS = """<script>
  window.calls = [];
  const note = (owner, name) => {
    const original = owner[name];
    owner[name] = function (...args) { calls.push(name); return original.apply(this, args); };
  };
  note(Storage.prototype, "setItem");
  note(JSON, "stringify");
  note(window, "fetch");
  note(navigator, "sendBeacon");
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(document, "cookie", {
    get() { return cookie.get.call(document); },
    set(value) { calls.push("cookie"); cookie.set.call(document, value); },
  });
</script>"""


def test_track_neither_writes_nor_serialises_before_it_returns(
    visit: Visit, collector: Collector
) -> None:
    page = visit(attributes=QUIET, head=COUNTERS)
    flush(page)
    during: Any = page.evaluate("""() => {
      calls.length = 0;
      for (let n = 0; n < 30; n++) periscale.track("e", {n, deep: {list: [1, {a: "b"}]}});
      return [...calls];
    }""")
    assert during == []
    flush(page)
    collector.wait_for(*["e"] * 30)
    # The counters count: the same work was done later.
    assert {"stringify", "fetch"} <= set(page.evaluate("calls"))


def test_a_try_comes_when_the_pause_is_over(
    visit: Visit, collector: Collector, visitor: Visitor
) -> None:
    """Its timer does not fire a fraction too soon, which would leave it to the next batch's.

    Several pages, because by chance one fires late enough.
    """
    visitor.ignore("503")
    pages = [
        visit(attributes={**QUIET, "persistence": "memory", "flush-interval-ms": "3600000"})
        for _ in range(6)
    ]
    collector.put_faults({"status": 503, "times": len(pages)})
    for page in pages:
        track(page, 1)
        flush(page)
    collector.wait_for(*["e"] * len(pages))


def test_success_ends_the_pause(visit: Visit, collector: Collector, visitor: Visitor) -> None:
    visitor.ignore("503")
    page = visitor.context.new_page()
    page.clock.install(time="2030-01-01T12:00:00Z")
    visit(attributes=QUIET, page=page)
    page.clock.pause_at("2030-01-01T12:05:00Z")
    collector.put_faults({"status": 503, "times": 6})
    track(page, 1)
    for _ in range(7):
        flush(page)
    collector.wait_for("e")
    # So many that they do not wait for the timer of a batch. The pause was half a minute or more.
    track(page, 25)
    page.clock.run_for(5_000)
    collector.wait_for_all(26)


def test_a_clock_put_back_does_not_prolong_the_pause(
    visit: Visit, collector: Collector, visitor: Visitor
) -> None:
    visitor.ignore("503")
    page = visitor.context.new_page()
    page.clock.install(time="2030-01-02T00:00:00Z")
    visit(attributes=QUIET, page=page)
    collector.put_faults({"status": 503, "times": 1})
    track(page, 1)
    page.clock.run_for(500)
    flush(page)
    page.clock.set_system_time("2030-01-01T00:00:00Z")
    page.clock.run_for(3_000)
    collector.wait_for("e")
