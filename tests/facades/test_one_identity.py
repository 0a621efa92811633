"""Five APIs, one visitor: whoever is identified, reset or opted out through one is so for all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

ALL = {"compat": "heap ue upscope people", "capture-pageview": "false"}
READY = """async () => {
  Upscope('init'); window.sdk = new PeopleTrackingSDK(); await sdk.init('k1'); }"""

IDENTIFY = {
    "periscale": "periscale.identify('u1')",
    "heap": "heap.identify('u1')",
    "User.com": "UE.pageHit({apiKey: 'k1', user_id: 'u1'})",
    "Upscope": "Upscope('updateConnection', {uniqueId: 'u1'})",
}
RESET = {
    "periscale": "periscale.reset()",
    "heap": "heap.resetIdentity()",
    "User.com": "UE.resetAuth({apiKey: 'k1'})",
    "Upscope": "Upscope('reset')",
}
# Each sends an event that tells whose it is.
REPORT = {
    "periscale": "periscale.track('read')",
    "heap": "heap.track('read')",
    "User.com": "userengage('event.read')",
    "Upscope": "Upscope('customMessage')",
    "PeopleTrackingSDK": "sdk.track('read')",
}
READ = {"periscale": "periscale.getDistinctId()", "heap": "heap.getIdentity()"}


@pytest.fixture
def page(visit: Visit) -> Page:
    page = visit(attributes=ALL)
    page.evaluate(READY)
    return page


def read(page: Page, collector: Collector, reader: str) -> str:
    """Whose the event is that this API sends."""
    page.evaluate(REPORT[reader])
    flush(page)
    name = "upscope_customMessage" if reader == "Upscope" else "read"
    distinct_id: str = collector.wait_for_one(name)["distinct_id"]
    return distinct_id


@pytest.mark.parametrize("reader", REPORT)
@pytest.mark.parametrize("writer", IDENTIFY)
def test_identified_through_one_read_through_the_other(
    page: Page,
    collector: Collector,
    record_property: Callable[[str, object], None],
    writer: str,
    reader: str,
) -> None:
    record_property("conformance", [writer, f"identify, read through {reader}", "the same person"])
    page.evaluate(IDENTIFY[writer])
    assert read(page, collector, reader) == "u1"
    if reader in READ:
        assert page.evaluate(READ[reader]) == "u1"


@pytest.mark.parametrize("reader", REPORT)
@pytest.mark.parametrize("writer", RESET)
def test_reset_through_one_is_a_reset_for_all(
    page: Page,
    collector: Collector,
    record_property: Callable[[str, object], None],
    writer: str,
    reader: str,
) -> None:
    record_property("conformance", [writer, f"reset, read through {reader}", "a new visitor"])
    first = page.evaluate("periscale.getDistinctId()")
    page.evaluate("periscale.identify('u1', {email: 'a@b.c'}); periscale.group('company', 'acme')")
    session = page.evaluate("periscale.getSessionId()")
    page.evaluate(RESET[writer])
    assert read(page, collector, reader) not in (first, "u1")
    assert page.evaluate("periscale.getSessionId()") != session
    assert page.evaluate("heap.getIdentity()") is None
    name = "upscope_customMessage" if reader == "Upscope" else "read"
    assert "$groups" not in collector.wait_for_one(name)["properties"]


@pytest.mark.parametrize("reader", REPORT)
def test_opted_out_through_periscale_all_are_silent(
    page: Page, collector: Collector, reader: str
) -> None:
    flush(page)
    before = collector.names()
    page.evaluate("periscale.optOut()")
    for calls in (IDENTIFY, RESET, REPORT):
        if reader in calls:
            page.evaluate(calls[reader])
    flush(page)
    assert collector.names() == before
    assert page.evaluate("document.cookie") == "periscale_opt_out=1"
    page.evaluate("periscale.optIn()")
    page.evaluate(REPORT[reader])
    flush(page)
    assert "$opt_in" in collector.names()[len(before) :]


def test_globals_of_what_is_asked_for(visit: Visit) -> None:
    names = "['heap', 'UE', 'userengage', 'Upscope', 'PeopleTrackingSDK', 'heapReadyCb', 'civchat']"
    there = f"{names}.filter((name) => name in window)"
    assert visit().evaluate(there) == []
    assert visit(attributes={"compat": "ue"}).evaluate(there) == ["UE", "userengage"]
    page = visit(attributes=ALL)
    assert page.evaluate(there) == ["heap", "UE", "userengage", "Upscope", "PeopleTrackingSDK"]


def test_compat_as_an_option_of_init(visit: Visit, collector: Collector, api_key: str) -> None:
    page = visit(attributes={"no-init": "true"})
    page.evaluate("apiKey => periscale.init({apiKey, compat: ['heap']})", api_key)
    page.evaluate("heap.track('works')")
    flush(page)
    collector.wait_for("$pageview", "works")


def test_apis_below_the_tag_are_answered_once(
    visit: Visit, visitor: Visitor, collector: Collector
) -> None:
    """The first of them brings the key."""
    key = collector.api_key.removeprefix("sb_live_")
    page = visit(
        scripts=f"<script src='{visitor.tag_address()}'></script>",
        body=f"""<script>window.civchat = {{apiKey: '{key}'}}; window.resets = 0;
          window.Upscope = Object.assign(() => {{}}, {{q: [
            ['init'], ['on', 'connectionReset', () => resets++]]}});</script>""",
    )
    page.wait_for_function("periscale.getDistinctId()")
    page.evaluate("periscale.reset()")
    assert page.evaluate("resets") == 1
    flush(page)
    collector.wait_for("$pageview")


@pytest.mark.parametrize("compat", ["heap", "ue", "heap ue"])
def test_without_a_key_that_could_still_come_there_is_one_clear_error(
    visit: Visit, visitor: Visitor, compat: str
) -> None:
    visit(attributes={"compat": compat, "api-key": None})
    told = visitor.expect_problem("error: [periscale]", "data-api-key")
    assert "sb_live_" in told
    visitor.pump()
    assert visitor.problems == []


@pytest.mark.parametrize("compat", ["upscope", "people", "heap people"])
def test_a_key_that_a_call_may_bring_is_waited_for(
    visit: Visit, visitor: Visitor, compat: str
) -> None:
    visit(attributes={"compat": compat, "api-key": None})
    visitor.pump()
    assert visitor.problems == []


def test_elements_named_like_the_apis_are_no_stubs(visit: Visit, collector: Collector) -> None:
    page = visit(
        body="<p id=heap></p><p id=heapReadyCb></p><p id=Upscope></p><p id=UE></p>", loading="defer"
    )
    assert page.evaluate("[heap, Upscope, UE].every((one) => one instanceof Element)")
    flush(page)
    collector.wait_for("$pageview")


def test_the_core_edition_knows_none_of_them(visit: Visit, collector: Collector) -> None:
    page = visit(
        scripts="",
        head="<script>window.heap = [['track', 'x']]; window.civchat = {apiKey: 'k'}</script>",
    )
    page.evaluate(
        """(key) => new Promise((done) => {
          const script = document.createElement('script');
          script.dataset.apiKey = key; script.dataset.compat = 'heap ue upscope people';
          script.dataset.webVitals = script.dataset.engagement = false;
          script.src = '/periscale.core.min.js'; script.onload = done; document.body.append(script);
        })""",
        collector.api_key,
    )
    assert page.evaluate("[heap.length, typeof heap.track, typeof UE, typeof Upscope]") == [
        1, "undefined", "undefined", "undefined"
    ]  # fmt: skip
    flush(page)
    collector.wait_for("$pageview")
