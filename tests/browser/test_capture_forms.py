"""Changes and submits."""

import json

import pytest

from tests.browser.arrivals import Collector
from tests.browser.capturing import captured, elements, names, target, visit_capturing
from tests.browser.conftest import Visit
from tests.browser.test_host_markup import middle_of

FORM = """<form id="f" data-p-event="signed up" data-p-plan="gold"
onsubmit="event.preventDefault()">
<input name="mail" id="mail"><textarea id="text"></textarea>
<select id="select"><option value="a">A<option value="b">B</select>
<input type="checkbox" id="check"><input type="radio" id="radio"><button>Send</button></form>"""


def test_that_fields_changed_but_never_to_what(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, FORM, autocapture='{"clicks":false}')
    page.fill("#mail", "Gwendolyn")
    page.fill("#text", "a secret wish")
    page.press("#text", "Tab")
    page.select_option("#select", "b")
    page.check("#check")
    page.check("#radio")
    page.click("button")
    events = captured(page, collector)
    changes = [target(e) for e in events if e["$event_type"] == "change"]
    assert [keys["attr_id"] for _, keys in changes] == ["mail", "text", "select", "check", "radio"]
    bodies = json.dumps(collector.requests())
    assert "Gwendolyn" not in bodies
    assert "secret wish" not in bodies


def test_two_fields_in_one_label(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit, "<label>Amount <input><select><option>x<option>y</select></label>"
    )
    page.select_option("select", "y")
    page.fill("input", "12")
    page.press("input", "Tab")
    changes = [e for e in captured(page, collector) if e["$event_type"] == "change"]
    assert [target(change)[0] for change in changes] == ["select", "input"]


def test_a_field_named_control(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, '<form onsubmit="return false"><input name="control"></form>')
    page.locator("input").press_sequentially("a")
    page.evaluate("document.forms[0].requestSubmit()")
    page.locator("input").press_sequentially("b")
    page.press("input", "Tab")
    assert [e["$event_type"] for e in captured(page, collector)] == ["submit", "change"]


def test_submit(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, FORM, autocapture='{"clicks":false,"changes":false}')
    page.fill("#mail", "Gwendolyn")
    page.press("#mail", "Enter")
    (submit,) = captured(page, collector)
    assert (submit["$event_type"], target(submit)[0]) == ("submit", "form")
    assert submit["plan"] == "gold"
    (own,) = captured(page, collector, "signed up")
    assert own["plan"] == "gold"


def test_a_click_in_a_form_does_not_name_its_event(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, FORM, autocapture='{"submits":false}')
    page.click("button")
    page.mouse.click(400, 400)
    assert names(page, collector) == ["$autocapture"]


def test_inside_of_open_shadow_roots(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit,
        """<x-form></x-form><script>
        document.querySelector('x-form').attachShadow({mode: 'open'}).innerHTML =
          '<form onsubmit="return false"><input id="i"><button>Send</button></form>';
        </script>""",
        autocapture='{"clicks":false}',
    )
    page.fill("#i", "x")
    page.press("#i", "Enter")
    events = captured(page, collector)
    assert [e["$event_type"] for e in events] == ["change", "submit"]
    assert [tag for tag, _ in elements(events[0])] == ["input", "form", "x-form", "body"]


@pytest.mark.parametrize("entered_from", ["#a", "outside"])
def test_inside_of_a_root_in_another(visit: Visit, collector: Collector, entered_from: str) -> None:
    page = visit_capturing(
        visit,
        """<x-out></x-out><script>
        const root = document.querySelector('x-out').attachShadow({mode: 'open'});
        root.innerHTML = '<input id="a"><x-in></x-in>';
        root.querySelector('x-in').attachShadow({mode: 'open'}).innerHTML = '<input id="b">';
        </script>""",
        autocapture='{"clicks":false}',
    )
    if entered_from == "#a":
        page.focus("#a")
        page.keyboard.press("Tab")
    else:
        page.focus("#b")
    page.keyboard.type("x")
    page.keyboard.press("Shift+Tab")
    (change,) = captured(page, collector)
    assert target(change)[1]["attr_id"] == "b"


def test_a_named_form_is_silent_while_it_is_filled_in(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, '<div data-p-event="filled"><input id="i"></div>' + FORM)
    page.focus("#i")
    page.keyboard.type("x")
    page.keyboard.press("Tab")
    (change,) = captured(page, collector)
    assert change["$event_type"] == "change"
    assert set(collector.names()) == {"$autocapture"}


def test_an_event_let_out_of_a_shadow_root_counts_once(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit,
        """<x-form></x-form><script>
        document.querySelector('x-form').attachShadow({mode: 'open'}).innerHTML = '<input id="i">';
        </script>""",
    )
    page.focus("#i")
    page.evaluate(
        """document.querySelector('x-form').shadowRoot.querySelector('input')
        .dispatchEvent(new Event('change', {bubbles: true, composed: true}))"""
    )
    assert len(captured(page, collector)) == 1


@pytest.mark.parametrize("kind", ["password", "hidden"])
def test_password_and_hidden_inputs_are_not_described(
    visit: Visit, collector: Collector, kind: str
) -> None:
    page = visit_capturing(visit, f'<input type="{kind}" id="t"><input id="u">')
    page.evaluate(
        """() => { const t = document.querySelector('#t'); t.click();
        t.dispatchEvent(new Event('change', {bubbles: true})); }"""
    )
    page.click("#u")
    (click,) = captured(page, collector)
    assert target(click)[1]["attr_id"] == "u"


CLOBBERED = """<form id="form" class="c" onsubmit="event.preventDefault()">
%s<button id="b">Send</button></form>"""


def test_forms_whose_fields_have_names_of_the_browsers(visit: Visit, collector: Collector) -> None:
    hiding = (
        *("id", "tagName", "localName", "getAttribute", "parentNode", "attributes", "matches"),
        *("closest", "classList", "className", "nodeType", "firstChild", "childNodes"),
        *(
            "nextSibling",
            "previousElementSibling",
            "parentElement",
            "checkVisibility",
            "querySelector",
        ),
    )
    fields = "".join(f'<input name="{name}">' for name in hiding)
    page = visit_capturing(visit, "<i></i>" + CLOBBERED % fields)
    page.mouse.click(*middle_of(page, "#b"))  # Playwright's own click fails on such a form
    click, submit = captured(page, collector)
    assert [tag for tag, _ in elements(click)] == ["button", "form.c", "body"]
    assert target(submit) == (
        "form.c",
        {
            "attr__id": "form",
            "attr__class": "c",
            "attr_id": "form",
            "nth-child": "2",
            "nth-of-type": "1",
        },
    )
