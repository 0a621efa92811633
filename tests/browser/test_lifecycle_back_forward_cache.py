"""Pages that the browser keeps while the visitor is elsewhere, and shows again as they were."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browser.arrivals import Collector, properties_of
from tests.browser.visitor import Visitor, flush
from tests.chromium import launch_options
from tests.waiting import wait_until

RECORD_SHOWN = "<script>window.shown = []; onpageshow = (e) => shown.push(e.persisted)</script>"
PATIENT = {"flush-interval-ms": "3600000"}
NOT_KEPT = "the browser did not keep the page"
# A browser keeps a page only if that goes fast enough; which a busy machine may prevent.
pytestmark = pytest.mark.flaky(reruns=4, only_rerun=[NOT_KEPT])
CAPTURE_ALL = {**PATIENT, "engagement": "true", "web-vitals": "true"}


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright, watch_context: Callable[[BrowserContext], None]
) -> Iterator[Browser]:
    """A Chromium that keeps pages; Playwright's default switches that off."""
    options = {**launch_options(), "ignore_default_args": ["--disable-back-forward-cache"]}
    with playwright.chromium.launch(**options) as chromium:
        chromium.on("context", watch_context)
        yield chromium


@pytest.fixture
def visitor(new_visitor: Callable[..., Visitor]) -> Visitor:
    return new_visitor()


def visit_patient(visitor: Visitor, **attributes: str) -> Page:
    return visitor.visit(head=RECORD_SHOWN, attributes={**PATIENT, **attributes})


def come_back(page: Page) -> None:
    """Go back, and make sure that it is the kept page and not one loaded again."""
    page.go_back(wait_until="commit")
    page.wait_for_function(
        """window.shown && (shown.includes(true) ||
          performance.getEntriesByType('navigation')[0].type === 'back_forward')"""
    )
    why = "performance.getEntriesByType('navigation')[0].notRestoredReasons?.reasons"
    assert page.evaluate("shown") == [False, True], f"{NOT_KEPT}: {page.evaluate(why)}"


def track(page: Page, name: str) -> None:
    page.evaluate("name => { periscale.track(name) }", name)


def views(collector: Collector) -> list[tuple[str, str]]:
    return [
        (event["event"], event["properties"].get("$navigation_type", ""))
        for event in collector.events()
    ]


ELSEWHERE: list[tuple[str, dict[str, Any] | None]] = [
    ("another site", None),
    ("a page of the site without the tag", {"scripts": ""}),
    ("a page of the site", {"attributes": {"capture-pageview": "false"}}),
]


@pytest.fixture(params=[fields for _, fields in ELSEWHERE], ids=[name for name, _ in ELSEWHERE])
def elsewhere(request: pytest.FixtureRequest, visitor: Visitor) -> str:
    """The address that the visitor goes to in between."""
    return "about:blank" if request.param is None else visitor.put(**request.param)


@pytest.mark.parametrize("other_tab", [False, True], ids=["one tab", "two tabs"])
def test_events_queued_when_leaving_arrive_once(
    visitor: Visitor, collector: Collector, elsewhere: str, other_tab: bool
) -> None:
    if other_tab:
        visitor.visit(attributes={"capture-pageview": "false"})
    page = visit_patient(visitor)
    track(page, "left")
    page.goto(elsewhere)
    collector.wait_for("$pageview", "left")
    come_back(page)
    track(page, "back")
    flush(page)
    collector.wait_for("$pageview", "left", "$pageview", "back")
    assert [kind for _, kind in views(collector)] == ["load", "", "bfcache", ""]


def test_events_that_could_not_leave_are_sent_after_the_return(
    visitor: Visitor, collector: Collector, elsewhere: str
) -> None:
    """By the page itself, or by the page in between where that has the tag."""
    visitor.ignore("Failed to load resource")
    collector.put_faults({"status": 503})
    page = visit_patient(visitor)
    track(page, "left")
    page.goto(elsewhere)
    collector.wait_for_request()
    collector.clear_faults()
    come_back(page)
    track(page, "back")
    flush(page)
    events = collector.wait_for_all(4)
    assert sorted(event["event"] for event in events) == ["$pageview", "$pageview", "back", "left"]


def test_what_another_page_delivered_is_not_sent_again(
    visitor: Visitor, collector: Collector
) -> None:
    visitor.ignore("Failed to load resource")
    collector.put_faults({"status": 503})
    page = visit_patient(visitor)
    track(page, "left")
    page.goto("about:blank")
    collector.wait_for_request()
    collector.clear_faults()
    other = visitor.visit(attributes={"capture-pageview": "false"})
    wait_until(lambda: collector.names() == ["$pageview", "left"], lambda: "both are adopted")
    attempts = len(collector.requests())
    come_back(page)
    flush(page)
    collector.wait_for("$pageview", "left", "$pageview")
    later = collector.requests()[attempts:]
    assert sum(request["body"].count('"left"') for request in later) == 0
    flush(other)


