"""Which clicks are recorded, and as clicks on what."""

import pytest

from tests.browser.arrivals import Collector
from tests.browser.capturing import (
    ONLY_AUTOCAPTURE,
    captured,
    elements,
    names,
    target,
    visit_capturing,
)
from tests.browser.conftest import Visit

NOTHING_MORE = '{"rageClicks":false,"deadClicks":false}'


@pytest.mark.parametrize(
    ("html", "tag"),
    [
        ('<a id="t" href="#x">Go</a>', "a"),
        ('<button id="t">Go</button>', "button"),
        *(
            (f'<div id="t" role="{role}">Go</div>', "div")
            for role in (
                *("button", "link", "menuitem", "tab"),
                *("checkbox", "radio", "switch", "option"),
            )
        ),
        ('<label id="t">Go</label>', "label"),
        ('<details><summary id="t">Go</summary>x</details>', "summary"),
        ('<input id="t">', "input"),
        ('<select id="t"><option>1</select>', "select"),
        ('<textarea id="t"></textarea>', "textarea"),
        ('<div id="t" data-p-event="went">Go</div>', "div"),
        ('<div id="t" style="cursor:pointer">Go</div>', "div"),
        (
            '<svg width="50" height="50"><a id="t" href="#x"><rect width="50" height="50"/></a>',
            "a",
        ),
    ],
)
def test_a_click_on_what_looks_like_a_control(
    visit: Visit, collector: Collector, html: str, tag: str
) -> None:
    page = visit_capturing(visit, html)
    page.click("#t")
    (click,) = captured(page, collector)
    assert click["$event_type"] == "click"
    assert target(click)[0] == tag
    assert target(click)[1]["attr_id"] == "t"


@pytest.mark.parametrize("html", ['<p id="t">text</p>', '<div id="t">text</div>'])
def test_clicks_on_plain_text_make_no_noise(visit: Visit, collector: Collector, html: str) -> None:
    page = visit_capturing(visit, html)
    page.click("#t")
    page.mouse.click(300, 300)
    assert names(page, collector) == []


@pytest.mark.parametrize(
    "html",
    [
        '<button id="c"><span><b id="t">Go</b></span></button>',
        '<a id="c" href="#x"><svg width="9" height="9"><path id="t" d="M0 0h9v9H0z"/></svg></a>',
        '<button id="c"><svg width="9" height="9"><use href="#s"/></svg><i id="t">Go</i></button>',
    ],
)
def test_the_control_around_the_target_is_described(
    visit: Visit, collector: Collector, html: str
) -> None:
    page = visit_capturing(visit, html)
    page.click("#t", force=True)
    (click,) = captured(page, collector)
    assert target(click)[1]["attr_id"] == "c"


def test_the_nearest_of_nested_controls(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, '<div role="link" id="out">x <button id="in">Go</button></div>')
    page.click("#in")
    (click,) = captured(page, collector)
    assert [keys.get("attr_id") for _, keys in elements(click)][:2] == ["in", "out"]


def test_through_open_shadow_roots(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit,
        """<x-outer></x-outer><script>
        const outer = document.querySelector('x-outer').attachShadow({mode: 'open'});
        outer.innerHTML = '<section><x-inner></x-inner></section>';
        outer.querySelector('x-inner').attachShadow({mode: 'open'}).innerHTML =
          '<p><button>Deep</button></p>';
        </script>""",
    )
    page.click("button")
    (click,) = captured(page, collector)
    assert [tag for tag, _ in elements(click)] == [
        *("button", "p", "x-inner", "section", "x-outer", "body")
    ]


def test_a_closed_shadow_root_is_its_host(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit,
        """<x-box role="button" style="display:block">.</x-box><script>
        document.querySelector('x-box').attachShadow({mode: 'closed'}).innerHTML =
          '<button>Secret</button>';
        </script>""",
    )
    page.click("x-box")
    (click,) = captured(page, collector)
    assert target(click)[0] == "x-box"


