"""identify: which events it sends, which ids it refuses, and what later events carry."""

import pytest

from tests.browser.arrivals import Collector, properties_of
from tests.browser.calling import run
from tests.browser.conftest import Visit
from tests.browser.matching import ABSENT
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab


def test_identify_links_the_anonymous_visitor(visit: Visit, collector: Collector) -> None:
    anonymous_id = run(
        visit,
        "periscale.track('before'); periscale.identify('u1', {name: 'Ann', age: 30});"
        "periscale.track('after');",
    )
    collector.expect_exactly(
        {
            "event": "before",
            "distinct_id": anonymous_id,
            "properties": {"$is_identified": False, "$device_id": anonymous_id},
        },
        {
            "event": "$identify",
            "distinct_id": "u1",
            "properties": {
                "distinct_id": "u1",
                "$anon_distinct_id": anonymous_id,
                "$device_id": anonymous_id,
                "$set": {"name": "Ann", "age": 30},
                "$is_identified": True,
            },
        },
        {
            "event": "after",
            "distinct_id": "u1",
            "properties": {
                "$is_identified": True,
                "$device_id": anonymous_id,
                "$anon_distinct_id": ABSENT,
                "$set": ABSENT,
                "name": ABSENT,
            },
        },
    )


def test_identify_without_properties(visit: Visit, collector: Collector) -> None:
    run(visit, "periscale.identify('u1')")
    (event,) = collector.expect_exactly({"event": "$identify", "distinct_id": "u1"})
    assert properties_of(event).get("$set", {}) == {}


def test_the_same_id_again_is_no_event(visit: Visit, collector: Collector) -> None:
    run(visit, "for (let i = 0; i < 3; i++) periscale.identify('u1', {name: 'Ann'})")
    collector.wait_for("$identify")


def test_the_same_id_with_changed_properties_is_a_set(visit: Visit, collector: Collector) -> None:
    run(
        visit,
        """periscale.identify('u1', {name: 'Ann'}); periscale.identify('u1', {name: 'Bea', x: 1});
        periscale.identify('u1', {name: 'Bea'}); periscale.identify('u1')""",
    )
    collector.expect_exactly(
        {"event": "$identify", "properties": {"$set": {"name": "Ann"}}},
        {"event": "$set", "distinct_id": "u1", "properties": {"$set": {"name": "Bea", "x": 1}}},
    )


def test_another_id_is_another_person(visit: Visit, collector: Collector) -> None:
    anonymous_id = run(
        visit,
        """periscale.identify('u1', {name: 'Ann'}); periscale.identify('u2', {name: 'Bea'});
        periscale.track('after')""",
    )
    collector.expect_exactly(
        {"event": "$identify", "properties": {"$anon_distinct_id": anonymous_id}},
        {
            "event": "$set",
            "distinct_id": "u2",
            "properties": {"$set": {"name": "Bea"}, "$anon_distinct_id": ABSENT},
        },
        {"event": "after", "distinct_id": "u2"},
    )


