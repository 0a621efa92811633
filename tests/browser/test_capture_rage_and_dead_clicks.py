"""Clicks in anger, and clicks without effect."""

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.capturing import AT_ONCE, captured, names, target, visit_capturing
from tests.browser.conftest import Visit

SERIES = f"<script>{AT_ONCE}</script>"
ONLY_RAGE = '{"deadClicks":false}'


@pytest.mark.parametrize(
    "html",
    [
        '<button id="t">Save</button>',
        '<a id="t" href="#" onclick="return false">Save it</a>',
        '<button id="t" aria-label="Save"><svg width="9" height="9"></svg></button>',
        '<button id="t">Preview</button>',
        '<button id="t">Incredible offer</button>',
        '<a id="t" href="next-steps" onclick="return false">Steps</a>',
    ],
)
def test_three_clicks_in_a_row(visit: Visit, collector: Collector, html: str) -> None:
    page = visit_capturing(visit, html, SERIES, autocapture=ONLY_RAGE)
    page.click("#t", click_count=4)
    assert names(page, collector) == [*["$autocapture"] * 3, "$rageclick", "$autocapture"]
    (rage,) = captured(page, collector, "$rageclick")
    assert rage["$event_type"] == "click"
    assert target(rage)[1]["attr_id"] == "t"


@pytest.mark.parametrize(
    "html",
    [
        '<button id="t">+</button>',
        '<button id="t">−</button>',
        '<button id="t">›</button>',
        '<button id="t">Next page</button>',
        '<button id="t" aria-label="Increase"><i>x</i></button>',
        '<button id="t">Decrement</button>',
        '<button id="t">previous</button>',
        '<button id="t" class="increment-btn"><svg width="9" height="9"></svg></button>',
        '<button name="decrease_quantity" id="t"><svg width="9" height="9"></svg></button>',
        '<input type="number" id="t">',
        '<input type="range" id="t">',
        '<div role="spinbutton" style="cursor:pointer" id="t">5</div>',
        '<div style="cursor:pointer" id="t">words to select</div>',
        '<button id="t" data-p-no-rageclick>Save</button>',
        '<div data-p-no-rageclick><button id="t">Save</button></div>',
    ],
)
def test_where_repeating_is_normal(visit: Visit, collector: Collector, html: str) -> None:
    page = visit_capturing(visit, html, SERIES, autocapture=ONLY_RAGE)
    page.click("#t", click_count=3)
    assert names(page, collector) == ["$autocapture"] * 3


def test_clicks_that_are_apart(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit, '<button style="width:300px" id="t">Save</button>', SERIES, autocapture=ONLY_RAGE
    )
    for x in (10, 60, 110):
        page.mouse.click(x, 20)
    page.focus("#t")
    for _ in range(3):
        page.keyboard.press("Enter")
    page.evaluate("for (let i = 0; i < 3; i++) document.querySelector('#t').click()")
    assert names(page, collector) == ["$autocapture"] * 9


def test_clicks_with_a_pause_between(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, '<button id="t">Save</button>', autocapture=ONLY_RAGE)
    page.click("#t", click_count=2)
    page.evaluate("() => new Promise(done => setTimeout(done, 1050))")
    page.click("#t")
    assert names(page, collector) == ["$autocapture"] * 3


DEAD = [
    '<button id="t">Save</button>',
    '<div id="t" style="cursor:pointer">Save</div>',
    '<a id="t" href="#same" onclick="return false">Save</a>',
    '<a id="t" href="/p/x" onclick="return false">Save</a>',
    '<button id="t" onclick="console.log(1)">Save</button>',
    '<a href="#same" onclick="return false"><button id="t">Save</button></a>',
]
ALIVE = [
    '<button id="t" onclick="this.dataset.x = 1">Save</button>',
    '<button id="t" onclick="setTimeout(() => this.append(1), 50)">Save</button>',
    '<button id="t" onclick="document.querySelector(`p`).firstChild.data = 2">Save</button><p>'
    "1</p>",
    '<button id="t" onclick="history.pushState(0, ``, `?a`)">Save</button>',
    '<button id="t" onclick="window.scrollTo(0, 100)">Save</button><p style="height:3000px">',
    '<button id="t" onclick="document.querySelector(`input`).focus()">Save</button><input>',
    '<button id="t" onclick="getSelection().selectAllChildren(this)">Save</button>',
    '<button id="t" onclick="document.dispatchEvent(new Event(`visibilitychange`))">Save</button>',
    '<a id="t" href="#there">Save</a><p style="height:3000px"></p><p id="there">',
    '<a id="t" href="data:," download>Save</a>',
    '<label id="t">Save<input type="checkbox"></label>',
    '<input type="checkbox" id="t">',
    '<select id="t"><option>1</select>',
    '<form onsubmit="return false"><button id="t">Save</button></form>',
    '<form><input value="1"><button type="reset" id="t">Save</button></form>',
    '<a href="data:," download><button id="t">Save</button></a>',
    '<label><span role="button" id="t">Save</span><input type="file" hidden></label>',
    *(
        f"""<button id="t" onclick="document.querySelector('video').dispatchEvent(
        new Event('{effect}'))">Save</button><video></video>"""
        for effect in ("play", "pause", "volumechange")
    ),
    """<x-b></x-b><script>const root = document.querySelector('x-b').attachShadow({mode: 'open'});
    root.innerHTML = '<button id="t" onclick="this.textContent = 1">Save</button>'</script>""",
]


