"""Options: as attribute or in init(), their defaults, unknown names and values of a wrong type."""

import json
from typing import Any

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

START = "([apiKey, options]) => periscale.init({apiKey, ...options})"
NO_INIT = {"no-init": "true"}


@pytest.mark.parametrize("way", ["attribute", "init", "init over attribute"])
def test_each_option_works_as_attribute_and_in_init(
    visit: Visit, collector: Collector, api_key: str, way: str
) -> None:
    if way == "attribute":
        page = visit(attributes={"capture-pageview": "false"})
    else:
        given = {"capture-pageview": "true"} if way == "init over attribute" else {}
        page = visit(attributes={**NO_INIT, **given})
        page.evaluate(START, [api_key, {"capturePageview": False}])
    page.evaluate("periscale.track('only this')")
    flush(page)
    collector.wait_for("only this")


@pytest.mark.parametrize(("value", "views"), [("true", 1), ("", 1), ("initial", 1), ("history", 0)])
def test_capture_pageview(visit: Visit, collector: Collector, value: str, views: int) -> None:
    page = visit(attributes={"capture-pageview": value})
    page.evaluate("periscale.track('after')")
    flush(page)
    collector.wait_for(*["$pageview"] * views, "after")


ALL_OPTIONS = {
    "autocapture": False,
    "capturePageview": True,
    "engagement": False,
    "webVitals": False,
    "errors": False,
    "flushIntervalMs": 5000,
    "flushAt": 10,
    "maxStoredEvents": 500,
    "maxStoredBytes": 100_000,
    "sessionIdleMinutes": 15,
    "cookieDomain": "auto",
    "persistence": "localStorage+cookie",
    "respectDnt": True,
    "respectGpc": True,
    "maskText": False,
    "compat": [],
    "debug": False,
    "sampleRate": 1,
    "nonce": "abc",
}


def test_every_published_option_is_known(visit: Visit, collector: Collector, api_key: str) -> None:
    """A warning of the tag fails the test."""
    page = visit(attributes=NO_INIT)
    page.evaluate(
        """([apiKey, options]) => periscale.init({
          apiKey, apiHost: location.origin, maskUrl: url => url, beforeSend: event => event,
          ...options
        })""",
        [api_key, ALL_OPTIONS],
    )
    flush(page)
    collector.wait_for("$pageview")


def test_every_published_attribute_is_known(visit: Visit, collector: Collector) -> None:
    def kebab(name: str) -> str:
        return "".join(f"-{c.lower()}" if c.isupper() else c for c in name)

    def text(value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value)

    attributes = {kebab(name): text(value) for name, value in ALL_OPTIONS.items()}
    page = visit(attributes={**attributes, "compat": "", "no-init": "false"})
    flush(page)
    collector.wait_for("$pageview")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("apihost", "apiHost"),
        ("api_host", "apiHost"),
        ("capturePageViews", "capturePageview"),
        ("flushInterval", "flushIntervalMs"),
        ("respectDNT", "respectDnt"),
        ("autoCapture", "autocapture"),
        ("before_send", "beforeSend"),
        ("samplingRate", "sampleRate"),
        ("persistance", "persistence"),
    ],
)
def test_an_unknown_option_is_warned_of_with_the_nearest_name(
    visitor: Visitor, visit: Visit, collector: Collector, api_key: str, wrong: str, right: str
) -> None:
    page = visit(attributes=NO_INIT)
    page.evaluate(START, [api_key, {wrong: True}])
    told = visitor.expect_problem("warning: [periscale]", wrong)
    assert right in told
    flush(page)
    collector.wait_for("$pageview")


def test_attributes_that_others_put_on_the_script_are_left_alone(
    visit: Visit, collector: Collector
) -> None:
    """Consent managers and optimisers mark scripts; a warning about each would be noise."""
    page = visit(attributes={"cfasync": "false", "cookieconsent": "statistics", "src": "x"})
    flush(page)
    collector.wait_for("$pageview")