def test_the_person_is_remembered_over_page_loads(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    anonymous_id = page.evaluate("periscale.getDistinctId()")
    page.evaluate("periscale.identify('u1', {name: 'Ann'})")
    flush(page)
    visit(page=page)
    assert page.evaluate("periscale.getDistinctId()") == "u1"
    # The properties are kept, so this says nothing new.
    page.evaluate("periscale.identify('u1', {name: 'Ann'})")
    flush(page)
    _, view = collector.wait_for("$identify", "$pageview")
    assert view["distinct_id"] == "u1"
    assert properties_of(view)["$device_id"] == anonymous_id


def test_other_tabs_follow_at_once(visit: Visit, collector: Collector) -> None:
    first = visit(attributes={"capture-pageview": "false"})
    second = visit(attributes={"capture-pageview": "false"})
    first.evaluate("periscale.identify('u1')")
    second.wait_for_function("periscale.getDistinctId() === 'u1'", polling=20)
    second.evaluate("periscale.track('in the other tab')")
    flush(first)
    flush(second)
    collector.expect_exactly(
        {"event": "$identify"}, {"event": "in the other tab", "distinct_id": "u1"}
    )


REFUSED = [
    *("''", "'null'", "'undefined'", "'NaN'", "'[object Object]'", "'0'", "'anonymous'"),
    *("'Anonymous'", "'guest'", "' '", "null", "undefined", "NaN", "{}", "[]", "0", "true"),
    *("Symbol('s')", "() => 1"),
]


@pytest.mark.parametrize("distinct_id", REFUSED)
def test_meaningless_ids_are_refused_with_an_error(
    visitor: Visitor, visit: Visit, collector: Collector, distinct_id: str
) -> None:
    """They would make one person of many visitors."""
    page = visit(attributes={"capture-pageview": "false"})
    before = page.evaluate("periscale.getDistinctId()")
    page.evaluate(f"() => {{ periscale.identify({distinct_id}, {{name: 'Ann'}}) }}")
    visitor.expect_problem("error: [periscale]", "identify")
    assert page.evaluate("periscale.getDistinctId()") == before
    page.evaluate("periscale.track('after')")
    flush(page)
    collector.expect_exactly({"event": "after", "distinct_id": before})


@pytest.mark.parametrize("distinct_id", ["1", "ann@example.test", "Ünïcode 😀 id", "x" * 200, "00"])
def test_other_ids_are_taken_as_they_are(
    visit: Visit, collector: Collector, distinct_id: str
) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("id => periscale.identify(id)", distinct_id)
    assert page.evaluate("periscale.getDistinctId()") == distinct_id
    flush(page)
    collector.expect_exactly({"event": "$identify", "distinct_id": distinct_id})
    # A value of this kind has to survive the record it is stored in.
    visit(page=page)
    assert page.evaluate("periscale.getDistinctId()") == distinct_id


def test_identify_with_the_present_anonymous_id_is_nothing_new(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    visitor.ignore("[periscale]")
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("periscale.identify(periscale.getDistinctId())")
    page.evaluate("periscale.track('after')")
    flush(page)
    for event in collector.events():
        assert properties_of(event).get("$anon_distinct_id") != event["distinct_id"]


def test_set_once_on_the_first_event_of_a_person(visit: Visit, collector: Collector) -> None:
    page = visit(query="?utm_source=letter&utm_campaign=spring")
    page.evaluate("periscale.track('second')")
    flush(page)
    flush(visit(page=page))
    first, second, third = collector.wait_for("$pageview", "second", "$pageview")
    once = properties_of(first)["$set_once"]
    assert once["$initial_referrer"] == "$direct"
    assert once["$initial_referring_domain"] == "$direct"
    assert once["$initial_current_url"] == properties_of(first)["$current_url"]
    assert once["$initial_utm_source"] == "letter"
    assert once["$initial_utm_campaign"] == "spring"
    assert "$set_once" not in properties_of(second)
    assert "$set_once" not in properties_of(third)


@pytest.mark.parametrize("way", ["asked for the session", "dropped the first event"])
def test_set_once_on_the_first_event_that_is_sent(
    visit: Visit, collector: Collector, way: str
) -> None:
    page = visit(attributes={"no-init": "true"})
    page.evaluate(
        """([apiKey, way]) => {
          const beforeSend = (event) => event.event == 'dropped' ? null : event;
          periscale.init({apiKey, capturePageview: false, beforeSend});
          if (way == 'asked for the session') periscale.getSessionId();
          else periscale.track('dropped');
          periscale.track('first');
          periscale.track('second');
        }""",
        [collector.api_key, way],
    )
    flush(page)
    first, second = collector.wait_for("first", "second")
    assert "$initial_current_url" in properties_of(first)["$set_once"]
    assert "$set_once" not in properties_of(second)
