"""Pages that the browser renders ahead of a visit, by real Speculation Rules.

Never attaches to a tab before its visit: the browser does not prerender where developer tools are.
"""

import json

import pytest

from tests.browser.arrivals import Collector, properties_of
from tests.browser.raw_tabs import RawTab, RawTabs
from tests.browser.visitor import Visitor
from tests.waiting import wait_until

# The page that leads to the other one. It waits until the test has put a page at START, then lets
# the browser render the other one; tells by its title that that is ready; waits for GO, and goes.
LEADING = """<script>
const isPut = async (address) => {
  while (!(await fetch(address)).ok) await new Promise((done) => setTimeout(done, 50));
};
addEventListener('storage', (event) => { if (event.key === 'ready') document.title = 'ready' });
(async () => {
  await isPut(START);
  const rules = document.createElement('script');
  rules.type = 'speculationrules';
  rules.textContent = JSON.stringify({prerender: [{urls: [THERE], eagerness: 'immediate'}]});
  document.head.append(rules);
  await isPut(GO);
  location.href = THERE;
})();
</script>"""
# The other page is ready when all that it does by itself is done, and several timers are past.
AHEAD = """<script>
window.wasAhead = document.prerendering;
addEventListener('load', () => setTimeout(() => { localStorage.ready = 'yes' }, 700));
</script>"""
TITLE = "Rendered ahead"
EAGER = {"flush-interval-ms": "100"}
ALL_ON = {**EAGER, "autocapture": "true", "engagement": "true", "web-vitals": "true"}


class Prerendered:
    """A page that has been rendered ahead; `visit` shows it."""

    def __init__(self, visitor: Visitor, tabs: RawTabs, there: str) -> None:
        self._tabs = tabs
        self._site = visitor.collector.site
        self._key = visitor.collector.api_key
        addresses = {"START": self._address("start"), "GO": self._address("go"), "THERE": there}
        script = LEADING
        for name, address in addresses.items():
            script = script.replace(name, json.dumps(address))
        self._target = tabs.open_unattended(visitor.put(scripts="", head=script))
        self._put("start")
        self._wait_for_title("ready")

    def _address(self, name: str) -> str:
        return f"/p/{self._key}/{name}"

    def _put(self, name: str) -> None:
        self._site.put_page(f"{self._key}/{name}", name)

    def _wait_for_title(self, title: str) -> None:
        wait_until(
            lambda: self._tabs.info_of(self._target)["title"] == title, lambda: f"it is {title}"
        )

    def visit(self) -> RawTab:
        self._put("go")
        self._wait_for_title(TITLE)
        tab = self._tabs.attach(self._target)
        # Else the test has shown nothing.
        assert tab.evaluate("wasAhead"), "the browser loaded the page again"
        return tab


def put_ahead(visitor: Visitor, tail: str = "", **attributes: str) -> str:
    return visitor.put(title=TITLE, head=AHEAD, tail=tail, attributes=attributes)


def test_the_page_view_is_that_of_the_visit(
    visitor: Visitor, collector: Collector, tabs: RawTabs
) -> None:
    ahead = Prerendered(visitor, tabs, put_ahead(visitor, **ALL_ON))
    assert collector.requests() == []
    tab = ahead.visit()
    tab.evaluate("periscale.flush()")
    event = collector.wait_for_one("$pageview")
    assert properties_of(event)["$navigation_type"] == "load"
    assert "$pageleave" not in collector.names()
    # The view began with the visit, not with the rendering.
    began = tab.evaluate(
        "performance.timeOrigin + performance.getEntriesByType('navigation')[0].activationStart"
    )
    assert _ms(tab, event["timestamp"]) >= began - 1


def _ms(tab: RawTab, timestamp: str) -> float:
    return float(tab.evaluate(f"Date.parse({json.dumps(timestamp)})"))


def test_leaving_it_reports_the_time_of_the_visit(
    visitor: Visitor, collector: Collector, tabs: RawTabs
) -> None:
    """It was ready 0.7 s before; the visitor looks at it for as long as this test takes."""
    tab = Prerendered(visitor, tabs, put_ahead(visitor, **ALL_ON)).visit()
    tabs.open("about:blank")
    leave = properties_of(collector.wait_for_one("$pageleave"))
    view = properties_of(collector.wait_for_one("$pageview"))
    assert leave["$prev_pageview_id"] == view["$pageview_id"]
    since_visit = tab.evaluate(
        "(performance.now() - performance.getEntriesByType('navigation')[0].activationStart) / 1000"
    )
    assert leave["$prev_pageview_duration"] <= since_visit + 0.001


def test_one_that_is_never_visited_leaves_no_trace(
    visitor: Visitor, collector: Collector, tabs: RawTabs
) -> None:
    Prerendered(visitor, tabs, put_ahead(visitor, **ALL_ON))
    tabs.open(visitor.put(title="Another", attributes={"capture-pageview": "false"}))
    assert collector.events() == []


@pytest.mark.parametrize("other_tab", [False, True], ids=["one tab", "two tabs"])
def test_it_has_the_visitor_of_the_other_pages(
    visitor: Visitor, collector: Collector, tabs: RawTabs, other_tab: bool
) -> None:
    if other_tab:
        tabs.open(visitor.put()).evaluate("periscale.flush()")
        collector.wait_for("$pageview")
    ahead = Prerendered(visitor, tabs, put_ahead(visitor, **EAGER))
    tab = ahead.visit()
    tab.evaluate("(periscale.track('seen'), periscale.flush())")
    collector.wait_for_one("seen")
    events = collector.events()
    assert [event["event"] for event in events] == ["$pageview"] * (1 + other_tab) + ["seen"]
    assert len({event["distinct_id"] for event in events}) == 1
    assert len({event["session_id"] for event in events}) == 1
