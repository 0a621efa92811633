"""With data-no-init the tag does nothing at all until the page calls init()."""

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.scripts import script
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

FORMS = ["true", ""]


@pytest.mark.parametrize("value", FORMS, ids=["true", "bare"])
def test_nothing_happens_before_init(
    visitor: Visitor, visit: Visit, collector: Collector, api_key: str, value: str
) -> None:
    page = visit(
        attributes={"no-init": value},
        is_quiet=False,
        head=f"""<script>{script("recorder")}</script>
          <script>{script("snapshot")}; window.hostBefore = hostSnapshot()</script>""",
        body="""<button>b</button>
          <form onsubmit="return false"><input name="a"><button>c</button></form>""",
    )
    # Whatever a visitor does, and calls of the page, which are dropped or remembered in memory.
    page.click("button")
    page.locator("[name=a]").fill("text")
    page.click("form button")
    page.evaluate("history.pushState({}, '', '?other')")
    assert page.evaluate("hostCalls") == []
    page.evaluate(
        """async () => {
          periscale.track('before'); periscale.page(); periscale.getDistinctId();
          periscale.identify?.('u1'); periscale.setSuperProperties?.({a: 1}); periscale.optIn?.();
          periscale.group?.('company', 'c1'); periscale.hasOptedOut?.();
          await periscale.flush();
        }"""
    )
    # Only to answer hasOptedOut() may the tag look.
    assert page.evaluate("hostCalls.filter(call => !/^getItem|^get cookie/.test(call))") == []
    assert page.evaluate("() => changesSince(hostBefore)") == ["added window.periscale"]
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert visitor.cookies() == {}
    requests = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    # The browser asks for an icon of the site by itself.
    assert [url for url in requests if "favicon" not in url] == [visitor.tag_address()]
    assert collector.requests() == []

    page.evaluate("apiKey => periscale.init({apiKey})", api_key)
    flush(page)
    # The recorder works: now there is something to see.
    recorded = " ".join(page.evaluate("hostCalls"))
    for expected in ("addEventListener", "setItem", "set cookie periscale_did", "fetch"):
        assert expected in recorded
    collector.wait_for_one("$pageview")
    assert "before" not in collector.names()


def test_no_init_wins_over_an_api_key(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"no-init": "true"})
    assert page.evaluate("document.querySelector('script').dataset.apiKey") == collector.api_key
    flush(page)
    assert collector.requests() == []
    assert page.evaluate("periscale.getDistinctId()") is None


def test_no_init_false_boots(visit: Visit, collector: Collector) -> None:
    flush(visit(attributes={"no-init": "false"}))
    collector.wait_for("$pageview")


def test_init_uses_the_attributes_as_well(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"no-init": "true", "capture-pageview": "false"})
    page.evaluate("periscale.init({})")
    page.evaluate("periscale.track('by key of the attribute')")
    flush(page)
    collector.wait_for("by key of the attribute")


def test_leaving_without_init_sends_nothing(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = visit(attributes={"no-init": "true"})
    page.evaluate("periscale.track('never')")
    flush(visit(page=page))
    collector.wait_for("$pageview")
    assert visitor.cookies()
