"""`$exception`: which errors are reported, and how they are described."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.capturing import captured
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

ON: dict[str, str | None] = {"errors": "true", "capture-pageview": "false"}


@pytest.fixture
def page(visit: Visit, visitor: Visitor) -> Page:
    visitor.ignore("uncaught")
    return visit(attributes=ON)


def exceptions(page: Page, collector: Collector) -> list[dict[str, Any]]:
    return captured(page, collector, "$exception")


def test_uncaught_error(page: Page, collector: Collector) -> None:
    page.evaluate(
        """() => new Promise(done => { setTimeout(done, 30);
        setTimeout(function outer() { (function inner() { null.x })() }) })"""
    )
    (event,) = exceptions(page, collector)
    (entry,) = event["$exception_list"]
    assert entry["type"] == "TypeError"
    assert "null" in entry["value"]
    assert entry["mechanism"] == {"type": "onerror", "handled": False, "synthetic": False}
    functions = [frame["function"] for frame in entry["stacktrace"]["frames"]]
    assert functions[-2:] == ["outer", "inner"]
    assert event["$exception_level"] == "error"
    assert event["$exception_types"] == ["TypeError"]
    assert event["$exception_values"] == [entry["value"]]


def test_unhandled_rejection(page: Page, collector: Collector) -> None:
    page.evaluate(
        """() => new Promise(done => {
          addEventListener('unhandledrejection', () => setTimeout(done));
          Promise.reject(new RangeError('far'));
        })"""
    )
    (event,) = exceptions(page, collector)
    (entry,) = event["$exception_list"]
    assert (entry["type"], entry["value"]) == ("RangeError", "far")
    assert entry["mechanism"]["type"] == "onunhandledrejection"
    assert entry["mechanism"]["handled"] is False


def test_capture_exception(page: Page, collector: Collector) -> None:
    page.evaluate("periscale.captureException(new Error('mine'), {cart: 3})")
    (event,) = exceptions(page, collector)
    assert event["cart"] == 3
    assert event["$exception_list"][0]["mechanism"]["handled"] is True


def test_causes_and_aggregates(page: Page, collector: Collector) -> None:
    page.evaluate(
        """() => {
          const loop = new Error('outer', {cause: new AggregateError(
            [new Error('a'), 'b', new Error('c'), new Error('d')], 'many')});
          loop.cause.cause = loop;
          periscale.captureException(loop);
        }"""
    )
    (event,) = exceptions(page, collector)
    assert event["$exception_values"] == ["outer", "many", "a", "b", "c"]
    assert len(event["$exception_list"]) == 5


@pytest.mark.parametrize(
    ("thrown", "type_", "value"),
    [
        ("'text'", "Error", "text"),
        ("42", "Error", "42"),
        ("undefined", "Error", "undefined"),
        ("null", "Error", "null"),
        ("Symbol('s')", "Error", "Symbol(s)"),
        ("({code: 1, password: 'SECRET'})", "Error", "{code, password}"),
        ("Object.create(null)", "Error", "{}"),
        ("new DOMException('no', 'DataCloneError')", "DataCloneError", "no"),
        ("({get message() { throw 1 }})", "Error", "{message}"),
        ("new Proxy({}, {get() { throw 1 }, ownKeys() { throw 2 }})", "Error", ""),
        (
            "(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy })()",
            "Error",
            "",
        ),
        ("new Event('abort')", "Error", "{isTrusted}"),
        ("Object.assign(new Error('e'), {stack: 5, name: {}})", "Error", "e"),
    ],
)
def test_odd_values(page: Page, collector: Collector, thrown: str, type_: str, value: str) -> None:
    page.evaluate(f"() => {{ periscale.captureException({thrown}) }}")
    event = exceptions(page, collector)[0]
    entry = event["$exception_list"][0]
    assert (entry["type"], entry["value"]) == (type_, value)
    assert "SECRET" not in json.dumps(event)


def test_the_same_error_is_counted(page: Page, collector: Collector) -> None:
    page.evaluate(
        """() => {
          for (let i = 0; i < 5; i++) periscale.captureException(new Error('same'));
          periscale.captureException(new Error('other'));
        }"""
    )
    values = [event["$exception_values"] for event in exceptions(page, collector)]
    assert values == [["same"], ["other"]]


def test_the_count_goes_with_the_next_report(
    visit: Visit, visitor: Visitor, collector: Collector
) -> None:
    page = visit(
        head="<script>let ahead = 0, now = Date.now; Date.now = () => now() + ahead</script>",
        attributes=ON,
    )
    page.evaluate(
        """() => {
          for (let i = 0; i < 12; i++) {
            if (i == 11) ahead = 11000;
            periscale.captureException(new Error('same'));
          }
        }"""
    )
    first, second = exceptions(page, collector)
    assert "$exception_repeats" not in first
    assert second["$exception_repeats"] == 10


def test_a_clock_put_back_silences_nothing(visit: Visit, collector: Collector) -> None:
    page = visit(
        head="<script>let ahead = 0, now = Date.now; Date.now = () => now() + ahead</script>",
        attributes=ON,
    )
    page.evaluate(
        """() => {
          for (let i = 0; i < 2; i++) {
            ahead = -86400000 * i;
            periscale.captureException(new Error('same'));
          }
        }"""
    )
    assert len(exceptions(page, collector)) == 2


def test_at_most_ten_a_minute_and_a_hundred_a_page(visit: Visit, collector: Collector) -> None:
    page = visit(
        head="<script>let ahead = 0, now = Date.now; Date.now = () => now() + ahead</script>",
        attributes=ON,
    )
    loop = "for (let i = 0; i < 30; i++) periscale.captureException(new Error('e' + n++))"
    page.evaluate(f"{{ let n = 0; {loop} }}")
    assert len(exceptions(page, collector)) == 10
    page.evaluate(f"{{ let n = 100; for (let m = 0; m < 20; m++) {{ ahead += 61000; {loop} }} }}")
    assert len(exceptions(page, collector)) == 100


def test_script_error_once_per_page(page: Page, collector: Collector) -> None:
    page.evaluate(
        """for (let i = 0; i < 3; i++)
        dispatchEvent(new ErrorEvent('error', {message: 'Script error.'}))"""
    )
    (event,) = exceptions(page, collector)
    assert event["$exception_values"] == ["Script error."]


def test_files_that_do_not_load_are_no_errors(page: Page, collector: Collector) -> None:
    page.evaluate(
        """() => new Promise(done => { const image = new Image();
        image.onerror = done; image.src = 'data:,'; document.body.append(image) })"""
    )
    assert exceptions(page, collector) == []


def test_an_error_while_handling_one(page: Page, collector: Collector) -> None:
    page.evaluate(
        """() => {
          const error = new Error('first');
          Object.defineProperty(error, 'name', {get() {
            dispatchEvent(new ErrorEvent('error', {message: 'inner', error: this})); throw 1 }});
          periscale.captureException(error);
          periscale.captureException(new Error('second'));
        }"""
    )
    values = [event["$exception_values"] for event in exceptions(page, collector)]
    assert values == [["first"], ["second"]]


def test_never_its_own_errors(visit: Visit, visitor: Visitor, collector: Collector) -> None:
    page = visit(
        body="<button>Go</button>",
        attributes={**ON, "autocapture": '{"cssSelectorDeny": "["}'},
    )
    page.click("button")
    visitor.expect_problem("[periscale]", "not a valid selector")
    assert exceptions(page, collector) == []


def test_off_means_no_listener(visit: Visit, visitor: Visitor, collector: Collector) -> None:
    visitor.ignore("uncaught")
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("setTimeout(() => { throw new Error('x') }); Promise.reject(1); 0")
    page.evaluate("() => new Promise(done => setTimeout(done, 30))")
    page.evaluate("periscale.captureException(new Error('by hand'))")
    assert [event["$exception_values"] for event in exceptions(page, collector)] == [["by hand"]]


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("no user ann.b@example.com here", "no user **** here"),
        ('{"mail":"ann@example.com","id":5}', '{"mail":"****","id":5}'),
        ("card 4111 1111 1111 1111 refused", "card **** refused"),
        ("IBAN GB29NWBK60161331926819", "IBAN ****19"),
        ("GET https://x.test/a?token=SECRET&b=1 failed", "GET https://x.test/a?token=&b=1 failed"),
        ("x" * 990 + " ann@example.com", "x" * 990 + " ****"),
        ("https://x.test/react@18.2.0/index.js: 404", "https://x.test/react@18.2.0/index.js: 404"),
        ("a === b in node_modules/@x/y.js, got c", "a === b in node_modules/@x/y.js, got c"),
    ],
)
def test_secrets_in_messages(page: Page, collector: Collector, message: str, told: str) -> None:
    page.evaluate(
        "m => periscale.captureException(new Error(m, {cause: new Error('why: ' + m)}))", message
    )
    (event,) = exceptions(page, collector)
    assert event["$exception_values"] == [told, f"why: {told}"]
    assert [entry["value"] for entry in event["$exception_list"]] == event["$exception_values"]


def test_a_secret_that_the_cut_goes_through(page: Page, collector: Collector) -> None:
    """Masks make the message so short that its end is told."""
    text = ", ".join(f"first.lastname{n}@customer-company.example" for n in range(60))
    page.evaluate("text => periscale.captureException(new Error(text))", text)
    (event,) = exceptions(page, collector)
    (told,) = event["$exception_values"]
    assert told.startswith("****, ****")
    assert "lastname" not in told


@pytest.mark.parametrize("value", ["null", "undefined", "false"])
def test_rejected_with_nothing(page: Page, collector: Collector, value: str) -> None:
    page.evaluate(
        f"""() => new Promise(done => {{
          addEventListener('unhandledrejection', () => setTimeout(done));
          Promise.reject({value});
        }})"""
    )
    (event,) = exceptions(page, collector)
    assert event["$exception_values"] == [value]
