"""The tag works when cookies and storage throw, are missing, or are full."""

from collections.abc import Callable

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab


def throwing(owner: str, name: str) -> str:
    """Reading or writing the property throws, as browsers do when cookies are blocked."""
    return f"""Object.defineProperty({owner}, {name!r}, {{
      configurable: true,
      get() {{ throw new DOMException('denied', 'SecurityError') }},
      set() {{ throw new DOMException('denied', 'SecurityError') }},
    }});"""


def missing(name: str, value: str) -> str:
    return f"Object.defineProperty(window, {name!r}, {{value: {value}}});"


METHOD_THROWS = """for (const name of ['getItem', 'setItem', 'removeItem', 'key', 'clear'])
  Storage.prototype[name] = () => { throw new DOMException('denied', 'SecurityError') };"""
WRITE_THROWS = """Storage.prototype.setItem = () => {
  throw new DOMException('full', 'QuotaExceededError');
};"""
FILL = """() => {
  let stored = 0;
  for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 2)) {
    try { for (;;) { localStorage.setItem('fill' + stored, 'x'.repeat(size)); stored++ } }
    catch (error) { if (error.name !== 'QuotaExceededError') throw error }
  }
  return stored;
}"""
DENIED = {
    "localStorage throws": throwing("window", "localStorage"),
    "sessionStorage throws": throwing("window", "sessionStorage"),
    "cookie throws": throwing("document", "cookie"),
    "all throw": throwing("window", "localStorage")
    + throwing("window", "sessionStorage")
    + throwing("document", "cookie"),
    "storage is null": missing("localStorage", "null") + missing("sessionStorage", "null"),
    "storage is undefined": missing("localStorage", "undefined")
    + missing("sessionStorage", "undefined"),
    "every method throws": METHOD_THROWS,
    "writing throws": WRITE_THROWS,
    "cookies are ignored": "Object.defineProperty(document, 'cookie', {get: () => '', set() {}});",
    "cookie is no text": "Object.defineProperty(document, 'cookie', {get: () => null, set() {}});",
    "locks throw": throwing("Navigator.prototype", "locks"),
    "indexedDB throws": throwing("window", "indexedDB"),
}


@pytest.mark.parametrize("what", DENIED)
def test_events_arrive_with_one_id(visit: Visit, collector: Collector, what: str) -> None:
    page = visit(head=f"<script>{DENIED[what]}</script>")
    page.evaluate("periscale.track('first'); periscale.track('second')")
    flush(page)
    events = collector.wait_for("$pageview", "first", "second")
    assert len({event["distinct_id"] for event in events}) == 1
    assert len({event["session_id"] for event in events}) == 1


@pytest.mark.parametrize(
    "what", ["localStorage throws", "cookie throws", "storage is null", "writing throws"]
)
def test_the_place_that_is_left_keeps_the_id(visit: Visit, what: str) -> None:
    page = visit(head=f"<script>{DENIED[what]}</script>")
    first = page.evaluate("periscale.getDistinctId()")
    visit(page=page, head=f"<script>{DENIED[what]}</script>")
    assert page.evaluate("periscale.getDistinctId()") == first


def test_quota_full(visit: Visit, visitor: Visitor, collector: Collector) -> None:
    page = visit(attributes={"no-init": "true"})
    stored = page.evaluate(FILL)
    assert stored > 4
    visit(page=page)
    page.evaluate("periscale.track('while full')")
    flush(page)
    first, second = collector.wait_for("$pageview", "while full")
    assert first["distinct_id"] == second["distinct_id"]
    visit(page=page)
    assert page.evaluate("periscale.getDistinctId()") == first["distinct_id"]


def test_quota_full_when_somebody_logs_in(visit: Visit, collector: Collector) -> None:
    """The record that is there does not come back in place of the one there is no room for."""
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("periscale.track('before')")
    flush(page)
    anonymous_id = page.evaluate("periscale.getDistinctId()")
    page.evaluate(FILL)
    page.evaluate(
        """() => {
          periscale.identify('a-user-with-an-id-that-is-longer-than-the-one-before', {a: 1});
          periscale.setSuperProperties({plan: 'pro'});
          periscale.setSuperProperties({theme: 'dark'});
          periscale.track('after');
        }"""
    )
    flush(page)
    collector.expect_exactly(
        {"event": "before", "distinct_id": anonymous_id},
        {
            "event": "$identify",
            "distinct_id": "a-user-with-an-id-that-is-longer-than-the-one-before",
            "properties": {"$anon_distinct_id": anonymous_id},
        },
        {
            "event": "after",
            "distinct_id": "a-user-with-an-id-that-is-longer-than-the-one-before",
            "properties": {"plan": "pro", "theme": "dark"},
        },
    )


def test_more_properties_of_a_person_than_are_kept(visit: Visit, collector: Collector) -> None:
    """They are sent all the same, and what else is known stays."""
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate(
        """() => {
          periscale.setSuperProperties({plan: 'pro'});
          const properties = {};
          for (let i = 0; i < 8; i++) properties['text' + i] = 'x'.repeat(8000);
          periscale.identify('u1', properties);
          periscale.setSuperProperties({theme: 'dark'});
          periscale.track('after');
        }"""
    )
    flush(page)
    after = collector.wait_for("$identify", "after")[1]
    assert after["properties"]["plan"] == "pro"
    assert after["properties"]["theme"] == "dark"


def test_sandboxed_frame_without_an_origin(
    visit: Visit, visitor: Visitor, collector: Collector
) -> None:
    """localStorage, sessionStorage and cookies all throw there, and the origin is "null"."""
    framed = visitor.put(
        tail="<script>addEventListener('load', () => { periscale.track('framed');"
        "periscale.flush() })</script>"
    )
    page = visit(
        attributes={"no-init": "true"},
        body=f'<iframe sandbox="allow-scripts" src="{framed}"></iframe>',
    )
    events = collector.wait_for("$pageview", "framed")
    assert {request["headers"]["Origin"] for request in collector.requests()} == {"null"}
    assert len({event["distinct_id"] for event in events}) == 1
    frame = page.frames[1]
    assert frame.evaluate("() => { try { localStorage } catch (e) { return e.name } }") == (
        "SecurityError"
    )


def test_third_party_frame(new_visitor: Callable[..., Visitor], collector: Collector) -> None:
    visitor = new_visitor()
    framed = visitor.put(
        host="widget.other.test",
        tail="<script>addEventListener('load', () => periscale.flush())</script>",
    )
    visitor.visit(
        host="shop.example.test",
        attributes={"no-init": "true"},
        body=f'<iframe src="{framed}"></iframe>',
    )
    (event,) = collector.wait_for("$pageview")
    assert event["properties"]["$host"].startswith("widget.other.test")
