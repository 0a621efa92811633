"""reset() and super properties."""

import pytest

from tests.browser.arrivals import Collector, properties_of
from tests.browser.conftest import Visit
from tests.browser.matching import ABSENT
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

NO_VIEW = {"capture-pageview": "false"}


def test_reset_makes_a_new_visitor_and_session(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = visit(attributes=NO_VIEW)
    old = page.evaluate("[periscale.getDistinctId(), periscale.getSessionId()]")
    page.evaluate(
        """() => {
          periscale.identify('u1', {name: 'Ann'});
          periscale.group('company', 'c1');
          periscale.setSuperProperties({plan: 'pro'});
          periscale.track('before');
          periscale.reset();
          periscale.track('after');
        }"""
    )
    new = page.evaluate("[periscale.getDistinctId(), periscale.getSessionId()]")
    assert not {"u1", *old} & set(new)
    assert page.evaluate("periscale.getSuperProperties()") == {}
    flush(page)
    events = collector.expect_exactly(
        {"event": "$identify"},
        {"event": "$groupidentify"},
        {"event": "before", "distinct_id": "u1", "session_id": old[1]},
        {
            "event": "after",
            "distinct_id": new[0],
            "session_id": new[1],
            "properties": {
                "$is_identified": False,
                "$device_id": new[0],
                "$groups": ABSENT,
                "plan": ABSENT,
            },
        },
    )
    # A new person's first event says where it came from.
    assert "$initial_current_url" in properties_of(events[3])["$set_once"]
    assert visitor.cookies()["periscale_did"]["value"] == new[0]


def test_reset_holds_over_page_loads(visit: Visit) -> None:
    page = visit()
    page.evaluate("() => { periscale.identify('u1'); periscale.reset() }")
    new = page.evaluate("periscale.getDistinctId()")
    visit(page=page)
    assert page.evaluate("periscale.getDistinctId()") == new


def test_the_same_person_after_a_reset_is_linked_anew(visit: Visit, collector: Collector) -> None:
    page = visit(attributes=NO_VIEW)
    page.evaluate("() => { periscale.identify('u1', {name: 'Ann'}); periscale.reset() }")
    new = page.evaluate("periscale.getDistinctId()")
    page.evaluate("() => { periscale.identify('u1', {name: 'Ann'}) }")
    flush(page)
    collector.expect_exactly(
        {"event": "$identify"},
        {"event": "$identify", "properties": {"$anon_distinct_id": new, "$set": {"name": "Ann"}}},
    )


def test_other_tabs_follow_a_reset(visit: Visit) -> None:
    first, second = visit(), visit()
    first.evaluate("() => { periscale.identify('u1'); periscale.reset() }")
    new = first.evaluate("periscale.getDistinctId()")
    second.wait_for_function("id => periscale.getDistinctId() === id", arg=new, polling=20)


def test_reset_keeps_the_opt_out(visitor: Visitor, visit: Visit) -> None:
    page = visit()
    page.evaluate("() => { periscale.optOut(); periscale.reset() }")
    assert page.evaluate("periscale.hasOptedOut()") is True
    assert "periscale_did" not in visitor.cookies()


def test_super_properties_are_merged_and_attached(visit: Visit, collector: Collector) -> None:
    page = visit(attributes=NO_VIEW)
    page.evaluate(
        """() => {
          periscale.setSuperProperties({plan: 'free', kept: {deep: [1]}});
          periscale.setSuperProperties({plan: 'pro', added: true});
          periscale.track('first');
          periscale.unsetSuperProperty('added');
          periscale.unsetSuperProperty('never set');
          periscale.track('second', {plan: 'own'});
          periscale.page();
        }"""
    )
    flush(page)
    kept = {"kept": {"deep": [1]}}
    collector.expect_exactly(
        {"event": "first", "properties": {"plan": "pro", "added": True, **kept}},
        {"event": "second", "properties": {"plan": "own", "added": ABSENT, **kept}},
        {"event": "$pageview", "properties": {"plan": "pro", **kept}},
    )
    assert page.evaluate("periscale.getSuperProperties()") == {"plan": "pro", **kept}


def test_super_properties_are_persisted(visit: Visit, collector: Collector) -> None:
    page = visit(attributes=NO_VIEW)
    page.evaluate("periscale.setSuperProperties({plan: 'pro', '😀': [1, {a: null}]})")
    visit(page=page)
    flush(page)
    expected = {"plan": "pro", "😀": [1, {"a": None}]}
    collector.expect_exactly({"event": "$pageview", "properties": expected})
    assert page.evaluate("periscale.getSuperProperties()") == expected


def test_super_properties_do_not_touch_events_queued_before(
    visit: Visit, collector: Collector
) -> None:
    page = visit(attributes=NO_VIEW)
    page.evaluate("() => { periscale.track('e'); periscale.setSuperProperties({late: 1}) }")
    flush(page)
    collector.expect_exactly({"event": "e", "properties": {"late": ABSENT}})


def test_super_properties_are_copied_in_and_out(visit: Visit) -> None:
    page = visit()
    assert page.evaluate(
        """() => {
          const given = {a: {b: 1}};
          periscale.setSuperProperties(given);
          given.a.b = 2;
          periscale.getSuperProperties().a.b = 3;
          periscale.getSuperProperties().added = true;
          return periscale.getSuperProperties();
        }"""
    ) == {"a": {"b": 1}}


def test_awkward_super_properties(visit: Visit, collector: Collector) -> None:
    page = visit(attributes=NO_VIEW)
    page.evaluate(
        """() => {
          const cyclic = {good: 1};
          cyclic.self = cyclic;
          periscale.setSuperProperties({
            cyclic, f() {}, at: new Date(0), get bad() { throw new Error('x') }, last: 1,
          });
          periscale.setSuperProperties(JSON.parse('{"__proto__": {"polluted": 1}}'));
          for (const odd of [null, undefined, 5, 'text', [1]]) periscale.setSuperProperties(odd);
          periscale.track('e');
        }"""
    )
    flush(page)
    (event,) = collector.expect_exactly(
        {"properties": {"at": "1970-01-01T00:00:00.000Z", "last": 1, "f": ABSENT, "bad": ABSENT}}
    )
    assert properties_of(event)["cyclic"]["good"] == 1
    assert page.evaluate("({}).polluted") is None


@pytest.mark.parametrize("name", ["distinct_id", "$session_id", "$lib", "$device_id"])
def test_super_properties_cannot_change_whose_events_they_are(
    visit: Visit, collector: Collector, name: str
) -> None:
    page = visit(attributes=NO_VIEW)
    page.evaluate("name => periscale.setSuperProperties({[name]: 'hijacked'})", name)
    page.evaluate("periscale.track('e')")
    flush(page)
    (event,) = collector.wait_for("e")
    assert properties_of(event)[name] != "hijacked"


def test_ids_before_and_after_cannot_be_linked(visit: Visit) -> None:
    """Ids of a page may share their random digits; those of two visitors never do."""
    page = visit()
    before, after = page.evaluate(
        "() => [periscale.getDistinctId(), (periscale.reset(), periscale.getDistinctId())]"
    )
    assert before[-12:] != after[-12:]


def test_reset_holds_in_another_tab_that_has_the_cookie_only(
    visit: Visit, collector: Collector
) -> None:
    attributes: dict[str, str | None] = {"capture-pageview": "false", "persistence": "cookie"}
    first, second = (visit(attributes=attributes) for _ in range(2))
    old = first.evaluate("periscale.getDistinctId()")
    first.evaluate("periscale.reset()")
    new = first.evaluate("periscale.getDistinctId()")
    second.wait_for_function("id => document.cookie.includes(id)", arg=new, polling=20)
    second.evaluate("periscale.setSuperProperties({a: 1})")
    second.evaluate("periscale.track('in the second')")
    flush(second)
    assert collector.wait_for("in the second")[0]["distinct_id"] == new != old
    third = visit(attributes=attributes)
    assert third.evaluate("periscale.getDistinctId()") == new
