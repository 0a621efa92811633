"""Do Not Track and Global Privacy Control: no events at all, unless switched off."""

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import flush

pytestmark = pytest.mark.same_tab


def signal(name: str, value: str) -> str:
    return f"Object.defineProperty(Navigator.prototype, '{name}', {{get: () => {value}}});"


ASKS = {
    "DNT": ("respect-dnt", signal("doNotTrack", "'1'")),
    "GPC": ("respect-gpc", signal("globalPrivacyControl", "true")),
}
USE = """async () => {
  periscale.track('x'); periscale.page(); periscale.identify('u1'); periscale.optIn();
  await periscale.flush();
}"""


@pytest.mark.parametrize("what", ASKS)
def test_no_events_at_all(visit: Visit, collector: Collector, what: str) -> None:
    page = visit(
        head=f"<script>{ASKS[what][1]}</script>", is_quiet=False, body="<button>b</button>"
    )
    page.click("button")
    page.evaluate(USE)
    page.goto("about:blank")
    assert collector.requests() == []


@pytest.mark.parametrize("what", ASKS)
def test_it_can_be_switched_off(visit: Visit, collector: Collector, what: str) -> None:
    option, script = ASKS[what]
    page = visit(head=f"<script>{script}</script>", attributes={option: "false"})
    flush(page)
    collector.wait_for("$pageview")


@pytest.mark.parametrize(
    ("option", "what"), [("respect-gpc", "DNT"), ("respect-dnt", "GPC")], ids=["DNT", "GPC"]
)
def test_each_has_a_switch_of_its_own(
    visit: Visit, collector: Collector, option: str, what: str
) -> None:
    page = visit(head=f"<script>{ASKS[what][1]}</script>", attributes={option: "false"})
    flush(page)
    assert collector.requests() == []


@pytest.mark.parametrize(
    "script",
    [
        signal("doNotTrack", "'0'"),
        signal("doNotTrack", "null"),
        signal("doNotTrack", "'unspecified'"),
        signal("globalPrivacyControl", "false"),
        signal("globalPrivacyControl", "undefined"),
    ],
)
def test_no_such_wish(visit: Visit, collector: Collector, script: str) -> None:
    flush(visit(head=f"<script>{script}</script>"))
    collector.wait_for("$pageview")
