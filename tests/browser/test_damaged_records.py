"""A corrupted, foreign or hostile stored record is repaired, and the visitor's id is kept."""

import json

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab


COOKIE = "periscale_did"


DAMAGE = {
    "empty": "",
    "not JSON": "{oops",
    "null": "null",
    "number": "12",
    "text": '"text"',
    "array": "[1, 2, 3]",
    "empty object": "{}",
    "other names": '{"foo": {"bar": 1}}',
    "proto": '{"__proto__": {"polluted": 1}, "constructor": {"polluted": 1}}',
    "huge": json.dumps({"junk": "x" * 500_000}),
    "deep": "[" * 5_000 + "]" * 5_000,
    "half a character": '"\\ud800"',
}


def damage_all(visitor: Visitor, visit: Visit, expression: str, argument: object = None) -> str:
    """A visit that leaves records of all kinds, then each replaced; returns the anonymous id."""
    page = visit()
    anonymous_id: str = page.evaluate("periscale.getDistinctId()")
    page.evaluate(
        """() => {
          periscale.identify('u1', {name: 'Ann'}); periscale.group('company', 'c1');
          periscale.setSuperProperties({plan: 'pro'}); periscale.track('x');
        }"""
    )
    flush(page)
    # From a page without the tag's handlers, which would write the records anew on leaving.
    page.goto(visitor.put(attributes={"no-init": "true"}))
    changed = page.evaluate(
        f"""argument => {{
          const change = {expression};
          const entries = Object.entries(localStorage);
          for (const [key, old] of entries) localStorage.setItem(key, change(old, argument));
          return entries.length;
        }}""",
        argument,
    )
    assert changed > 0
    return anonymous_id


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_records_are_repaired_and_the_id_is_kept(
    visitor: Visitor, visit: Visit, collector: Collector, kind: str
) -> None:
    anonymous_id = damage_all(visitor, visit, "(old, damage) => damage", DAMAGE[kind])
    page = visit()
    page.evaluate("periscale.track('after', {a: 1})")
    flush(page)
    after = collector.wait_for_one("after")
    # The cookie still has the anonymous id; who that was is lost with the record.
    assert after["properties"]["$device_id"] == anonymous_id
    assert after["distinct_id"] in (anonymous_id, "u1")
    assert "polluted" not in json.dumps(after)
    assert page.evaluate("({}).polluted") is None
    visit(page=page)
    assert page.evaluate("periscale.getDistinctId()") == after["distinct_id"]


WRONG_MEMBERS = {
    "null": "null",
    "object": "({a: 1})",
    "array": "([1])",
    "number": "5",
    "text": "'text'",
    "empty text": "''",
    "true": "true",
    "long": "'x'.repeat(100000)",
    "far future": "Number.MAX_SAFE_INTEGER",
    "negative": "-1",
}


@pytest.mark.parametrize("kind", WRONG_MEMBERS)
def test_members_of_a_wrong_kind(
    visitor: Visitor, visit: Visit, collector: Collector, kind: str
) -> None:
    """Another version of the tag, or another script, may have written them."""
    damage_all(
        visitor,
        visit,
        f"""old => {{
          const record = JSON.parse(old);
          if (typeof record !== 'object' || !record) return old;
          for (const key of Object.keys(record)) record[key] = {WRONG_MEMBERS[kind]};
          return JSON.stringify(record);
        }}""",
    )
    page = visit()
    page.evaluate("periscale.track('after', {a: 1})")
    flush(page)
    after = collector.wait_for_one("after")
    assert isinstance(after["session_id"], str)
    assert {request["status"] for request in collector.requests()} == {200}


def test_who_it_was_is_read_from_a_record_without_the_id(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    """The cookie has it."""
    anonymous_id = damage_all(
        visitor,
        visit,
        "old => JSON.stringify({...JSON.parse(old), anonymous_id: 'broken'})",
    )
    page = visit()
    page.evaluate("periscale.track('after')")
    flush(page)
    after = collector.wait_for_one("after")
    assert (after["properties"]["$device_id"], after["distinct_id"]) == (anonymous_id, "u1")
    assert after["properties"]["plan"] == "pro"


@pytest.mark.parametrize("version", ["99", "'2'", "null", "undefined"])
def test_the_id_is_read_from_a_record_of_another_version(
    visitor: Visitor, visit: Visit, collector: Collector, version: str
) -> None:
    anonymous_id = damage_all(
        visitor,
        visit,
        f"""old => {{
          const record = JSON.parse(old);
          if (record && typeof record === 'object') record.version = {version};
          return JSON.stringify(record);
        }}""",
    )
    visitor.context.clear_cookies()
    page = visit()
    page.evaluate("periscale.track('after')")
    flush(page)
    after = collector.wait_for_one("after")
    assert after["properties"]["$device_id"] == anonymous_id


BAD_COOKIES = {
    "empty": "",
    "junk": "<script>alert(1)</script>",
    "percent": "%E0%A4%A",
    "long": "x" * 3_000,
    "words": "undefined",
    "null": "null",
    "json": '{"a":1}',
    "quotes": '"quoted"',
}


@pytest.mark.parametrize("kind", BAD_COOKIES)
def test_a_damaged_cookie_is_healed_from_storage(
    visitor: Visitor, visit: Visit, collector: Collector, kind: str
) -> None:
    page = visit()
    first = page.evaluate("periscale.getDistinctId()")
    page.evaluate(
        "([name, value]) => { document.cookie = `${name}=${value}; Path=/` }",
        [COOKIE, BAD_COOKIES[kind]],
    )
    visit(page=page)
    assert page.evaluate("periscale.getDistinctId()") == first
    assert visitor.cookies()[COOKIE]["value"] == first


def test_both_damaged_is_a_new_visitor(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    damage_all(visitor, visit, "() => '[]'")
    visitor.context.clear_cookies()
    page = visit()
    page.evaluate("periscale.track('after')")
    flush(page)
    assert collector.wait_for_one("after")["distinct_id"] != "u1"
