"""What the page itself tracks in the last of its handlers, after the tag has sent the rest."""

import pytest

from tests.browser.arrivals import Collector
from tests.browser.raw_tabs import RawTabs
from tests.browser.visitor import Visitor, flush

PATIENT = {"capture-pageview": "false", "flush-interval-ms": "3600000"}
# In the order in which a browser that leaves a page calls them.
HANDLERS = {
    "pagehide": "addEventListener('pagehide', () => TRACK)",
    "visibilitychange of the document": "document.addEventListener('visibilitychange', "
    "() => { if (document.visibilityState === 'hidden') TRACK })",
    "visibilitychange heard on the window": "addEventListener('visibilitychange', "
    "() => { if (document.visibilityState === 'hidden') TRACK })",
    "unload": "addEventListener('unload', () => TRACK)",
}


def tail(handler: str) -> str:
    """A script that says goodbye; the handler is there before the tag's own, or after it."""
    track = "periscale.track('goodbye', {page: location.pathname})"
    return f"<script>{HANDLERS[handler].replace('TRACK', track)}</script>"


@pytest.mark.parametrize("persistence", ["localStorage+cookie", "memory"])
@pytest.mark.parametrize("handler", HANDLERS)
def test_goodbye_by_a_link(
    visitor: Visitor, collector: Collector, handler: str, persistence: str
) -> None:
    elsewhere = visitor.put(attributes={"no-init": "true"})
    page = visitor.visit(
        attributes={**PATIENT, "persistence": persistence},
        body=f"<a href='{elsewhere}'>leave</a>",
        tail=tail(handler),
    )
    page.click("a")
    page.wait_for_url(elsewhere)
    collector.wait_for("goodbye")


@pytest.mark.parametrize("handler", HANDLERS)
def test_goodbye_of_a_closed_tab(
    visitor: Visitor, collector: Collector, tabs: RawTabs, handler: str
) -> None:
    tabs.open(visitor.put(attributes={"no-init": "true"}))  # the window outlives the tab
    tab = tabs.open(visitor.put(attributes=PATIENT, tail=tail(handler)))
    tab.close()
    collector.wait_for("goodbye")


@pytest.mark.parametrize("handler", HANDLERS)
def test_goodbye_while_the_collector_is_down(
    visitor: Visitor, collector: Collector, handler: str
) -> None:
    """The next page finds it in the store."""
    collector.put_faults({"status": 503})
    page = visitor.visit(attributes=PATIENT, tail=tail(handler))
    page.goto(visitor.put(attributes={"no-init": "true"}))
    collector.wait_for_request()
    collector.clear_faults()
    visitor.visit(attributes=PATIENT, page=page)
    collector.wait_for("goodbye")


def test_events_of_the_tag_leave_in_one_request(visitor: Visitor, collector: Collector) -> None:
    page = visitor.visit(
        attributes={"engagement": "true", "web-vitals": "true", "flush-interval-ms": "3600000"}
    )
    flush(page)
    page.mouse.click(5, 5)
    before = len(collector.requests())
    page.goto(visitor.put(attributes={"no-init": "true"}))
    events = collector.wait_for_all(3)
    assert {event["event"] for event in events[1:]} == {"$pageleave", "$web_vitals"}
    assert len(collector.requests()) == before + 1
