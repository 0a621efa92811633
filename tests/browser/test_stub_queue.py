"""A snippet may queue calls before the file arrives: they are replayed in order, in place."""

import re

import pytest

from tests.browser.arrivals import Collector, properties_of
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush
from tests.site import ROOT

pytestmark = pytest.mark.same_tab

METHODS = "['init', 'track', 'identify', 'setSuperProperties', 'page', 'flush', 'optOut']"
STUBS = {
    "array with methods": f"""
      window.periscale = window.periscale || [];
      for (const name of {METHODS})
        periscale[name] = function () {{
          periscale.push([name].concat(Array.prototype.slice.call(arguments)));
        }};""",
    "array of arguments": f"""
      window.periscale = window.periscale || [];
      const queue = function () {{ periscale.push(arguments) }};
      for (const name of {METHODS}) periscale[name] = (...args) => queue(name, ...args);""",
}
PUSHES = "window.periscale = window.periscale || [];"


@pytest.mark.parametrize("stub", STUBS)
def test_queued_calls_are_replayed_in_order(visit: Visit, collector: Collector, stub: str) -> None:
    page = visit(
        head=f"""<script>{STUBS[stub]}
          periscale.setSuperProperties({{plan: 'pro'}});
          periscale.track('first', {{n: 1}});
          periscale.track('second', {{n: 2}});
          window.held = periscale;
        </script>"""
    )
    assert page.evaluate("held === periscale")
    page.evaluate("held.track('third', {n: 3})")
    flush(page)
    events = [e for e in collector.wait_for_all(4) if e["event"] != "$pageview"]
    assert [(e["event"], properties_of(e)["n"]) for e in events] == [
        ("first", 1),
        ("second", 2),
        ("third", 3),
    ]
    assert {properties_of(event)["plan"] for event in events} == {"pro"}


def test_the_readme_samples_work_in_an_inline_script(visit: Visit, collector: Collector) -> None:
    blocks = re.findall(r"```\w+\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    calls = next(block for block in blocks if "periscale.track(" in block)
    stub = next(block for block in blocks if "window.periscale ||= []" in block)
    flush(visit(head=f"{stub}<script>{calls}</script>"))
    collector.expect_exactly(
        {"event": "signup", "properties": {"plan": "pro"}},
        {"event": "$identify", "distinct_id": "user-42"},
        {"event": "$pageview"},
    )


def test_calls_may_be_pushed_by_hand_before_and_after(visit: Visit, collector: Collector) -> None:
    page = visit(head=f"<script>{PUSHES} periscale.push(['track', 'before'])</script>")
    page.evaluate("periscale.push(['track', 'after', {a: 1}])")
    page.evaluate("periscale.push(['track', 'two'], ['track', 'at once'])")
    flush(page)
    names = [e["event"] for e in collector.wait_for_all(5)]
    assert [name for name in names if name != "$pageview"] == ["before", "after", "two", "at once"]


def test_a_stub_method_held_by_the_page_works_for_ever(visit: Visit, collector: Collector) -> None:
    page = visit(
        head=f"<script>{STUBS['array with methods']} window.heldTrack = periscale.track</script>"
    )
    page.evaluate("heldTrack('by the old function')")
    flush(page)
    collector.wait_for("$pageview", "by the old function")


def test_replay_comes_before_the_first_page_view(visit: Visit, collector: Collector) -> None:
    page = visit(head=f"<script>{PUSHES} periscale.push(['identify', 'u1'])</script>")
    flush(page)
    collector.expect_exactly(
        {"event": "$identify", "distinct_id": "u1"}, {"event": "$pageview", "distinct_id": "u1"}
    )


def test_a_bad_entry_does_not_stop_the_others(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    visitor.ignore("[periscale]")
    page = visit(
        head=f"""<script>{PUSHES}
          periscale.push(5, null, undefined, [], {{}}, 'track', [Symbol('s')], ['nope', 1],
            ['__proto__'], ['constructor', 'return 1'], ['track'], ['track', 'good']);
        </script>"""
    )
    flush(page)
    assert sorted(e["event"] for e in collector.wait_for_all(2)) == ["$pageview", "good"]


def test_init_in_the_queue_starts_a_waiting_tag(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    page = visit(
        attributes={"no-init": "true", "api-key": None},
        head=f"""<script>{PUSHES}
          periscale.push(['track', 'before consent']);
          periscale.push(['init', {{apiKey: '{api_key}'}}]);
          periscale.push(['track', 'after consent']);
        </script>""",
    )
    flush(page)
    assert sorted(e["event"] for e in collector.wait_for_all(2)) == ["$pageview", "after consent"]


def test_queued_calls_wait_for_init_with_no_init(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    page = visit(
        attributes={"no-init": "true"},
        head=f"""<script>{PUSHES}
          periscale.push(['track', 'before consent'], ['identify', 'u1']);
        </script>""",
    )
    page.evaluate("apiKey => periscale.init({apiKey})", api_key)
    flush(page)
    collector.expect_exactly(
        {"event": "$identify", "distinct_id": "u1"}, {"event": "$pageview", "distinct_id": "u1"}
    )


@pytest.mark.parametrize("value", ["{}", "5", "'text'", "null", "() => {}"])
def test_odd_values_of_the_global(visit: Visit, collector: Collector, value: str) -> None:
    page = visit(head=f"<script>window.periscale = {value}</script>")
    page.evaluate("periscale.track('works')")
    flush(page)
    collector.wait_for("$pageview", "works")


def test_an_object_with_foreign_properties_keeps_them(visit: Visit) -> None:
    page = visit(head="<script>window.periscale = Object.assign([], {mine: 5})</script>")
    assert page.evaluate("[periscale.mine, typeof periscale.track]") == [5, "function"]
