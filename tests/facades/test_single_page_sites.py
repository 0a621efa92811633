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
# Longer than the tag waits for the end of a router's burst.
AFTER_BURST_MS = 100


@pytest.mark.parametrize("api", STUBS)
@pytest.mark.parametrize(("mode", "views_per_route"), [("initial", 1), ("true", 2)])
def test_page_views_per_route(
    visit: Visit, collector: Collector, api: str, mode: str, views_per_route: int
) -> None:
    page = visit(head=f"<script>{STUBS[api]}</script>", attributes={"capture-pageview": mode})
    before = page.url
    for route in ("a", "b"):
        page.evaluate(f"() => {{ history.pushState({{}}, '', '{route}'); {REPORTS[api]} }}")
        page.wait_for_timeout(AFTER_BURST_MS)
    flush(page)
    views = [properties_of(event) for event in collector.events() if event["event"] == "$pageview"]
    seen = [view["$current_url"].rpartition("/")[2] for view in views]
    first = before.rpartition("/")[2]
    assert sorted(seen) == sorted([first, *(["a", "b"] * views_per_route)])