def test_each_unknown_option_is_warned_of_once(
    visitor: Visitor, visit: Visit, api_key: str
) -> None:
    page = visit(attributes=NO_INIT)
    page.evaluate(START, [api_key, {"flushIntervall": 1, "debugg": True}])
    visitor.expect_problem("flushIntervall")
    visitor.pump()
    assert len(visitor.problems) <= 1, "one warning for each, or one for both"
    visitor.problems.clear()


WRONG_TYPES = [
    ("flushAt", "'many'"),
    ("flushIntervalMs", "null"),
    ("flushIntervalMs", "{}"),
    ("sessionIdleMinutes", "'half an hour'"),
    ("sampleRate", "'all'"),
    ("maxStoredEvents", "'x'"),
    ("maxStoredBytes", "[]"),
    ("capturePageview", "5"),
    ("autocapture", "null"),
    ("apiHost", "5"),
    ("persistence", "false"),
    ("cookieDomain", "5"),
    ("respectDnt", "'yes'"),
    ("maskUrl", "'*'"),
    ("beforeSend", "{}"),
    ("compat", "5"),
    ("debug", "{}"),
    ("nonce", "5"),
    ("maskText", "'some'"),
]


@pytest.mark.parametrize(("name", "value"), WRONG_TYPES)
def test_a_value_of_a_wrong_type_is_the_default_and_a_warning(
    visitor: Visitor, visit: Visit, collector: Collector, api_key: str, name: str, value: str
) -> None:
    page = visit(attributes=NO_INIT)
    page.evaluate(f"apiKey => periscale.init({{apiKey, {name}: {value}}})", api_key)
    visitor.expect_problem("warning: [periscale]", name)
    # The defaults of all of them: the visit is reported, and twenty events leave at once.
    page.evaluate("() => { for (let i = 0; i < 19; i++) periscale.track('e') }")
    collector.wait_for("$pageview", *["e"] * 19)


@pytest.mark.parametrize(("attribute", "value"), [("flush-at", "many"), ("sample-rate", "all")])
def test_an_attribute_of_a_wrong_type(
    visitor: Visitor, visit: Visit, collector: Collector, attribute: str, value: str
) -> None:
    flush(visit(attributes={attribute: value}))
    visitor.expect_problem(
        "warning: [periscale]", "flushAt" if "flush" in attribute else "sampleRate"
    )
    collector.wait_for("$pageview")


@pytest.mark.parametrize("name", ["flushAt", "capturePageview", "beforeSend", "compat", "debug"])
def test_undefined_is_as_if_not_given(
    visit: Visit, collector: Collector, api_key: str, name: str
) -> None:
    page = visit(attributes=NO_INIT)
    page.evaluate(f"apiKey => periscale.init({{apiKey, {name}: undefined}})", api_key)
    flush(page)
    collector.wait_for("$pageview")


def test_options_are_read_once(visit: Visit, collector: Collector, api_key: str) -> None:
    page = visit(attributes=NO_INIT)
    page.evaluate(
        """apiKey => {
          const options = {apiKey, apiHost: location.origin, compat: []};
          periscale.init(options);
          options.apiKey = 'sb_live_changed';
          options.apiHost = 'http://elsewhere.test';
        }""",
        api_key,
    )
    flush(page)
    collector.wait_for("$pageview")


def test_frozen_options_and_options_without_a_prototype(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    page = visit(attributes=NO_INIT)
    page.evaluate(
        "apiKey => periscale.init(Object.freeze(Object.assign(Object.create(null), {apiKey})))",
        api_key,
    )
    flush(page)
    collector.wait_for("$pageview")


def test_nothing_is_said_in_the_console_of_a_page_where_all_is_well(
    visitor: Visitor, visit: Visit
) -> None:
    page = visit(is_quiet=False, body="<button>b</button>")
    page.click("button")
    page.evaluate("periscale.track('x', {a: [1], f() {}})")
    flush(page)
    visitor.pump()
    assert visitor.said == []