# Two and a half seconds pass in less than one.
FASTER = """<script>const native = setTimeout;
window.setTimeout = (work, ms) => native(work, ms === 2500 ? 800 : ms);
const {observe, disconnect} = MutationObserver.prototype;
window.watching = 0;
MutationObserver.prototype.observe = function (...all) { watching++; observe.apply(this, all) };
MutationObserver.prototype.disconnect = function () { watching = 0; disconnect.apply(this) };
</script>"""


def click_and_wait(visit: Visit, html: str, head: str = "") -> Page:
    page = visit(
        head=head + FASTER,
        body=html,
        attributes={"autocapture": "true", "capture-pageview": "false"},
    )
    assert page.evaluate("watching") == 0
    page.click("#t")
    page.evaluate("() => new Promise(done => native(done, 1000))")
    assert page.evaluate("watching") == 0, "it goes on to watch the page"
    return page


@pytest.mark.parametrize("html", DEAD)
def test_clicks_without_effect(visit: Visit, collector: Collector, html: str) -> None:
    page = click_and_wait(visit, html)
    (dead,) = captured(page, collector, "$dead_click")
    assert dead["$dead_click_delay_ms"] == 2500
    assert dead["$event_type"] == "click"
    assert target(dead)[1]["attr_id"] == "t"


@pytest.mark.parametrize("value", ["{items: []}", "'main'"])
def test_where_the_page_has_a_variable_named_navigation(
    visit: Visit, collector: Collector, value: str
) -> None:
    page = click_and_wait(visit, DEAD[0], f"<script>var navigation = {value}</script>")
    assert len(captured(page, collector, "$dead_click")) == 1


@pytest.mark.parametrize("html", ALIVE)
def test_clicks_with_an_effect(visit: Visit, collector: Collector, html: str) -> None:
    page = click_and_wait(visit, html)
    assert captured(page, collector, "$dead_click") == []


def test_a_page_that_is_slow_to_come(visit: Visit, collector: Collector) -> None:
    """It was asked for by a script; here it never comes."""
    page = visit(
        head=FASTER,
        body='<button id="t" onclick="location.href = `/nothing`">Save</button>',
        attributes={"autocapture": "true", "capture-pageview": "false"},
    )
    page.route("**/nothing", lambda route: route.fulfill(status=204))
    with page.expect_request("**/nothing"):
        page.click("#t", no_wait_after=True)
    page.evaluate("() => new Promise(done => native(done, 1000))")
    assert captured(page, collector, "$dead_click") == []
    assert len(captured(page, collector)) == 1


UNSEEN = [
    """<x-b></x-b><button id="t" onclick="root.append(1)">Save</button><script>
    const root = document.querySelector('x-b').attachShadow({mode: 'open'})</script>""",
    """<x-b></x-b><script>const root = document.querySelector('x-b').attachShadow({mode: 'open'});
    root.innerHTML = '<form onsubmit="return false"><button id="t">Save</button></form>';</script>
    """,
    '<input><button id="t" onclick="document.querySelector(`input`).value = 1">Save</button>',
]


@pytest.mark.parametrize("html", UNSEEN)
def test_limitation_effects_that_are_not_seen(
    visit: Visit, collector: Collector, html: str
) -> None:
    """A change in another component, an event that does not leave its own, and a value set by a
    script, which changes no document.
    """
    page = click_and_wait(visit, html)
    assert len(captured(page, collector, "$dead_click")) == 1


def test_the_page_is_watched_while_a_click_waits(visit: Visit) -> None:
    page = visit(
        head=FASTER, body='<button id="t">Save</button>', attributes={"autocapture": "true"}
    )
    page.evaluate(
        "window.seen = []; window.setTimeout = native; onclick = () => seen.push(watching); 0"
    )
    page.click("#t")
    assert page.evaluate("seen") == [1]
