"""Every switch turns its feature fully off."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.capturing import AT_ONCE, captured, target, visit_capturing
from tests.browser.conftest import Visit

RECORDER = """<script>
window.listening = {};
const {addEventListener, removeEventListener} = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (type, ...rest) {
  listening[type] = (listening[type] || 0) + 1;
  return addEventListener.call(this, type, ...rest);
};
</script>"""
ALL_OFF: dict[str, str | None] = {
    "autocapture": "false",
    "capture-pageview": "false",
    "engagement": "false",
    "web-vitals": "false",
    "errors": "false",
}


def listening(visit: Visit, **attributes: str) -> set[str]:
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    page = visit(head=RECORDER, attributes={**ALL_OFF, **named})
    return set(page.evaluate("Object.keys(listening)"))


@pytest.mark.parametrize(
    ("switch", "value", "added"),
    [
        ("autocapture", "true", {"click", "auxclick", "change", "submit", "focusin"}),
        ("autocapture", '{"clicks": false}', {"change", "submit", "focusin"}),
        ("autocapture", '{"changes": false}', {"click", "auxclick", "submit", "focusin"}),
        ("autocapture", '{"changes": false, "submits": false}', {"click", "auxclick"}),
        ("capture_pageview", "true", {"popstate", "hashchange"}),
        ("capture_pageview", "initial", set()),
        ("engagement", "true", {"mousemove", "keydown", "scroll"}),
        ("errors", "true", {"error", "unhandledrejection"}),
    ],
)
def test_the_listeners_of_a_switch(visit: Visit, switch: str, value: str, added: set[str]) -> None:
    assert listening(visit, **{switch: value}) - listening(visit) == added


def test_no_unload_listeners(visit: Visit) -> None:
    page = visit(head=RECORDER, attributes=dict.fromkeys(ALL_OFF, "true"))
    page.evaluate("document.body.click()")
    assert not {"unload", "beforeunload"} & set(page.evaluate("Object.keys(listening)"))


BODY = """<button id="a" class="yes">A</button><button id="b" class="no">B</button>
<div class="yes"><button id="c">C</button></div>"""


def clicked(visit: Visit, collector: Collector, **options: Any) -> list[str]:
    page = visit_capturing(visit, BODY, autocapture=json.dumps(options))
    for name in "abc":
        page.click(f"#{name}")
    return [target(click)[1]["attr_id"] for click in captured(page, collector)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"cssSelectorAllow": [".yes", ".other"]}, ["a", "c"]),
        ({"cssSelectorDeny": ".no"}, ["a", "c"]),
        ({"cssSelectorAllow": ".yes", "cssSelectorDeny": ["#c"]}, ["a"]),
        ({}, ["a", "b", "c"]),
        ({"cssSelectorAllow": [], "cssSelectorDeny": []}, ["a", "b", "c"]),
        ({"cssSelectorAllow": "", "cssSelectorDeny": ""}, ["a", "b", "c"]),
    ],
)
def test_selectors(
    visit: Visit, collector: Collector, options: dict[str, Any], expected: list[str]
) -> None:
    assert clicked(visit, collector, **options) == expected


def test_without_text(visit: Visit, collector: Collector) -> None:
    page: Page = visit_capturing(visit, BODY, autocapture='{"text": false}')
    page.click("#a")
    (click,) = captured(page, collector)
    assert "$el_text" not in click
    assert "text" not in target(click)[1]


def test_without_rage_and_dead_clicks(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit,
        BODY,
        f"<script>{AT_ONCE}</script>",
        autocapture='{"rageClicks": false, "deadClicks": false}',
    )
    page.click("#a", click_count=3)
    page.evaluate("() => new Promise(done => setTimeout(done, 2700))")
    assert len(captured(page, collector)) == 3
    assert set(collector.names()) == {"$autocapture"}
