"""Keys look like sb_live_…; anything else is one clear error in the console, and nothing more."""

import json

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.scripts import script
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

BAD_KEYS = {
    "empty": "",
    "without prefix": "abc123",
    "prefix alone": "sb_live_",
    "other kind": "sk_live_abc123",
    "upper case": "SB_LIVE_abc123",
    "inside other text": "my sb_live_abc123",
    "placeholder": "YOUR_API_KEY",
    "html": "<script>",
}


def expect_one_clear_error(visitor: Visitor) -> None:
    told = visitor.expect_problem("error: [periscale]")
    assert "data-api-key" in told
    assert "sb_live_" in told
    visitor.pump()
    assert visitor.problems == [], "one error, not more"


@pytest.mark.parametrize("key", BAD_KEYS)
def test_malformed_attribute(
    visitor: Visitor, visit: Visit, collector: Collector, key: str
) -> None:
    page = visit(
        attributes={"api-key": BAD_KEYS[key]}, head=f"<script>{script('recorder')}</script>"
    )
    page.evaluate("() => { periscale.track('x'); periscale.page(); return periscale.flush() }")
    expect_one_clear_error(visitor)
    assert (
        page.evaluate("hostCalls.filter(call => /fetch|setItem|set cookie|send/.test(call))") == []
    )
    assert page.evaluate("periscale.getDistinctId()") is None
    assert not [r for r in collector.site.requests() if r["api_key"] == BAD_KEYS[key]]


def test_missing_attribute(visitor: Visitor, visit: Visit) -> None:
    visit(attributes={"api-key": None})
    expect_one_clear_error(visitor)
    assert visitor.cookies() == {}


@pytest.mark.parametrize(
    "options",
    [
        "undefined",
        "null",
        "{}",
        "'sb_live_text'",
        "{apiKey: 5}",
        "{apiKey: null}",
        "{apiKey: ''}",
        "{apikey: 'sb_live_x1'}",
        "{apiKey: ['sb_live_x1']}",
        "{apiKey: 'sb_test_x1'}",
    ],
)
def test_init_without_a_key(visitor: Visitor, visit: Visit, options: str) -> None:
    page = visit(attributes={"api-key": None, "no-init": "true"})
    page.evaluate(f"() => periscale.init({options})")
    visitor.expect_problem("error: [periscale]", "apiKey", "sb_live_")
    assert visitor.cookies() == {}
    assert page.evaluate("localStorage.length") == 0
    # An unknown option is named as well.
    visitor.ignore("warning: [periscale]")
    visitor.problems = [p for p in visitor.problems if "warning: [periscale]" not in p]


def test_a_right_key_after_a_wrong_one_starts(
    visitor: Visitor, visit: Visit, collector: Collector, api_key: str
) -> None:
    page = visit(attributes={"api-key": "wrong"})
    visitor.expect_problem("error: [periscale]")
    page.evaluate("apiKey => periscale.init({apiKey})", api_key)
    flush(page)
    collector.wait_for("$pageview")


def test_init_with_the_same_key_again_does_nothing(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    page = visit()
    page.evaluate("apiKey => { periscale.init({apiKey}); periscale.init({apiKey}) }", api_key)
    flush(page)
    collector.wait_for("$pageview")


def test_init_with_another_key_warns_and_does_nothing(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = visit()
    page.evaluate("periscale.init({apiKey: 'sb_live_another', flushAt: 1})")
    visitor.expect_problem("warning: [periscale]")
    page.evaluate("periscale.track('x')")
    flush(page)
    collector.wait_for("$pageview", "x")
    assert "sb_live_another" not in json.dumps(collector.site.requests())
