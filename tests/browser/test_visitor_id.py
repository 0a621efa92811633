"""The anonymous id: in localStorage and in the cookie periscale_did, each healing the other."""

import re
import time

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

COOKIE = "periscale_did"
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def test_the_id_is_in_the_cookie_in_storage_and_in_the_events(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = visit()
    flush(page)
    (event,) = collector.wait_for("$pageview")
    distinct_id = event["distinct_id"]
    assert UUID7.fullmatch(distinct_id)
    assert page.evaluate("periscale.getDistinctId()") == distinct_id
    assert visitor.cookies()[COOKIE]["value"] == distinct_id
    assert distinct_id in page.evaluate("JSON.stringify(localStorage)")


def test_the_cookie_is_as_published(visitor: Visitor, visit: Visit) -> None:
    visit()
    assert list(visitor.cookies()) == [COOKIE]
    cookie = visitor.cookies()[COOKIE]
    assert cookie["path"] == "/"
    assert cookie["sameSite"] == "Lax"
    assert cookie["httpOnly"] is False
    days = (cookie["expires"] - time.time()) / 86_400
    assert 399 < days <= 400


def test_the_id_is_stable_over_reloads_and_pages(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = visit()
    first = page.evaluate("periscale.getDistinctId()")
    page.reload()
    assert page.evaluate("periscale.getDistinctId()") == first
    assert visit().evaluate("periscale.getDistinctId()") == first
    assert visitor.cookies()[COOKIE]["value"] == first


def test_two_visitors_have_two_ids(visit: Visit, new_visitor: object) -> None:
    first = visit().evaluate("periscale.getDistinctId()")
    second = new_visitor().visit().evaluate("periscale.getDistinctId()")  # type: ignore[operator]
    assert first != second


@pytest.mark.parametrize("lost", ["cookie", "localStorage"])
def test_one_place_heals_the_other(visitor: Visitor, visit: Visit, lost: str) -> None:
    page = visit()
    first = page.evaluate("periscale.getDistinctId()")
    # Elsewhere on the same origin, so that the tag does not write it again while it leaves.
    page.goto(visitor.put(attributes={"no-init": "true"}))
    if lost == "cookie":
        visitor.context.clear_cookies()
    else:
        page.evaluate("localStorage.clear()")
    visit(page=page)
    assert page.evaluate("periscale.getDistinctId()") == first
    assert visitor.cookies()[COOKIE]["value"] == first
    assert first in page.evaluate("JSON.stringify(localStorage)")


def test_with_both_lost_there_is_a_new_visitor(visitor: Visitor, visit: Visit) -> None:
    page = visit()
    first = page.evaluate("periscale.getDistinctId()")
    page.goto(visitor.put(attributes={"no-init": "true"}))
    visitor.context.clear_cookies()
    page.evaluate("localStorage.clear()")
    visit(page=page)
    assert page.evaluate("periscale.getDistinctId()") != first


def test_get_distinct_id_is_null_before_init(visit: Visit) -> None:
    page = visit(attributes={"no-init": "true"})
    assert page.evaluate("periscale.getDistinctId()") is None
