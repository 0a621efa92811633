"""Tabs that the visitor does not see: opened behind another one, or hidden and then killed."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Playwright

from tests.browser.arrivals import Collector, properties_of
from tests.browser.raw_tabs import RawTab, RawTabs
from tests.browser.visitor import Visitor
from tests.chromium import launch_options
from tests.waiting import wait_until

ALL_ON = {"flush-interval-ms": "50", "engagement": "true", "web-vitals": "true"}
PATIENT = {**ALL_ON, "flush-interval-ms": "3600000"}


@pytest.fixture
def mortal_tabs(
    playwright: Playwright, watch_context: Callable[[BrowserContext], None]
) -> Iterator[RawTabs]:
    """Tabs of a browser of their own, whose processes may be killed."""
    del watch_context
    with playwright.chromium.launch(**launch_options()) as chromium:
        tabs = RawTabs(chromium)
        yield tabs
        tabs.close()


def test_a_page_view_begins_when_the_tab_is_first_shown(
    visitor: Visitor, collector: Collector, tabs: RawTabs
) -> None:
    shown = tabs.open("about:blank")
    tab = tabs.open(visitor.put(attributes=ALL_ON), background=True)
    assert tab.evaluate("document.visibilityState") == "hidden"
    tab.evaluate("periscale.flush()")
    assert collector.events() == []
    tab.activate()
    tab.evaluate("(periscale.track('seen'), periscale.flush())")
    collector.wait_for_one("seen")
    shown.activate()
    leave = properties_of(collector.wait_for_one("$pageleave"))
    view = properties_of(collector.wait_for_one("$pageview"))
    assert leave["$prev_pageview_id"] == view["$pageview_id"]
    assert len({event["session_id"] for event in collector.events()}) == 1


def test_a_tab_that_is_never_shown_reports_nothing(
    visitor: Visitor, collector: Collector, tabs: RawTabs
) -> None:
    shown = tabs.open(visitor.put(attributes=ALL_ON))
    tab = tabs.open(visitor.put(attributes=ALL_ON), background=True)
    tab.evaluate("history.pushState(0, '', 'further')")
    tab.evaluate("periscale.flush()")
    tab.close()
    shown.evaluate("(periscale.track('last'), periscale.flush())")
    collector.wait_for_one("last")
    assert collector.names() == ["$pageview", "last"]


def scrolled(tabs: RawTabs, address: str) -> RawTab:
    tab = tabs.open(address)
    tab.evaluate("scrollTo(0, 500)")
    tab.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    return tab


def test_killed_after_it_was_hidden(
    visitor: Visitor, collector: Collector, mortal_tabs: RawTabs
) -> None:
    body = '<div style="height:5000px">x</div>'
    tab = scrolled(mortal_tabs, visitor.put(attributes=PATIENT, body=body))
    mortal_tabs.open("about:blank")
    tab.wait_until_visibility("hidden")
    mortal_tabs.kill_renderers()
    leave = properties_of(collector.wait_for_one("$pageleave"))
    assert leave["$prev_pageview_max_scroll"] == 500
    collector.wait_for_one("$pageview")


def test_killed_after_it_was_hidden_while_the_collector_was_down(
    visitor: Visitor, collector: Collector, mortal_tabs: RawTabs
) -> None:
    """The next visit brings it."""
    collector.put_faults({"status": 503})
    body = '<div style="height:5000px">x</div>'
    scrolled(mortal_tabs, visitor.put(attributes=PATIENT, body=body))
    mortal_tabs.open("about:blank")
    collector.wait_for_request()
    mortal_tabs.kill_renderers()
    collector.clear_faults()
    next_tab = mortal_tabs.open(visitor.put(attributes={"capture-pageview": "false"}))
    # The browser may release what the other tab held a moment after it is gone.
    wait_until(
        lambda: next_tab.evaluate("periscale.flush()") or "$pageleave" in collector.names(),
        lambda: "they are adopted",
    )
    leave = properties_of(collector.wait_for_one("$pageleave"))
    assert leave["$prev_pageview_max_scroll"] == 500
    view = properties_of(collector.wait_for_one("$pageview"))
    assert leave["$prev_pageview_id"] == view["$pageview_id"]