@pytest.mark.parametrize(
    "handler",
    [
        "event.preventDefault()",
        "event.stopPropagation()",
        "event.stopImmediatePropagation()",
        "this.remove()",
        "this.parentNode.innerHTML = ''",
        "this.id = 'other'; this.textContent = 'Done'",
        "throw undefined",
    ],
)
def test_whatever_the_pages_handler_does(visit: Visit, collector: Collector, handler: str) -> None:
    page = visit(
        body=f"""<script>onerror = () => true</script>
        <div><button id="t" onclick="{handler}">Buy</button></div>""",
        attributes={"autocapture": "true", "capture-pageview": "false"},
    )
    page.click("#t")
    (click,) = captured(page, collector)
    assert click["$el_text"] == "Buy"
    assert target(click)[1]["attr_id"] == "t"


def test_a_label_and_its_field_are_one_click(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit, '<label id="l"><span>News</span><input type="checkbox" id="c"></label>'
    )
    page.click("#l span")
    events = captured(page, collector)
    assert [(e["$event_type"], target(e)[0]) for e in events] == [
        *(("click", "label"), ("change", "input"))
    ]


# As in Firefox, which stamps whole milliseconds: the browser's click on the field of a label comes
# later, and what happens in one millisecond has one time.
TIMES = """<script>let time = 0;
Object.defineProperty(Event.prototype, 'timeStamp', {get() { return %s }})</script>"""


@pytest.mark.parametrize("time", ["time += 20", "5"])
@pytest.mark.parametrize(
    "html",
    [
        '<label><span id="t">News</span><input type="checkbox"></label>',
        '<label><span id="t" role="button">News</span><input type="checkbox"></label>',
        '<label id="t" for="c">News</label><p><input type="checkbox" id="c"></p>',
    ],
)
def test_a_label_and_its_field_at_any_time(
    visit: Visit, collector: Collector, html: str, time: str
) -> None:
    page = visit(
        head=TIMES % time, body=html, attributes={**ONLY_AUTOCAPTURE, "autocapture": NOTHING_MORE}
    )
    page.click("#t")
    page.click("input")
    page.click("input")
    page.click("#t")
    kinds = [
        (event["$event_type"], "input" in target(event)[0]) for event in captured(page, collector)
    ]
    assert kinds == [
        *(("click", False), ("change", True)),
        *(("click", True), ("change", True)),
        *(("click", True), ("change", True)),
        *(("click", False), ("change", True)),
    ]


def test_a_field_beside_its_label_is_clicked_at_the_same_height(
    visit: Visit, collector: Collector
) -> None:
    page = visit_capturing(visit, '<input type="checkbox" id="c"><label for="c">News</label>')
    y = page.evaluate("document.querySelector('#c').getBoundingClientRect().y") + 4
    page.mouse.click(40, y)
    page.mouse.click(15, y)
    page.mouse.click(15, y)
    clicks = [e for e in captured(page, collector) if e["$event_type"] == "click"]
    assert [target(click)[0] for click in clicks] == ["label", "input", "input"]


TERMS = '<label><input type="checkbox"> I accept <a href="#terms">the terms</a></label>'


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_link_in_a_label_does_not_click_the_field(
    visit: Visit, collector: Collector, by: str
) -> None:
    page = visit_capturing(visit, TERMS)
    for tag in ("a", "input"):
        part = page.locator(tag)
        if by == "keyboard":
            part.press("Space" if tag == "input" else "Enter")
        else:
            middle = page.evaluate(
                "box => box.y + box.height / 2", page.locator("input").bounding_box()
            )
            page.mouse.click(part.evaluate("part => part.getBoundingClientRect().x + 5"), middle)
    assert [(e["$event_type"], target(e)[0]) for e in captured(page, collector)] == [
        *(("click", "a"), ("click", "input"), ("change", "input"))
    ]


