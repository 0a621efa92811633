"""`$pageleave`: how long and how far a page view was looked at."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.capturing import captured
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.waiting import wait_until

# A clock that only the test moves, and a visibility that it sets.
CLOCK = """<script>
  let ahead = 1000, state = 'visible';
  performance.now = () => ahead;
  Object.defineProperty(document, 'visibilityState', {get: () => state});
  function show(to) { state = to; document.dispatchEvent(new Event('visibilitychange')) }
  function later(seconds) { ahead += seconds * 1000 }
  function input() { document.dispatchEvent(new MouseEvent('mousemove', {bubbles: true})) }
</script>"""
# Waits until the browser has told what it tells once a frame, such as `scroll`.
FRAME = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
ON: dict[str, str | None] = {"engagement": "true"}
TALL = '<div style="height:5000px">x</div>'


def leaves(page: Page, collector: Collector, count: int = 1) -> list[dict[str, Any]]:
    """All there are, once there are as many: what a hidden page sends is not waited for there."""

    def are_there() -> bool:
        return collector.names().count("$pageleave") >= count

    wait_until(are_there, lambda: f"{count} $pageleave arrive")
    return captured(page, collector, "$pageleave")


def test_durations(visit: Visit, collector: Collector) -> None:
    page = visit(head=CLOCK, attributes=ON)
    page.evaluate("later(10); input(); later(100); input(); later(5); show('hidden')")
    (leave,) = leaves(page, collector)
    # 10 s until the first input, 15 of the 100 s after it, 5 s after the second.
    assert 30 <= leave["$prev_pageview_active_duration"] < 40
    assert 115 <= leave["$prev_pageview_duration"] < 125


def test_time_while_hidden_is_not_active(visit: Visit, collector: Collector) -> None:
    page = visit(head=CLOCK, attributes=ON)
    page.evaluate("later(5); show('hidden'); later(1000); show('visible'); later(5)")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    page.evaluate("show('hidden')")
    # Requests of a page that goes away may overtake each other.
    first, last = sorted(
        leaves(page, collector, 2), key=lambda leave: float(leave["$prev_pageview_duration"])
    )
    assert first["$prev_pageview_id"] == last["$prev_pageview_id"]
    assert 5 <= first["$prev_pageview_duration"] < 15
    assert 1010 <= last["$prev_pageview_duration"] < 1020
    assert 10 <= last["$prev_pageview_active_duration"] < 20


def test_a_navigation_that_leads_back_at_once_ends_nothing(
    visit: Visit, collector: Collector
) -> None:
    page = visit(head=CLOCK, attributes=ON, body=TALL)
    page.evaluate(
        "const here = location.href; history.pushState(0, '', 'a');"
        "history.replaceState(0, '', here)"
    )
    page.evaluate("scrollTo(0, 700)")
    page.evaluate(FRAME)
    page.evaluate("show('hidden')")
    (leave,) = leaves(page, collector, 1)
    assert leave["$prev_pageview_last_scroll"] == 700


def test_a_navigation_within_the_page_ends_a_page_view(visit: Visit, collector: Collector) -> None:
    page = visit(head=CLOCK, attributes=ON, body=TALL)
    path = page.evaluate("location.pathname")
    page.evaluate("scrollTo(0, 700)")
    page.evaluate(FRAME)
    # The browser scrolls the shorter page, and may tell so before the page view begins.
    page.evaluate(
        """later(7); history.pushState(0, '', 'a'); document.body.innerHTML = 'short';
        document.dispatchEvent(new Event('scroll'))"""
    )
    page.evaluate("() => new Promise(done => setTimeout(done, 50))")
    page.evaluate("later(3); show('hidden')")
    first, second = leaves(page, collector, 2)
    load, push = captured(page, collector, "$pageview")
    assert [first["$prev_pageview_id"], second["$prev_pageview_id"]] == [
        *(load["$pageview_id"], push["$pageview_id"])
    ]
    assert first["$pageview_id"] == load["$pageview_id"]
    assert first["$prev_pageview_pathname"] == path
    assert first["$prev_pageview_last_scroll"] == 700
    assert second["$prev_pageview_max_scroll"] == 0
    assert second["$prev_pageview_max_content_percentage"] == 1
    assert second["$prev_pageview_duration"] < 7
    assert collector.names().index("$pageleave") < collector.names().index("$pageview", 1)


def test_scroll_figures(visit: Visit, collector: Collector) -> None:
    page = visit(head=CLOCK, attributes=ON, body=TALL)
    page.evaluate("document.body.style.margin = 0; scrollTo(0, 2000)")
    page.evaluate(FRAME)
    page.evaluate("scrollTo(0, 1000)")
    page.evaluate(FRAME)
    page.evaluate("show('hidden')")
    (leave,) = leaves(page, collector)
    way = 5000 - page.evaluate("innerHeight")
    assert leave["$prev_pageview_last_scroll"] == 1000
    assert leave["$prev_pageview_max_scroll"] == 2000
    assert abs(leave["$prev_pageview_last_scroll_percentage"] - 1000 / way) < 0.01
    assert abs(leave["$prev_pageview_max_scroll_percentage"] - 2000 / way) < 0.01
    assert abs(leave["$prev_pageview_max_content_percentage"] - (2000 + 5000 - way) / 5000) < 0.01


def test_the_element_that_really_scrolls(visit: Visit, collector: Collector) -> None:
    page = visit(
        head=CLOCK,
        attributes=ON,
        body=f"""<div id="main" style="height:90vh;overflow:auto">{TALL}</div>
        <div id="small" style="height:30px;overflow:auto">{TALL}</div>""",
    )
    page.evaluate("document.querySelector('#main').scrollTo(0, 500)")
    page.evaluate(FRAME)
    page.evaluate("document.querySelector('#small').scrollTo(0, 900)")
    page.evaluate(FRAME)
    page.evaluate("show('hidden')")
    (leave,) = leaves(page, collector)
    assert leave["$prev_pageview_last_scroll"] == 500


def test_it_arrives_when_the_page_goes_away(visit: Visit, collector: Collector) -> None:
    page = visit(attributes=ON)
    page.goto("about:blank")
    collector.wait_for("$pageview", "$pageleave")


def test_no_timer_wakes_an_idle_page(visit: Visit, collector: Collector) -> None:
    page = visit(
        head="""<script>window.timers = 0;
        for (const name of ['setInterval', 'requestAnimationFrame']) {
          const native = window[name];
          window[name] = (...all) => { timers++; return native(...all) };
        }</script>""",
        attributes={**ON, "autocapture": "true", "errors": "true"},
    )
    page.mouse.move(10, 10)
    page.mouse.move(20, 20)
    assert page.evaluate("timers") == 0


def test_a_clock_put_back_shortens_nothing(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = visitor.context.new_page()
    page.clock.install(time="2030-01-02T00:00:00Z")
    visit(page=page, attributes={**ON, "flush-interval-ms": "3600000"})
    page.clock.run_for(5_000)
    page.clock.set_system_time("2030-01-01T00:00:00Z")
    page.evaluate("() => document.dispatchEvent(new MouseEvent('mousemove', {bubbles: true}))")
    page.evaluate("history.pushState(0, '', '#next')")
    page.clock.run_for(1_000)
    (leave,) = captured(page, collector, "$pageleave")
    assert 5 <= leave["$prev_pageview_duration"] < 60
    assert 5 <= leave["$prev_pageview_active_duration"] < 60


def test_without_a_scrolling_element(visit: Visit, collector: Collector) -> None:
    """As in quirks mode where both `html` and `body` hide what overflows."""
    page = visit(
        html=f"""<html><head>{CLOCK}<style>html, body {{ overflow-x: hidden }}</style>TAG</head>
        <body>{TALL}</body></html>""",
        attributes=ON,
    )
    assert page.evaluate("document.scrollingElement") is None
    page.evaluate("history.pushState(0, '', 'a')")
    page.evaluate("() => new Promise(done => setTimeout(done, 50))")
    page.evaluate("show('hidden')")
    leaves(page, collector, 2)
    assert len(captured(page, collector, "$pageview")) == 2


def test_a_measurement_that_fails_stops_nothing_else(
    visit: Visit, visitor: Visitor, collector: Collector
) -> None:
    visitor.ignore("[periscale]")
    page = visit(
        head=f"""{CLOCK}<script>Object.defineProperty(document, 'scrollingElement',
        {{get() {{
          if (window.fails) throw new Error('none');
          return document.documentElement;
        }}}})</script>""",
        attributes=ON,
    )
    page.evaluate("history.pushState(0, '', 'a'); window.fails = true")
    page.evaluate("() => new Promise(done => setTimeout(done, 50))")
    page.evaluate("show('hidden')")
    # Nothing but leaving sends them so early.
    collector.wait_for("$pageview", "$pageleave", "$pageview")


@pytest.mark.parametrize(
    "style",
    [
        "position:fixed;inset:0;overflow:auto",
        "width:100vw;height:80vh;overflow-x:auto",
    ],
)
def test_another_box_on_a_page_that_scrolls(visit: Visit, collector: Collector, style: str) -> None:
    """Such as terms that cover the window, or a carousel."""
    page = visit(
        head=CLOCK,
        attributes=ON,
        body=f'<div id="box" style="{style}"><div style="width:5000px">{TALL}</div></div>{TALL}',
    )
    page.evaluate("scrollTo(0, 300)")
    page.evaluate(FRAME)
    page.evaluate("document.querySelector('#box').scrollTo(900, 900)")
    page.evaluate(FRAME)
    page.evaluate("show('hidden')")
    (leave,) = leaves(page, collector)
    assert leave["$prev_pageview_last_scroll"] == 300
    assert leave["$prev_pageview_max_scroll"] == 300


def test_an_application_that_overlaps_the_window_by_its_header(
    visit: Visit, collector: Collector
) -> None:
    page = visit(
        head=CLOCK,
        attributes=ON,
        body=f"""<header style="height:60px"></header>
        <main style="height:100vh;overflow:auto">{TALL}</main>""",
    )
    page.evaluate("document.querySelector('main').scrollTo(0, 1e6)")
    page.evaluate(FRAME)
    page.evaluate("show('hidden')")
    (leave,) = leaves(page, collector)
    assert leave["$prev_pageview_max_scroll"] > 4000
    assert leave["$prev_pageview_max_scroll_percentage"] == 1


def test_limitation_a_page_that_scrolls_inside_a_shadow_root(
    visit: Visit, collector: Collector
) -> None:
    """`scroll` does not leave it."""
    page = visit(
        head=CLOCK,
        attributes=ON,
        body=f"""<x-app></x-app><script>
        const root = document.querySelector('x-app').attachShadow({{mode: 'open'}});
        root.innerHTML = '<div style="height:90vh;overflow:auto">{TALL}</div>'</script>""",
    )
    page.evaluate("root.firstChild.scrollTo(0, 500)")
    page.evaluate(FRAME)
    page.evaluate("show('hidden')")
    (leave,) = leaves(page, collector)
    assert leave["$prev_pageview_max_scroll"] == 0
