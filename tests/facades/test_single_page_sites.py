"""A router that reports each of its routes through a vendor's API, as the vendors' pages say."""

import pytest

from tests.browser.arrivals import Collector, properties_of
from tests.browser.conftest import Visit
from tests.browser.visitor import flush

pytestmark = pytest.mark.same_tab

STUBS = {
    "UE": "window.civchat = {apiKey: 'k'}",
    "Upscope": """window.Upscope = function () { Upscope.c(arguments) }; Upscope.q = [];
      Upscope.c = (call) => Upscope.q.push(call); Upscope('init')""",
}
REPORTS = {"UE": "UE.pageHit({apiKey: 'k'})", "Upscope": "Upscope('newPageview')"}
# The tag's timer for the end of a router's burst was set before, and is shorter: it fires first.
BURST_IS_OVER = "await new Promise((done) => setTimeout(done, 50))"


@pytest.mark.parametrize("api", STUBS)
@pytest.mark.parametrize(("mode", "views_per_route"), [("initial", 1), ("true", 2)])
def test_page_views_per_route(
    visit: Visit, collector: Collector, api: str, mode: str, views_per_route: int
) -> None:
    page = visit(head=f"<script>{STUBS[api]}</script>", attributes={"capture-pageview": mode})
    before = page.url
    for route in ("a", "b"):
        change = f"history.pushState({{}}, '', '{route}'); {REPORTS[api]}; {BURST_IS_OVER}"
        page.evaluate(f"async () => {{ {change} }}")
    flush(page)
    views = [properties_of(event) for event in collector.events() if event["event"] == "$pageview"]
    seen = [view["$current_url"].rpartition("/")[2] for view in views]
    first = before.rpartition("/")[2]
    assert sorted(seen) == sorted([first, *(["a", "b"] * views_per_route)])