def test_a_submit_at_the_time_of_its_click(visit: Visit, collector: Collector) -> None:
    page = visit(
        head=TIMES % "5",
        body='<form onsubmit="return false"><button>Send</button></form>',
        attributes={**ONLY_AUTOCAPTURE, "autocapture": NOTHING_MORE},
    )
    page.click("button")
    assert [event["$event_type"] for event in captured(page, collector)] == ["click", "submit"]


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard(visit: Visit, collector: Collector, key: str) -> None:
    page = visit_capturing(visit, '<button id="t">Go</button>')
    page.focus("#t")
    page.keyboard.press(key)
    (click,) = captured(page, collector)
    assert click["$el_text"] == "Go"


def test_a_click_made_by_a_script(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, '<button id="t">Go</button><p id="p">x</p>')
    page.evaluate("document.querySelector('#t').click(); document.querySelector('#p').click()")
    (click,) = captured(page, collector)
    assert click["$el_text"] == "Go"


def test_a_disabled_button_does_nothing(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, '<button id="t" disabled>Go</button>')
    page.click("#t", force=True)
    assert names(page, collector) == []


def test_a_double_click_is_two_clicks(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, '<button id="t">Go</button>')
    page.dblclick("#t")
    assert len(captured(page, collector)) == 2


def test_a_drag_is_no_click(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, '<button id="t">Go</button><p style="margin-top:100px">there</p>')
    page.hover("#t")
    page.mouse.down()
    page.hover("p")
    page.mouse.up()
    assert names(page, collector) == []


def test_touch(new_visitor: object, collector: Collector) -> None:
    visitor = new_visitor(has_touch=True)  # type: ignore[operator]
    page = visit_capturing(visitor.visit, '<button id="t">Go</button>')
    page.tap("#t")
    (click,) = captured(page, collector)
    assert click["$event_type"] == "click"


def test_the_middle_button_on_a_link_opens_a_tab(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit, '<a id="t" href="/p/none" onclick="0">Go <b>there</b></a><button id="b">x</button>'
    )
    page.evaluate("document.addEventListener('auxclick', e => e.preventDefault())")
    page.click("#t b", button="middle")
    page.click("#b", button="middle")
    page.click("#t", button="right")
    (click,) = captured(page, collector)
    assert (click["$event_type"], target(click)[0]) == ("auxclick", "a")


def test_link_to_another_site(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit,
        """<script>onclick = event => event.preventDefault()</script>
        <a id="out" href="https://example.com/shop?item=1">Out <b>there</b></a>
        <a id="in" href="/shop">In</a>""",
    )
    page.click("#out b")
    page.click("#in")
    out, inside = captured(page, collector)
    assert out["$external_click_target_url"] == "https://example.com/shop?item=1"
    assert "$external_click_target_url" not in inside


def test_own_properties_of_the_page(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit,
        """<section data-p-area="top" data-p-plan-name="free" data-p-no-rageclick>
        <button id="t" data-p-plan-name="gold" data-p-event="signup_clicked">Go</button>""",
    )
    page.click("#t")
    (click,) = captured(page, collector)
    assert (click["area"], click["plan_name"]) == ("top", "gold")
    assert "event" not in click
    assert "no_rageclick" not in click
    (own,) = captured(page, collector, "signup_clicked")
    assert (own["area"], own["plan_name"]) == ("top", "gold")


def test_what_the_document_element_says_holds_for_the_page(
    visit: Visit, collector: Collector
) -> None:
    page = visit_capturing(visit, "<button>Go</button><p>text</p>")
    page.evaluate("Object.assign(document.documentElement.dataset, {pTheme: 'dark', pEvent: 'e'})")
    page.click("button")
    page.click("p")
    click, elsewhere = captured(page, collector)
    assert (click["theme"], elsewhere["theme"]) == ("dark", "dark")
    assert [tag for tag, _ in elements(click)] == ["button", "body"]
    assert elsewhere["$elements_chain"] == ""


def test_an_event_named_around_the_control(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, '<div data-p-event="card opened"><button>Go</button></div>')
    page.click("button")
    assert names(page, collector) == ["$autocapture", "card opened"]
