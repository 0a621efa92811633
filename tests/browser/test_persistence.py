"""The four modes of persistence, and what they leave in the browser."""

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

COOKIE = "periscale_did"
STATE = "() => [Object.keys(localStorage).length, Object.keys(sessionStorage).length]"


@pytest.mark.parametrize(
    ("mode", "has_cookie", "has_local_storage"),
    [
        ("localStorage+cookie", True, True),
        ("localStorage", False, True),
        ("cookie", True, False),
        ("memory", False, False),
    ],
)
def test_mode(
    visitor: Visitor,
    visit: Visit,
    collector: Collector,
    mode: str,
    has_cookie: bool,
    has_local_storage: bool,
) -> None:
    page = visit(attributes={"persistence": mode})
    first = page.evaluate("periscale.getDistinctId()")
    page.evaluate("periscale.setSuperProperties({a: 1}); periscale.track('x')")
    flush(page)
    assert (COOKIE in visitor.cookies()) == has_cookie
    local, session = page.evaluate(STATE)
    assert (local > 0) == has_local_storage
    if mode == "memory":
        assert session == 0
        assert visitor.cookies() == {}
    events = collector.wait_for("$pageview", "x")
    assert {event["distinct_id"] for event in events} == {first}
    visit(page=page, attributes={"persistence": mode})
    is_same = page.evaluate("periscale.getDistinctId()") == first
    assert is_same == (mode != "memory")


def test_identity_lives_as_long_as_the_page_in_memory(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"persistence": "memory"})
    page.evaluate("() => { periscale.identify('u1'); periscale.setSuperProperties({a: 1}) }")
    page.evaluate("periscale.track('x')")
    flush(page)
    *_, last = collector.wait_for("$pageview", "$identify", "x")
    assert last["distinct_id"] == "u1"
    assert last["properties"]["a"] == 1


def test_the_cookie_holds_the_id_only(visitor: Visitor, visit: Visit) -> None:
    page = visit()
    anonymous_id = page.evaluate("periscale.getDistinctId()")
    page.evaluate(
        """() => {
          periscale.identify('ann@example.test', {email: 'ann@example.test'});
          periscale.setSuperProperties({secret: 'x'}); periscale.group('company', 'c1');
        }"""
    )
    assert list(visitor.cookies()) == [COOKIE]
    assert visitor.cookies()[COOKIE]["value"] == anonymous_id


def test_keys_of_other_scripts_are_left_alone(visit: Visit) -> None:
    page = visit(attributes={"no-init": "true"})
    page.evaluate(
        """() => {
          localStorage.setItem('cart', 'mine'); sessionStorage.setItem('step', '2');
          document.cookie = 'theme=dark; Path=/';
        }"""
    )
    visit(page=page)
    page.evaluate("() => { periscale.identify('u1'); periscale.reset(); periscale.optOut() }")
    assert page.evaluate(
        "[localStorage.getItem('cart'), sessionStorage.getItem('step'), document.cookie]"
    )[:2] == ["mine", "2"]
    assert "theme=dark" in page.evaluate("document.cookie")


def test_two_keys_on_one_origin_are_two_projects(visit: Visit, collector: Collector) -> None:
    page = visit()
    page.evaluate("() => { periscale.identify('u1'); periscale.setSuperProperties({a: 1}) }")
    other = f"{collector.api_key}_other"
    visit(page=page, attributes={"api-key": other})
    assert page.evaluate("periscale.getSuperProperties()") == {}
    assert page.evaluate("periscale.getDistinctId()") != "u1"
