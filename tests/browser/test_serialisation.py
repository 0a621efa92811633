"""Awkward property values: sent safely or left out key by key, and the event always goes."""

import json
from typing import Any

import pytest

from tests.browser.arrivals import Collector, properties_of
from tests.browser.conftest import Visit
from tests.browser.matching import ABSENT, differences
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

MAX_CHARS = 8_192
MAX_KEYS = 1_000
MAX_DEPTH = 8


def arrived(visit: Visit, collector: Collector, value: str) -> Any:
    """What arrives of `{value: <value>}`, between two keys that have to arrive whole."""
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate(f"() => {{ periscale.track('e', {{first: 1, value: {value}, last: 2}}) }}")
    flush(page)
    (event,) = collector.expect_exactly({"event": "e", "properties": {"first": 1, "last": 2}})
    return properties_of(event).get("value", ABSENT)


KINDS = {
    "text": ("'a \"b\" \\\\ \\n \\u2028 é 😀'", 'a "b" \\ \n \u2028 é 😀'),
    "empty text": ("''", ""),
    # Some databases hold no NUL.
    "NUL": ("'a\\0b'", ("a\0b", "ab")),
    "control characters": ("'\\x01\\x1f\\x7f'", "\x01\x1f\x7f"),
    "script end": ("'</script><!--'", "</script><!--"),
    "integer": ("12345678901234", 12345678901234),
    "float": ("-0.5e-7", -0.5e-7),
    "negative zero": ("-0", 0),
    "boolean": ("false", False),
    "null": ("null", None),
    "undefined": ("undefined", ABSENT),
    "function": ("function () {}", ABSENT),
    "arrow function": ("() => 1", ABSENT),
    "class": ("class {}", ABSENT),
    "symbol": ("Symbol('s')", ABSENT),
    "big integer": ("12345678901234567890n", "12345678901234567890"),
    "date": ("new Date(86400000)", "1970-01-02T00:00:00.000Z"),
    "invalid date": ("new Date(NaN)", (None, ABSENT)),
    "infinity": ("Infinity", (None, ABSENT)),
    "not a number": ("NaN", (None, ABSENT)),
    "element": ("document.body", ABSENT),
    "text node": ("document.createTextNode('x')", ABSENT),
    "document": ("document", ABSENT),
    "window": ("window", ABSENT),
    "window of another origin": ("document.querySelector('iframe')?.contentWindow", ABSENT),
    "event": ("new MouseEvent('click')", (ABSENT, dict)),
    "map": ("new Map([['a', 1], ['b', new Date(0)]])", {"a": 1, "b": "1970-01-01T00:00:00.000Z"}),
    "set": ("new Set([1, 'two'])", [1, "two"]),
    "weak map": ("new WeakMap()", ({}, ABSENT)),
    "typed array": ("new Uint8Array([1, 2, 255])", [1, 2, 255]),
    "array buffer": ("new ArrayBuffer(4)", ({}, ABSENT)),
    "big typed array": ("new BigInt64Array([1n])", ["1"]),
    "error": ("new TypeError('broken')", "TypeError: broken"),
    "regular expression": ("/x/g", ({}, "/x/g", ABSENT)),
    "number object": ("new Number(5)", (5, {})),
    "promise": ("Promise.resolve(1)", ({}, ABSENT)),
    "url": ("new URL('https://example.test/a')", "https://example.test/a"),
    "array": ("[1, [2, ['x']], {a: []}]", [1, [2, ["x"]], {"a": []}]),
    "array of awkward items": ("[undefined, () => 1, NaN, 1]", [None, None, None, 1]),
    "sparse array": ("[1, , 3]", [1, None, 3]),
    "nested": ("{a: {b: {c: [1, {d: null}]}}}", {"a": {"b": {"c": [1, {"d": None}]}}}),
    "no prototype": ("Object.assign(Object.create(null), {a: 1})", {"a": 1}),
    "own toJSON": ("{toJSON() { return {a: 1} }}", {"a": 1}),
    "instance": ("new (class { a = 1; get b() { return 2 } })()", {"a": 1}),
    "getter": ("{get a() { return 1 }}", {"a": 1}),
    "frozen": ("Object.freeze({a: Object.freeze([1])})", {"a": [1]}),
    "symbol key": ("{[Symbol('s')]: 1, a: 1}", {"a": 1}),
    "non-enumerable": ("Object.defineProperty({a: 1}, 'b', {value: 2})", {"a": 1}),
    "names of the wire": (
        "{uuid: 1, event: 2, properties: 3}",
        {"uuid": 1, "event": 2, "properties": 3},
    ),
    "odd keys": ("{'': 1, 'a b': 2, '\"': 3, 'é😀': 4}", {"": 1, "a b": 2, '"': 3, "é😀": 4}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_kind_of_value(visit: Visit, collector: Collector, kind: str) -> None:
    source, expected = KINDS[kind]
    actual = arrived(visit, collector, source)
    assert not differences(actual, expected), differences(actual, expected)
    if isinstance(expected, dict):
        assert actual == expected


BROKEN = {
    "getter that throws": "{good: 1, get bad() { throw new Error('x') }}",
    "toJSON that throws in a member": "{good: 1, bad: {toJSON() { throw new Error('x') }}}",
    "cycle": "(() => { const it = {good: 1}; it.bad = it; return it })()",
    "cycle through an array": "(() => { const it = {good: 1}; it.bad = [it]; return it })()",
    "function": "{good: 1, bad() {}}",
    "symbol": "{good: 1, bad: Symbol('x')}",
    "node": "{good: 1, bad: document.body}",
    "revoked proxy": """(() => {
      const {proxy, revoke} = Proxy.revocable({}, {});
      revoke();
      return {good: 1, bad: proxy};
    })()""",
    "proxy that throws": "{good: 1, bad: new Proxy({}, {ownKeys() { throw new Error('x') }})}",
    "forbidden __proto__": """JSON.parse('{"good": 1, "__proto__": {"bad": 1}}')""",
    "forbidden constructor": "{good: 1, constructor: 'bad'}",
    "forbidden prototype": "{good: 1, prototype: 'bad'}",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_be_sent_is_left_out_key_by_key(
    visit: Visit, collector: Collector, kind: str
) -> None:
    value = arrived(visit, collector, BROKEN[kind])
    assert value["good"] == 1
    rest = {
        key: item for key, item in value.items() if key != "good" and item not in (None, [None])
    }
    assert rest in ({}, {"bad": {}}, {"bad": []})
    assert not {"__proto__", "constructor", "prototype"} & value.keys()


@pytest.mark.parametrize("name", ["__proto__", "constructor", "prototype"])
def test_forbidden_keys_at_the_top(visit: Visit, collector: Collector, name: str) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate(
        """name => periscale.track('e', JSON.parse(`{"a": 1, "${name}": {"polluted": 1}}`))""", name
    )
    flush(page)
    (event,) = collector.expect_exactly({"properties": {"a": 1, name: ABSENT, "polluted": ABSENT}})
    assert "polluted" not in json.dumps(event)
    assert page.evaluate("({}).polluted") is None


@pytest.mark.parametrize(
    "properties",
    [
        "undefined",
        "null",
        "5",
        "'text'",
        "true",
        "[1, 2]",
        "() => 1",
        "Symbol('x')",
        "10n",
        "document.body",
        "window",
        "new Date(0)",
        "new Map([['a', 1]])",
        "new Proxy({}, {})",
    ],
)
def test_properties_that_are_no_object_of_properties(
    visitor: Visitor, visit: Visit, collector: Collector, properties: str
) -> None:
    visitor.ignore("[periscale]")  # it may complain
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate(f"() => {{ periscale.track('e', {properties}) }}")
    flush(page)
    (event,) = collector.expect_exactly({"event": "e", "properties": {"$lib": "periscale-tag"}})
    assert "0" not in properties_of(event)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'x'.repeat(8192)", "x" * MAX_CHARS),
        ("'x'.repeat(8193)", "x" * MAX_CHARS),
        ("'x'.repeat(200000)", "x" * MAX_CHARS),
        ("'x'.repeat(8191) + '😀'", "x" * (MAX_CHARS - 1)),
        ("'x'.repeat(8190) + '😀' + 'y'", "x" * (MAX_CHARS - 2) + "😀"),
        ("'😀'.repeat(5000)", "😀" * (MAX_CHARS // 2)),
    ],
    ids=[
        "at the limit",
        "one above",
        "far above",
        "pair over the limit",
        "pair before it",
        "pairs",
    ],
)
def test_long_text_is_cut_between_characters(
    visit: Visit, collector: Collector, text: str, expected: str
) -> None:
    value = arrived(visit, collector, text)
    assert len(value) == len(expected)
    assert value == expected


@pytest.mark.parametrize("text", ["'a\\ud800b'", "'\\udc00'", "'x\\ud83d'", "'\\ude00\\ud83d'"])
def test_half_characters_do_no_harm(visit: Visit, collector: Collector, text: str) -> None:
    value = arrived(visit, collector, text)
    assert not any("\ud800" <= character <= "\udfff" for character in value)


@pytest.mark.parametrize("make", ["{deep: inner}", "[inner]"], ids=["objects", "arrays"])
@pytest.mark.parametrize("levels", [7, 100, 50_000])
def test_depth(visit: Visit, collector: Collector, make: str, levels: int) -> None:
    value = arrived(
        visit,
        collector,
        f"""(() => {{
          let inner = {{bottom: 1}};
          for (let i = 1; i < {levels}; i++) inner = {make};
          return inner;
        }})()""",
    )
    depth = 0
    while isinstance(value, dict | list):
        depth += 1
        value = next(iter(value.values() if isinstance(value, dict) else value), None)
    # The properties themselves are the first of the eight levels.
    assert depth == min(levels, MAX_DEPTH - 1)


@pytest.mark.parametrize("make", ["object", "array", "many small objects"])
def test_number_of_keys(visit: Visit, collector: Collector, make: str) -> None:
    source = {
        "object": "Object.fromEntries(Array.from({length: 5000}, (_, i) => ['k' + i, i]))",
        "array": "Array.from({length: 5000}, (_, i) => i)",
        "many small objects": "Array.from({length: 2000}, (_, i) => ({a: i, b: i, c: i}))",
    }[make]
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate(f"() => {{ periscale.track('e', {{first: 1, value: {source}}}) }}")
    flush(page)
    (event,) = collector.expect_exactly({"event": "e", "properties": {"first": 1}})
    value = properties_of(event)["value"]
    count = _count_keys(value)
    assert MAX_KEYS - 10 <= count <= MAX_KEYS
    if make == "object":
        assert list(value) == [f"k{i}" for i in range(len(value))], "the first ones are kept"


def _count_keys(value: Any) -> int:
    """An item left out of an array is null, to keep the places of the others."""
    items = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(items, list):
        return 0
    return sum(1 + _count_keys(item) for item in items if item is not None)


def test_an_array_of_enormous_length_costs_nothing(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("() => { periscale.track('e', {first: 1, value: Array(4294967295)}) }")
    flush(page)
    (event,) = collector.expect_exactly({"event": "e", "properties": {"first": 1}})
    assert len(properties_of(event).get("value", [])) <= MAX_KEYS


def test_properties_are_copied_when_the_call_is_made(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate(
        """() => {
          const properties = {a: 1, deep: {list: [1]}, map: new Map([['k', 1]])};
          periscale.track('e', properties);
          properties.a = 2;
          properties.deep.list.push(2);
          properties.map.set('k', 2);
          properties.added = true;
        }"""
    )
    flush(page)
    collector.expect_exactly(
        {"properties": {"a": 1, "deep": {"list": [1]}, "map": {"k": 1}, "added": ABSENT}}
    )


def test_a_getter_is_read_once(visit: Visit, collector: Collector) -> None:
    value = arrived(visit, collector, "(() => { let n = 0; return {get n() { return ++n }} })()")
    assert value == {"n": 1}


def test_a_dropped_key_is_named_in_debug_mode(visitor: Visitor, visit: Visit) -> None:
    page = visit(attributes={"debug": "true"})
    page.evaluate(
        "() => { periscale.track('e', {get unreadable() { throw new Error('x') }, cb() {}}) }"
    )
    visitor.pump()
    text = "\n".join(visitor.said)
    assert "unreadable" in text
    assert "cb" in text


@pytest.mark.parametrize("length", [1, 255])
def test_names_up_to_255_characters(visit: Visit, collector: Collector, length: int) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("length => periscale.track('n'.repeat(length))", length)
    flush(page)
    collector.wait_for("n" * length)


@pytest.mark.parametrize(
    "name",
    [
        "''",
        "'n'.repeat(256)",
        "undefined",
        "null",
        "5",
        "{}",
        "[]",
        "Symbol('s')",
        "() => 1",
        "new String('x')",
        "true",
    ],
)
def test_other_names_are_refused_with_an_error(
    visitor: Visitor, visit: Visit, collector: Collector, name: str
) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate(f"() => {{ periscale.track({name}, {{a: 1}}) }}")
    visitor.expect_problem("[periscale]", "track")
    page.evaluate("periscale.track('good')")
    flush(page)
    collector.wait_for("good")


@pytest.mark.parametrize("text", ["a\0b", "\0", "a\ud800b", "\udfff"], ids=ascii)
@pytest.mark.parametrize("call", ["track(text)", "identify(text)", "group('type', text)"])
def test_text_that_a_collector_refuses_spoils_no_batch(
    visitor: Visitor, visit: Visit, collector: Collector, call: str, text: str
) -> None:
    """One bad event would take all others of its request with it."""
    visitor.ignore("[periscale]")
    page = visit()
    page.evaluate(f"text => {{ periscale.{call} }}", text)
    page.evaluate("periscale.track('good')")
    flush(page)
    names = collector.names()
    assert names[0] == "$pageview"
    assert names[-1] == "good"
    assert {request["status"] for request in collector.requests()} == {200}


def test_common_properties_cannot_be_broken_by_an_event(visit: Visit, collector: Collector) -> None:
    """An event's own property wins, but whose event it is is not for the event to say."""
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("periscale.track('e', {$browser: 'mine', distinct_id: null, $session_id: 5})")
    page.evaluate("periscale.track('good')")
    flush(page)
    first, second = collector.wait_for("e", "good")
    assert properties_of(first)["$browser"] == "mine"
    assert first["distinct_id"] == second["distinct_id"]
    assert first["session_id"] == second["session_id"]
