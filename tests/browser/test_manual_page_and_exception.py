"""page() and captureException()."""

import re

import pytest

from tests.browser.arrivals import Collector, properties_of
from tests.browser.conftest import Visit
from tests.browser.matching import ABSENT
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

NO_VIEW = {"capture-pageview": "false"}


def test_page_begins_a_page_view(visit: Visit, collector: Collector) -> None:
    page = visit(title="First")
    page.evaluate(
        """() => {
          periscale.track('on the first');
          document.title = 'Second';
          periscale.page({section: 'shop'});
          periscale.track('on the second');
        }"""
    )
    flush(page)
    first, one, second, two = collector.expect_exactly(
        {"event": "$pageview", "properties": {"title": "First"}},
        {"event": "on the first"},
        {
            "event": "$pageview",
            "properties": {
                "title": "Second",
                "section": "shop",
                "$navigation_type": "manual",
                "$prev_pageview_pathname": re.compile("/p/.*"),
            },
        },
        {"event": "on the second", "properties": {"section": ABSENT}},
    )
    ids = [properties_of(event)["$pageview_id"] for event in (first, one, second, two)]
    assert ids[0] == ids[1] != ids[2] == ids[3]


def test_page_works_without_the_automatic_ones(visit: Visit, collector: Collector) -> None:
    page = visit(attributes=NO_VIEW)
    page.evaluate("periscale.page()")
    flush(page)
    collector.expect_exactly({"event": "$pageview", "properties": {"$navigation_type": "manual"}})


def test_properties_of_the_page_win(visit: Visit, collector: Collector) -> None:
    page = visit(attributes=NO_VIEW)
    page.evaluate("periscale.page({title: 'Mine', $current_url: 'https://mine.test/'})")
    flush(page)
    collector.expect_exactly(
        {"properties": {"title": "Mine", "$current_url": "https://mine.test/"}}
    )


@pytest.mark.parametrize(
    ("thrown", "kind", "value"),
    [
        ("new TypeError('broken')", "TypeError", "broken"),
        ("new Error('')", "Error", ""),
        ("Object.assign(new Error('m'), {name: 'Custom'})", "Custom", "m"),
        ("'only text'", str, "only text"),
        ("new DOMException('gone', 'AbortError')", "AbortError", "gone"),
        ("{code: 5}", str, str),
        ("undefined", str, str),
        ("null", str, str),
    ],
)
def test_capture_exception(
    visit: Visit, collector: Collector, thrown: str, kind: object, value: object
) -> None:
    page = visit(attributes=NO_VIEW)
    page.evaluate(f"() => {{ periscale.captureException({thrown}, {{step: 'pay'}}) }}")
    flush(page)
    (event,) = collector.expect_exactly(
        {"event": "$exception", "properties": {"step": "pay", "$exception_list": list}}
    )
    first = properties_of(event)["$exception_list"][0]
    for name, expected in (("type", kind), ("value", value)):
        if isinstance(expected, type):
            assert isinstance(first[name], expected)
        else:
            assert first[name] == expected
    assert first["mechanism"]["handled"] is True


def test_capture_exception_of_hostile_values(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = visit(attributes=NO_VIEW)
    page.evaluate(
        """() => {
          const fail = () => { throw new Error('hostile') };
          const error = new Error('x');
          for (const name of ['message', 'stack', 'name', 'cause'])
            Object.defineProperty(error, name, {get: fail});
          periscale.captureException(error);
          periscale.captureException({toString: fail});
          periscale.captureException(new Proxy({}, {get: fail}));
          periscale.track('after');
        }"""
    )
    flush(page)
    assert collector.names()[-1] == "after"
