"""The stacks of Chromium, Firefox and Safari as frames."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.capturing import captured
from tests.browser.conftest import Visit


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit(attributes={"capture-pageview": "false"})


def exceptions(page: Page, collector: Collector) -> list[dict[str, Any]]:
    return captured(page, collector, "$exception")


def with_stack(stack: str) -> str:
    return (
        "{ const e = new TypeError('m'); e.stack = " + json.dumps(stack) + ";"
        " periscale.captureException(e) }"
    )


def frames(page: Page, collector: Collector, stack: str) -> list[tuple[Any, ...]]:
    """function, filename, lineno, colno, in_app of each, outermost first."""
    page.evaluate(with_stack(stack))
    (event,) = exceptions(page, collector)
    (entry,) = event["$exception_list"]
    assert entry["stacktrace"]["type"] == "raw"
    assert {frame["platform"] for frame in entry["stacktrace"]["frames"]} <= {"web:javascript"}
    return [
        (f["function"], f["filename"], f.get("lineno"), f.get("colno"), f["in_app"])
        for f in entry["stacktrace"]["frames"]
    ]


CHROMIUM = """TypeError: m
at nowhere@home
    at inner (https://a.test/app@2.js:10:5)
    at new Thing (https://a.test/app.js:11:6)
    at async https://a.test/app.js:12:7
    at Array.map (<anonymous>)
    at eval (eval at load (https://a.test/app.js:13:8), <anonymous>:1:30)
    at Object.<anonymous> (blob:https://a.test/6a1c:14:9)
    at calc (wasm://wasm/ab12:wasm-function[12]:0x1a2b)
    at spy (chrome-extension://abc/x.js:1:2)"""


def test_stack_of_chromium(page: Page, collector: Collector) -> None:
    assert frames(page, collector, CHROMIUM) == [
        ("spy", "chrome-extension://abc/x.js", 1, 2, False),
        ("calc", "wasm://wasm/ab12:wasm-function[12]", None, 0x1A2B, True),
        ("Object.<anonymous>", "blob:https://a.test/6a1c", 14, 9, True),
        ("eval", "eval at load (https://a.test/app.js:13:8), <anonymous>", 1, 30, True),
        ("Array.map", "<anonymous>", None, None, True),
        ("?", "https://a.test/app.js", 12, 7, True),
        ("new Thing", "https://a.test/app.js", 11, 6, True),
        ("inner", "https://a.test/app@2.js", 10, 5, True),
    ]


FIREFOX = """inner@https://a.test/app@2.js:10:5
@https://a.test/app.js:11:6
async*later/<@https://a.test/app.js:12:7
@https://a.test/app.js line 13 > eval:1:30
@blob:https://a.test/6a1c:14:9
calc@https://a.test/x.wasm:wasm-function[12]:0x1a2b
spy@moz-extension://abc/x.js:1:2
"""


def test_stack_of_firefox(page: Page, collector: Collector) -> None:
    assert frames(page, collector, FIREFOX) == [
        ("spy", "moz-extension://abc/x.js", 1, 2, False),
        ("calc", "https://a.test/x.wasm:wasm-function[12]", None, 0x1A2B, True),
        ("?", "blob:https://a.test/6a1c", 14, 9, True),
        ("?", "https://a.test/app.js line 13 > eval", 1, 30, True),
        ("async*later/<", "https://a.test/app.js", 12, 7, True),
        ("?", "https://a.test/app.js", 11, 6, True),
        ("inner", "https://a.test/app@2.js", 10, 5, True),
    ]


SAFARI = """inner@https://a.test/app.js:10:5
map@[native code]
https://a.test/app.js:11:6
eval code
eval@[native code]
global code@https://a.test/app.js:12:7
spy@safari-web-extension://abc/x.js:1:2"""


def test_stack_of_safari(page: Page, collector: Collector) -> None:
    assert frames(page, collector, SAFARI) == [
        ("spy", "safari-web-extension://abc/x.js", 1, 2, False),
        ("global code", "https://a.test/app.js", 12, 7, True),
        ("?", "https://a.test/app.js", 11, 6, True),
        ("inner", "https://a.test/app.js", 10, 5, True),
    ]


def test_at_most_fifty_frames_the_throwing_one_last(page: Page, collector: Collector) -> None:
    stack = "\n".join(
        ["Error: m", *(f"    at f{i} (https://a.test/a.js:{i}:1)" for i in range(90))]
    )
    found = frames(page, collector, stack)
    assert len(found) == 50
    assert found[-1][0] == "f0"


def test_errors_of_extensions_are_dropped(page: Page, collector: Collector) -> None:
    page.evaluate(
        with_stack("TypeError: m\n    at a (chrome-extension://b/c.js:1:2)\n    at d (<anonymous>)")
    )
    assert exceptions(page, collector) == []


@pytest.mark.parametrize(
    "stack",
    [
        "TypeError: m\n    at Array.forEach (<anonymous>)",
        "forEach@[native code]",
        "TypeError: m\n    at a (chrome-extension://b/c.js:1:2)\n    at d (https://a.test/a.js:1:2)",
    ],
)
def test_errors_of_others_are_not_dropped(page: Page, collector: Collector, stack: str) -> None:
    page.evaluate(with_stack(stack))
    assert len(exceptions(page, collector)) == 1
