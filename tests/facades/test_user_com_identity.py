"""Who somebody is by e-mail: User.com's unified identification, asked of the collector."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

STUB = "window.civchat = {apiKey: 'k1'};"
EMAIL = "e@x.test"


def person(collector: Collector, distinct_id: str) -> Any:
    path = f"/persons/{distinct_id}?api_key={collector.api_key}"
    return collector.site.call("GET", path)


def make_owner(page: Page) -> str:
    """Another person who has the e-mail, known to the collector."""
    page.evaluate("periscale.identify('owner', {email: 'e@x.test'}); periscale.reset()")
    flush(page)
    return "owner"


def unified(authorize: bool) -> str:
    return (
        "window.civchat = {apiKey: 'k1', unified_identification: true, "
        f"authorize_by_email: {str(authorize).lower()}}};"
    )


TABLE = [
    # call, authorize, who owns it, own e-mail before, and what comes of it
    ("pageHit", True, "nobody", EMAIL, "update"),
    ("pageHit", False, "nobody", EMAIL, "update"),
    ("pageHit", True, "other", "", "switch"),
    ("pageHit", True, "other", "mine@x.test", "switch"),
    ("pageHit", False, "other", "", "keep"),
    ("pageHit", False, "other", "mine@x.test", "keep"),
    ("pageHit", True, "nobody", "", "update"),
    ("pageHit", False, "nobody", "", "update"),
    ("pageHit", True, "nobody", "mine@x.test", "new"),
    ("pageHit", False, "nobody", "mine@x.test", "new"),
    ("resetAuth", True, "other", "", "switch"),
    ("resetAuth", False, "other", "", "new without"),
    ("resetAuth", True, "nobody", "mine@x.test", "new"),
    ("resetAuth", False, "nobody", "mine@x.test", "new"),
]


@pytest.mark.parametrize(("call", "authorize", "owner", "own", "outcome"), TABLE)
def test_unified_identification(
    record_property: Any, visit: Visit, visitor: Visitor, collector: Collector, call: str,
    authorize: bool, owner: str, own: str, outcome: str,
) -> None:  # fmt: skip
    label = f"UE.{call}({{email}}) unified, authorize {authorize}, owner {owner}, own {own or '-'}"
    record_property("conformance", ["User.com", label, outcome])
    page = visit(
        head=f"<script>{unified(authorize)}</script>",
        attributes={"capture-pageview": "false", "flush-interval-ms": "10"},
    )
    if owner == "other":
        make_owner(page)
    if own:
        page.evaluate("(email) => userengage('client.update', {email})", own)
    before = page.evaluate("periscale.getDistinctId()")
    flush(page)
    page.evaluate(
        f"(email) => {{ UE.{call}({{apiKey: 'k1', email, plan: 'pro'}});"
        " userengage('event.later') }",
        EMAIL,
    )
    later = collector.wait_for_one("later")
    after = later["distinct_id"]
    kept = {"update": before, "keep": before, "switch": "owner"}.get(outcome)
    assert after == kept if kept else after not in (before, "owner")
    properties = person(collector, after)["properties"]
    assert properties["plan"] == "pro"
    assert properties.get("email") == {"keep": own or None, "new without": None}.get(outcome, EMAIL)
    if outcome in ("keep", "new without"):
        visitor.expect_problem("email")
    names = [one["event"] for one in collector.events()]
    assert ("$pageview" in names) == (call == "pageHit")
    if call == "pageHit":
        view = collector.wait_for_one("$pageview")
        assert view["distinct_id"] == after


def test_not_unified_the_email_is_overwritten(visit: Visit, collector: Collector) -> None:
    page = visit(head=f"<script>{STUB}</script>", attributes={"capture-pageview": "false"})
    make_owner(page)
    before = page.evaluate("periscale.getDistinctId()")
    page.evaluate("UE.pageHit({apiKey: 'k1', email: 'e@x.test'})")
    flush(page)
    assert page.evaluate("periscale.getDistinctId()") == before
    assert person(collector, before)["properties"]["email"] == EMAIL
    page.evaluate("UE.resetAuth({apiKey: 'k1', email: 'e@x.test'})")
    flush(page)
    assert page.evaluate("periscale.getDistinctId()") != before


def test_at_boot_the_page_view_waits_for_the_answer(
    visit: Visit, visitor: Visitor, collector: Collector
) -> None:
    make_owner(visit(attributes={"capture-pageview": "false"}))
    visit(
        head=f"<script>{unified(True)} civchat.email = '{EMAIL}'</script>",
        attributes={"flush-interval-ms": "10"},
        page=visitor.new_page(),
    )
    assert collector.wait_for_one("$pageview")["distinct_id"] == "owner"


@pytest.mark.parametrize("fault", [{"status": 500}, {"hang": True}])
def test_no_answer_counts_as_unknown(
    new_visitor: Callable[[], Visitor], collector: Collector, fault: dict[str, Any]
) -> None:
    visitor = new_visitor()
    visitor.ignore("500")
    page = visitor.visit(
        head=f"<script>{unified(True)}</script>",
        attributes={"capture-pageview": "false", "flush-interval-ms": "10"},
    )
    make_owner(page)
    page.route(
        "**/identity/resolve",
        lambda route: None if "hang" in fault else route.fulfill(**fault),
    )
    before = page.evaluate("periscale.getDistinctId()")
    page.evaluate("UE.pageHit({apiKey: 'k1', email: 'e@x.test'})")
    assert collector.wait_for_one("$pageview")["distinct_id"] == before
    assert person(collector, before)["properties"]["email"] == EMAIL
