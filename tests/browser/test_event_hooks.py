"""beforeSend, maskUrl and sampleRate."""

import json

import pytest

from tests.browser.arrivals import Collector, properties_of
from tests.browser.conftest import Visit
from tests.browser.matching import ABSENT
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

NO_INIT = {"no-init": "true"}


def start(visit: Visit, api_key: str, options: str, query: str = "", then: str = "") -> None:
    page = visit(attributes=NO_INIT, query=query)
    page.evaluate(f"apiKey => {{ periscale.init({{apiKey, {options}}}); {then} }}", api_key)
    flush(page)


def test_before_send_changes_and_drops(visit: Visit, collector: Collector, api_key: str) -> None:
    start(
        visit,
        api_key,
        """beforeSend(event) {
          if (event.event === 'secret') return null;
          event.properties.seen = event.event;
          delete event.properties.$raw_user_agent;
          return event;
        }""",
        then="periscale.track('secret'); periscale.track('open', {a: 1})",
    )
    collector.expect_exactly(
        {"event": "$pageview", "properties": {"seen": "$pageview", "$raw_user_agent": ABSENT}},
        {"event": "open", "properties": {"seen": "open", "a": 1, "$raw_user_agent": ABSENT}},
    )


def test_before_send_may_return_another_object(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    start(
        visit,
        api_key,
        "beforeSend: event => ({...event, properties: {...event.properties, a: 1}})",
    )
    collector.expect_exactly({"event": "$pageview", "properties": {"a": 1, "$lib": str}})


def test_before_send_sees_the_whole_event(
    visitor: Visitor, visit: Visit, collector: Collector, api_key: str
) -> None:
    start(
        visit,
        api_key,
        "beforeSend(event) { window.seen = structuredClone(event); return event }",
    )
    (event,) = collector.wait_for("$pageview")
    seen = visitor.context.pages[0].evaluate("seen")
    for name in ("uuid", "event", "timestamp", "properties"):
        assert seen[name] == event[name]


def test_before_send_changes_one_event_not_the_next(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    """What all events share is computed once; a hook must not write into that."""
    start(
        visit,
        api_key,
        "beforeSend(event) { if (event.event === 'a') event.properties.$host = 'changed';"
        "return event }",
        then="periscale.track('a'); periscale.track('b')",
    )
    _, first, second = collector.wait_for("$pageview", "a", "b")
    assert properties_of(first)["$host"] == "changed"
    assert properties_of(second)["$host"] != "changed"


@pytest.mark.parametrize(
    "body",
    [
        "event.properties.bad = () => {}; event.properties.cycle = event; return event",
        "event.properties.bad = 10n; event.properties.symbol = Symbol('s'); return event",
        "event.properties.nan = NaN; event.properties.date = new Date(0); return event",
        "event.properties.text = '\\ud800'; return event",
        "Object.defineProperty(event.properties, 'bad', {enumerable: true, get() { throw 1 }});"
        "return event",
    ],
    ids=["cycle", "big integer", "not a number", "half a character", "getter"],
)
def test_awkward_values_put_in_by_before_send(
    visitor: Visitor, visit: Visit, collector: Collector, api_key: str, body: str
) -> None:
    visitor.ignore("[periscale]")
    start(visit, api_key, f"beforeSend(event) {{ {body} }}", then="periscale.track('e')")
    collector.wait_for("$pageview", "e")
    assert {request["status"] for request in collector.requests()} == {200}


@pytest.mark.parametrize(
    "result", ["5", "'text'", "[]", "{}", "{event: 5}", "{event: 'x'}", "Promise.resolve(null)"]
)
def test_nonsense_from_before_send_spoils_no_batch(
    visitor: Visitor, visit: Visit, collector: Collector, api_key: str, result: str
) -> None:
    visitor.ignore("[periscale]")
    start(
        visit,
        api_key,
        f"beforeSend: event => event.event === 'odd' ? ({result}) : event",
        then="periscale.track('odd'); periscale.track('good')",
    )
    names = collector.names()
    assert (names[0], names[-1]) == ("$pageview", "good")
    assert {request["status"] for request in collector.requests()} == {200}


def test_mask_url_applies_to_every_url(visit: Visit, collector: Collector, api_key: str) -> None:
    first = visit(attributes=NO_INIT, query="?private=one")
    address = visit(attributes=NO_INIT).url
    first.evaluate(
        """address => {
          const link = document.createElement('a');
          link.href = address + '?private=two&utm_source=letter';
          document.body.append(link);
          link.click();
        }""",
        address,
    )
    first.wait_for_url("**private=two*")
    first.evaluate(
        """apiKey => {
          periscale.init({apiKey, maskUrl: url => url.replace(/private=\\w+/, 'private=masked')});
          periscale.track('e');
        }""",
        api_key,
    )
    flush(first)
    for event in collector.wait_for("$pageview", "e"):
        text = json.dumps(event)
        assert "private=one" not in text
        assert "private=two" not in text
        assert properties_of(event)["$current_url"].endswith("?private=masked&utm_source=letter")


def test_mask_url_decides_host_and_path_as_well(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    start(visit, api_key, "maskUrl: () => 'https://masked.test/somewhere?a=1'")
    (event,) = collector.expect_exactly(
        {
            "properties": {
                "$current_url": "https://masked.test/somewhere?a=1",
                "$host": "masked.test",
                "$pathname": "/somewhere",
            }
        }
    )
    assert f"/p/{api_key}" not in json.dumps(properties_of(event))


@pytest.mark.parametrize(
    "body", ["throw new Error('x')", "return 5", "return null", "return {}", "return 'no url'"]
)
def test_a_mask_url_that_fails_lets_no_url_through(
    visitor: Visitor, visit: Visit, collector: Collector, api_key: str, body: str
) -> None:
    visitor.ignore("[periscale]")
    start(
        visit, api_key, f"maskUrl() {{ {body} }}", query="?private=one", then="periscale.track('e')"
    )
    events = collector.wait_for("$pageview", "e")
    assert "private=one" not in json.dumps(events)


def test_sample_rate_zero_is_no_event(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"sample-rate": "0"})
    page.evaluate("periscale.track('e')")
    flush(page)
    assert collector.requests() == []


def test_sample_rate_takes_whole_visitors(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    """Half of the events of everybody would be of no use."""
    elsewhere = visitor.put(attributes=NO_INIT)
    address = visitor.put(attributes={"sample-rate": "0.5"})
    page = visitor.new_page()
    for _ in range(30):
        page.goto(elsewhere)
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        visitor.context.clear_cookies()
        for _ in range(2):
            page.goto(address)
            page.evaluate("periscale.track('e')")
            flush(page)
    counts: dict[str, int] = {}
    for event in collector.events():
        counts[event["distinct_id"]] = counts.get(event["distinct_id"], 0) + 1
    assert set(counts.values()) == {4}
    # All or none of thirty at an even chance: once in half a milliard runs.
    assert 0 < len(counts) < 30
