"""What may be called before init(), and what becomes of it."""

import pytest

from tests.browser.arrivals import Collector, properties_of
from tests.browser.conftest import Visit
from tests.browser.matching import ABSENT
from tests.browser.visitor import flush

pytestmark = pytest.mark.same_tab

INIT = "apiKey => periscale.init({apiKey})"


def test_identity_calls_are_remembered_and_applied_in_order(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    page = visit(attributes={"no-init": "true"})
    page.evaluate(
        """() => {
          periscale.setSuperProperties({plan: 'free', kept: 1});
          periscale.identify('u1', {name: 'Ann'});
          periscale.setSuperProperties({plan: 'pro'});
          periscale.group('company', 'c1', {size: 5});
          periscale.alias('u1-alias');
        }"""
    )
    page.evaluate(INIT, api_key)
    flush(page)
    common = {"$groups": {"company": "c1"}, "plan": "pro", "kept": 1}
    collector.expect_exactly(
        {
            "event": "$identify",
            "distinct_id": "u1",
            "properties": {"$set": {"name": "Ann"}, "plan": "free", "$groups": ABSENT},
        },
        {
            "event": "$groupidentify",
            "properties": {"$group_type": "company", "$group_key": "c1", "plan": "pro"},
        },
        {"event": "$create_alias", "properties": {"alias": "u1-alias", **common}},
        {"event": "$pageview", "distinct_id": "u1", "properties": common},
    )


@pytest.mark.parametrize(
    "call", ["track('x')", "page({a: 1})", "captureException(new Error('x'))", "flush()"]
)
def test_what_happened_before_init_is_not_reported(
    visit: Visit, collector: Collector, api_key: str, call: str
) -> None:
    page = visit(attributes={"no-init": "true", "capture-pageview": "false"})
    page.evaluate(f"() => {{ periscale.{call} }}")
    page.evaluate(INIT, api_key)
    page.evaluate("periscale.track('after')")
    flush(page)
    collector.wait_for("after")


def test_opt_out_before_init_holds(visit: Visit, collector: Collector, api_key: str) -> None:
    page = visit(attributes={"no-init": "true"})
    page.evaluate("periscale.optOut()")
    page.evaluate(INIT, api_key)
    page.evaluate("periscale.track('x')")
    flush(page)
    assert page.evaluate("periscale.hasOptedOut()") is True
    assert collector.requests() == []


def test_opt_out_then_in_before_init(visit: Visit, collector: Collector, api_key: str) -> None:
    page = visit(attributes={"no-init": "true"})
    page.evaluate("() => { periscale.optOut(); periscale.optIn() }")
    page.evaluate(INIT, api_key)
    flush(page)
    assert page.evaluate("periscale.hasOptedOut()") is False
    collector.wait_for_one("$pageview")


def test_answers_before_init(visit: Visit) -> None:
    page = visit(attributes={"no-init": "true"})
    assert page.evaluate(
        """() => [
          periscale.getDistinctId(), periscale.getSessionId(), periscale.hasOptedOut(),
          periscale.getSuperProperties(), periscale.flush() instanceof Promise,
        ]"""
    ) == [None, None, False, {}, True]


def test_arguments_are_copied_when_the_call_is_made(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    page = visit(attributes={"no-init": "true"})
    page.evaluate(
        """() => {
          const properties = {name: 'Ann', deep: {a: 1}};
          periscale.identify('u1', properties);
          periscale.setSuperProperties(properties);
          properties.name = 'changed';
          properties.deep.a = 2;
        }"""
    )
    page.evaluate(INIT, api_key)
    flush(page)
    identified, view = collector.wait_for("$identify", "$pageview")
    expected = {"name": "Ann", "deep": {"a": 1}}
    assert properties_of(identified)["$set"] == expected
    assert {name: properties_of(view)[name] for name in expected} == expected


def test_subscriptions_before_init_see_the_first_page_view(visit: Visit, api_key: str) -> None:
    page = visit(attributes={"no-init": "true"})
    page.evaluate("() => { window.seen = []; periscale.on('*', e => seen.push(e.event)) }")
    page.evaluate(INIT, api_key)
    page.evaluate("periscale.track('x')")
    assert page.evaluate("seen") == ["$pageview", "x"]
