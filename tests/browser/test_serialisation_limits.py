"""Text, depth and number of properties have limits, and what is beyond does no harm."""

from typing import Any

import pytest

from tests.browser.arrivals import Collector, properties_of
from tests.browser.calling import arrived
from tests.browser.conftest import Visit
from tests.browser.visitor import flush

pytestmark = pytest.mark.same_tab


MAX_CHARS = 8_192


MAX_KEYS = 1_000


MAX_DEPTH = 8


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
