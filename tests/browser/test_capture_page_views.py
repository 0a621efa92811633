"""When a page view begins, and what it says of its way there."""

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.capturing import captured
from tests.browser.conftest import Visit
from tests.browser.visitor import flush
from tests.waiting import wait_until


def views(page: Page, collector: Collector) -> list[tuple[str, str]]:
    """How each came about, and its path with the query and hash, without what is the test's."""
    page.evaluate("() => new Promise(done => setTimeout(done, 50))")
    return [
        (view["$navigation_type"], view["$current_url"].split("/")[-1].lstrip("0123456789"))
        for view in captured(page, collector, "$pageview")
    ]


LOAD = ("load", "")


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("history.pushState(0, '', 'a')", [("pushState", "a")]),
        ("history.replaceState(0, '', 'a')", [("replaceState", "a")]),
        ("history.pushState(0, '', '#a')", [("pushState", "#a")]),
        ("location.hash = 'a'", [("hashchange", "#a")]),
        ("history.replaceState(0, '', 'a'); history.pushState(0, '', 'b')", [("pushState", "b")]),
        (
            "history.pushState(0, '', 'a'); history.replaceState(0, '', 'a')",
            [("replaceState", "a")],
        ),
        ("history.pushState(0, '', '?q=1')", []),
        ("history.pushState({state: 1}, '')", []),
        ("history.replaceState(0, '', location.href)", []),
        ("const old = location.href; history.pushState(0,'','a'); history.pushState(0,'',old)", []),
        (
            "history.pushState(0,'','a'); queueMicrotask(() => history.pushState(0,'','b'))",
            [("pushState", "b")],
        ),
    ],
)
def test_navigation_by_script(
    visit: Visit, collector: Collector, script: str, expected: list[tuple[str, str]]
) -> None:
    page = visit()
    page.evaluate(f"{{ {script} }}")
    assert views(page, collector) == [LOAD, *expected]


def test_left_before_the_burst_is_over(visit: Visit, collector: Collector) -> None:
    page = visit()
    page.evaluate("{ history.pushState(0, '', 'a'); location.href = 'about:blank'; }")
    _, view = collector.wait_for("$pageview", "$pageview")
    assert view["properties"]["$navigation_type"] == "pushState"
    assert view["properties"]["$current_url"].endswith("/a")


def test_back_and_forward(visit: Visit, collector: Collector) -> None:
    page = visit()
    page.evaluate("history.pushState(0, '', 'a')")
    assert len(views(page, collector)) == 2
    page.go_back()
    assert len(views(page, collector)) == 3
    page.evaluate("location.hash = 'x'")
    assert len(views(page, collector)) == 4
    page.go_back()
    assert [kind for kind, _ in views(page, collector)] == [
        *("load", "pushState", "popstate", "hashchange", "hashchange")
    ]


def test_the_page_view_says_where_it_came_from(visit: Visit, collector: Collector) -> None:
    page = visit()
    first = page.evaluate("location.pathname")
    page.evaluate("history.pushState(0, '', 'a'); document.title = 'Another'")
    views(page, collector)
    load, push = captured(page, collector, "$pageview")
    assert "$prev_pageview_pathname" not in load
    assert push["$prev_pageview_pathname"] == first
    assert push["title"] == "Another"
    assert push["$pageview_id"] != load["$pageview_id"]


def test_search_counts_by_option(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"capture-pageview-search": "true"})
    page.evaluate("history.pushState(0, '', '?q=1')")
    assert views(page, collector) == [LOAD, ("pushState", "?q=1")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("true", ["load", "pushState"]),
        ("initial", ["load"]),
        ("history", ["pushState"]),
        ("false", []),
    ],
)
def test_the_switch(visit: Visit, collector: Collector, value: str, expected: list[str]) -> None:
    page = visit(attributes={"capture-pageview": value})
    is_native = page.evaluate("!Object.hasOwn(history, 'pushState')")
    assert is_native == ("pushState" not in expected)
    page.evaluate("history.pushState(0, '', 'a')")
    assert [kind for kind, _ in views(page, collector)] == expected


def test_history_functions_look_and_work_like_the_browsers(visit: Visit) -> None:
    page = visit()
    assert page.evaluate(
        """() => {
          const own = history.pushState, native = History.prototype.pushState;
          let thrown;
          try { history.pushState(() => 0, '') } catch (error) { thrown = error.name }
          try { history.pushState(0, '', 'https://example.com/') } catch (error) {
            thrown += error.name }
          return [own.name, own.length, String(own) === String(native) || /native code/.test(own),
            history.pushState({a: 1}, '') === undefined, history.state.a, thrown];
        }"""
    ) == ["pushState", 2, True, True, 1, "DataCloneErrorSecurityError"]


def test_restored_from_the_back_forward_cache(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"engagement": "true"})
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    # Nobody is back before that request has arrived; together the two may overtake each other.
    wait_until(lambda: "$pageleave" in collector.names(), lambda: "what was left arrives")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert [kind for kind, _ in views(page, collector)] == ["load", "bfcache"]
    assert len(captured(page, collector, "$pageleave")) == 1


@pytest.mark.parametrize(("value", "expected"), [("initial", ["load"]), ("history", ["pushState"])])
def test_the_switch_where_a_page_is_restored(
    visit: Visit, collector: Collector, value: str, expected: list[str]
) -> None:
    page = visit(attributes={"capture-pageview": value})
    flush(page)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    page.evaluate("history.pushState(0, '', 'a')")
    assert [kind for kind, _ in views(page, collector)] == expected


def test_not_before_it_is_visible(visit: Visit, collector: Collector) -> None:
    """As in a background tab, and where a page is rendered ahead of a visit."""
    page = visit(
        head="""<script>let state = 'hidden';
        Object.defineProperty(document, 'visibilityState', {get: () => state});
        function show(to) { state = to; document.dispatchEvent(new Event('visibilitychange')) }
        </script>"""
    )
    page.evaluate("history.replaceState(0, '', 'a')")
    assert views(page, collector) == []
    page.evaluate("show('visible')")
    assert views(page, collector) == [("load", "a")]
    page.evaluate("show('hidden')")
    page.evaluate("show('visible')")
    assert views(page, collector) == [("load", "a")]