def test_it_is_a_new_page_view(visitor: Visitor, collector: Collector) -> None:
    page = visitor.visit(head=RECORD_SHOWN, attributes=CAPTURE_ALL, body="<h1>Words</h1>")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    page.goto("about:blank")
    collector.wait_for_one("$pageleave")
    come_back(page)
    track(page, "back")
    flush(page)
    collector.wait_for_one("back")
    assert sorted(collector.names()) == [
        *("$pageleave", "$pageview", "$pageview", "$web_vitals", "back")
    ]
    events = collector.events()
    first, second = (properties_of(e)["$pageview_id"] for e in events if e["event"] == "$pageview")
    assert first != second
    assert properties_of(collector.wait_for_one("$pageleave"))["$prev_pageview_id"] == first
    assert properties_of(collector.wait_for_one("$web_vitals"))["$pageview_id"] == first
    assert properties_of(collector.wait_for_one("back"))["$pageview_id"] == second


def test_leaving_again_reports_the_second_view(visitor: Visitor, collector: Collector) -> None:
    page = visitor.visit(head=RECORD_SHOWN, attributes={**PATIENT, "engagement": "true"})
    page.goto("about:blank")
    collector.wait_for("$pageview", "$pageleave")
    come_back(page)
    page.goto("about:blank")
    events = collector.wait_for_made("$pageview", "$pageleave", "$pageview", "$pageleave")
    last = properties_of(events[3])
    assert last["$prev_pageview_id"] == properties_of(events[2])["$pageview_id"]


@pytest.mark.parametrize("mode", ["initial", "false"])
def test_without_a_second_view_the_first_goes_on(
    visitor: Visitor, collector: Collector, mode: str
) -> None:
    page = visitor.visit(
        head=RECORD_SHOWN,
        attributes={**PATIENT, "engagement": "true", "capture-pageview": mode},
    )
    if mode == "false":
        page.evaluate("periscale.page()")
    page.goto("about:blank")
    collector.wait_for("$pageview", "$pageleave")
    come_back(page)
    page.goto("about:blank")
    events = collector.wait_for_made("$pageview", "$pageleave", "$pageleave")
    assert len({properties_of(event)["$pageview_id"] for event in events}) == 1


def test_vitals_of_the_second_view(visitor: Visitor, collector: Collector) -> None:
    page = visitor.visit(
        head=RECORD_SHOWN, attributes={**PATIENT, "web-vitals": "true"}, body="<h1>Words</h1>"
    )
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    page.goto("about:blank")
    collector.wait_for("$pageview", "$web_vitals")
    come_back(page)
    # The library takes the values of a restored page from its next two frames.
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>"
        " setTimeout(done))))"
    )
    page.goto("about:blank")
    events = collector.wait_for_made("$pageview", "$web_vitals", "$pageview", "$web_vitals")
    vitals = properties_of(events[3])
    assert vitals["$pageview_id"] == properties_of(events[2])["$pageview_id"]
    assert vitals["$web_vitals_LCP_value"] >= 0


@pytest.mark.parametrize("other_tab", [False, True], ids=["one tab", "two tabs"])
def test_an_opt_out_in_between_holds(
    visitor: Visitor, collector: Collector, other_tab: bool
) -> None:
    page = visit_patient(visitor)
    flush(page)
    address = visitor.put(attributes={"capture-pageview": "false"})
    page.goto(address)
    (visitor.new_page() if other_tab else page).goto(address)
    visitor.context.pages[-1].evaluate("periscale.optOut()")
    come_back(page)
    assert page.evaluate("periscale.hasOptedOut()")
    track(page, "back")
    flush(page)
    collector.wait_for("$pageview")


def test_a_login_in_between_is_seen(visitor: Visitor, collector: Collector) -> None:
    page = visit_patient(visitor)
    flush(page)
    page.goto(visitor.put(attributes={"capture-pageview": "false"}))
    page.evaluate("() => { periscale.identify('ann'); return periscale.flush() }")
    come_back(page)
    assert page.evaluate("periscale.getDistinctId()") == "ann"
    flush(page)
    events = collector.wait_for("$pageview", "$identify", "$pageview")
    assert [event["distinct_id"] for event in events][1:] == ["ann", "ann"]
    assert len({event["session_id"] for event in events}) == 1


def test_a_restored_page_keeps_its_events_in_the_store_again(
    visitor: Visitor, collector: Collector
) -> None:
    """What it tracks after the return outlives it."""
    page = visit_patient(visitor)
    page.goto("about:blank")
    collector.wait_for("$pageview")
    come_back(page)
    track(page, "back")
    wait_until(
        lambda: '"back"' in page.evaluate("Object.values(localStorage).join()"),
        lambda: "the event is stored",
    )
    flush(page)
    collector.wait_for("$pageview", "$pageview", "back")
