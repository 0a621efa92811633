"""Awkward property values: sent safely or left out key by key, and the event always goes."""

import json

import pytest

from tests.browser.arrivals import Collector, properties_of
from tests.browser.calling import arrived
from tests.browser.conftest import Visit
from tests.browser.matching import ABSENT, differences
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab


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
