"""`$web_vitals`: once per page view, by Google's library."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.capturing import captured
from tests.browser.conftest import Visit
from tests.waiting import wait_until

VISIBILITY = """<script>let state = 'visible';
Object.defineProperty(document, 'visibilityState', {get: () => state, configurable: true});
function show(to) { state = to; document.dispatchEvent(new Event('visibilitychange')) }
</script>"""
ON: dict[str, str | None] = {"web-vitals": "true"}
BODY = """<h1>Large words</h1><script>function busy() {
  const start = performance.now(); while (performance.now() - start < 60);
}</script><button onclick="busy()">Slow</button>"""


def vitals(page: Page, collector: Collector) -> list[dict[str, Any]]:
    wait_until(lambda: "$web_vitals" in collector.names(), lambda: "$web_vitals arrives")
    return captured(page, collector, "$web_vitals")


# Observers are told in the order they were made: when this one is, the tag's have been.
WATCH = """type => { window.reported = new Promise(done => {
  new PerformanceObserver(list => { if (list.getEntries().some(one => type !== 'event' ||
    one.interactionId)) setTimeout(done) }).observe({type, buffered: true, durationThreshold: 16})
}) }"""
FRAMES = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
  requestAnimationFrame(() => setTimeout(done)))))"""


def painted(page: Page) -> None:
    page.evaluate(WATCH, "largest-contentful-paint")
    page.evaluate("reported")


def click_slowly(page: Page) -> None:
    """Returns once the browser has told how long that took."""
    page.evaluate(WATCH, "event")
    page.click("button")
    page.evaluate("reported")


def test_all_five_with_ratings(visit: Visit, collector: Collector) -> None:
    page = visit(head=VISIBILITY, body=BODY, attributes=ON)
    painted(page)
    click_slowly(page)
    page.evaluate(WATCH, "layout-shift")
    page.evaluate("document.body.insertAdjacentElement('afterbegin', document.createElement('hr'))")
    page.evaluate("reported")
    page.evaluate("show('hidden')")
    (event,) = vitals(page, collector)
    for name in ("LCP", "FCP", "TTFB", "CLS", "INP"):
        assert event[f"$web_vitals_{name}_value"] >= 0, name
        assert event[f"$web_vitals_{name}_rating"] in ("good", "needs-improvement", "poor"), name
    assert event["$web_vitals_INP_value"] >= 48


def test_a_page_hidden_before_the_browser_was_idle(visit: Visit, collector: Collector) -> None:
    """web-vitals puts interactions off until then, at most until the page is hidden."""
    never = "<script>requestIdleCallback = () => 0</script>"
    page = visit(head=VISIBILITY + never, body=BODY, attributes=ON)
    painted(page)
    click_slowly(page)
    page.evaluate("show('hidden')")
    (event,) = vitals(page, collector)
    assert event["$web_vitals_INP_value"] >= 48


def test_once_per_page_view(visit: Visit, collector: Collector) -> None:
    page = visit(head=VISIBILITY, body=BODY, attributes=ON)
    painted(page)
    page.evaluate("show('hidden')")
    page.evaluate("show('visible')")
    click_slowly(page)
    page.evaluate("show('hidden')")
    assert len(vitals(page, collector)) == 1


def test_a_navigation_within_the_page_ends_them(visit: Visit, collector: Collector) -> None:
    page = visit(head=VISIBILITY, body=BODY, attributes=ON)
    painted(page)
    page.evaluate("history.pushState(0, '', 'a')")
    (event,) = vitals(page, collector)
    (load, _) = captured(page, collector, "$pageview")
    assert event["$pageview_id"] == load["$pageview_id"]
    page.evaluate("show('hidden')")
    assert len(vitals(page, collector)) == 1


def test_a_page_kept_by_the_browser_has_vitals_of_its_own(
    visit: Visit, collector: Collector
) -> None:
    page = visit(head=VISIBILITY, body=BODY, attributes=ON)
    painted(page)
    page.evaluate("show('hidden'); dispatchEvent(new PageTransitionEvent('pagehide'))")
    page.evaluate("state = 'visible'")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    page.evaluate(FRAMES)
    page.evaluate("show('hidden')")
    wait_until(lambda: collector.names().count("$web_vitals") == 2, lambda: "both have vitals")
    first, second = vitals(page, collector)
    assert first["$pageview_id"] != second["$pageview_id"]
    assert second["$web_vitals_TTFB_value"] == 0


def test_they_arrive_when_the_page_goes_away(visit: Visit, collector: Collector) -> None:
    page = visit(body=BODY, attributes=ON)
    painted(page)
    page.goto("about:blank")
    collector.wait_for("$pageview", "$web_vitals")


def test_off_means_no_observer(visit: Visit) -> None:
    page = visit(
        head="""<script>window.observers = 0; const Native = PerformanceObserver;
        window.PerformanceObserver = class extends Native {
          constructor(...all) { super(...all); observers++ } }</script>"""
    )
    assert page.evaluate("observers") == 0
