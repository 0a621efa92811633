"""`$elements_chain` and `$el_text`, as spec/wire.md says."""

import re

import pytest

from tests.browser.arrivals import Collector
from tests.browser.capturing import captured, elements, target, visit_capturing
from tests.browser.conftest import Visit


def test_chain_in_full(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit,
        """<main class="z b"><i></i><b></b><button class="two one" id="buy" title='the "best"'
        data-testid="x" type="button" style="color:red" onclick="0" value="v">Buy
        now</button></main>""",
    )
    page.click("#buy")
    (click,) = captured(page, collector)
    assert click["$elements_chain"] == (
        'button.one.two:attr__class="two one"attr__data-testid="x"attr__id="buy"'
        'attr__title="the \\"best\\""attr__type="button"attr_id="buy"nth-child="3"nth-of-type="1"'
        'text="Buy now";'
        'main.b.z:attr__class="z b"nth-child="1"nth-of-type="1";'
        'body:nth-child="2"nth-of-type="1"'
    )
    assert click["$el_text"] == "Buy now"


def test_kept_attributes(visit: Visit, collector: Collector) -> None:
    kept = {
        "id": "a",
        "class": "b",
        "href": "/c",
        "name": "d",
        "type": "e",
        "role": "f",
        "aria-label": "g",
        "title": "h",
        "alt": "i",
        "data-testid": "j",
        "data-test": "k",
        "data-cy": "l",
        "data-p-plan": "m",
    }
    others = {
        "value": "1",
        "onclick": "0",
        "style": "color:red",
        "srcdoc": "x",
        "data-other": "y",
        "placeholder": "z",
        "aria-labelledby": "q",
        "data-ph": "r",
        "action": "s",
    }
    html = " ".join(f'{name}="{value}"' for name, value in {**kept, **others}.items())
    page = visit_capturing(visit, f"<a {html}>Go</a>")
    page.evaluate("addEventListener('click', e => e.preventDefault()); 0")
    page.click("a")
    (click,) = captured(page, collector)
    _, keys = target(click)
    found = {name[6:]: value for name, value in keys.items() if name.startswith("attr__")}
    assert found == kept
    assert keys["href"] == "/c"
    assert keys["attr_id"] == "a"


def test_text_is_cut(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, f"<button>{'a' * 253}😀 tail</button>")
    page.click("button")
    (click,) = captured(page, collector)
    assert click["$el_text"] == "a" * 253 + "😀"


def test_the_cut_leaves_no_half_character(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, f"<button>{'a' * 254}😀 tail</button>")
    page.click("button")
    (click,) = captured(page, collector)
    assert click["$el_text"] == "a" * 254


def test_text_of_own_nodes_and_simple_inline_children(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit,
        """<div role="button">One <b>two <i>three</i></b><span style="display:none">no</span>
        <span hidden>no</span><span style="visibility:hidden">no</span><div>no</div><p>no</p>
        <textarea>no</textarea><select><option>no</select><style>no{}</style> four</div>""",
    )
    page.evaluate("document.querySelector('[role]').click()")
    (click,) = captured(page, collector)
    assert click["$el_text"] == "One two three four"


def test_text_far_behind_its_indentation(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, f"<button>{' ' * 400}<b>Save</b></button>")
    page.click("button")
    (click,) = captured(page, collector)
    assert click["$el_text"] == "Save"


@pytest.mark.parametrize(
    "html",
    [
        '<textarea id="t">no</textarea>',
        '<div contenteditable><a id="t" href="#">no</a></div>',
        '<div contenteditable role="button" id="t">no</div>',
        '<select id="t"><option>no</select>',
        '<button id="t"> \n </button>',
        f'<button id="t">{" " * 400}<b>ann@</b><b>example.com</b></button>',
    ],
)
def test_without_text(visit: Visit, collector: Collector, html: str) -> None:
    page = visit_capturing(visit, html)
    page.evaluate("document.querySelector('#t').click()")
    (click,) = captured(page, collector)
    assert "$el_text" not in click
    assert "text" not in target(click)[1]


def test_a_long_chain_loses_its_outer_elements(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, f"{'<div class=«é»>' * 300}<button>Go</button>")
    page.evaluate("document.querySelector('button').click()")
    (click,) = captured(page, collector)
    chain = click["$elements_chain"]
    assert 3900 < len(chain.encode()) <= 4096
    assert chain.startswith("button:")
    assert {tag for tag, _ in elements(click)[1:]} == {"div.«é»"}


def test_positions_among_siblings(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, "<p></p><button></button><p></p><button id=t>Go</button>")
    page.click("#t")
    (click,) = captured(page, collector)
    assert (target(click)[1]["nth-child"], target(click)[1]["nth-of-type"]) == ("4", "2")


def test_limitation_very_long_lists_are_not_counted(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, f"{'<br>' * 2000}<button>Go</button>")
    page.evaluate("document.querySelector('button').click()")
    (click,) = captured(page, collector)
    assert "nth-child" not in target(click)[1]


def as_posthog_reads_it(chain: str) -> list[tuple[str, dict[str, str]]]:
    """With the patterns of PostHog's own parser."""
    found = []
    for element in re.findall(r'(?:[^\s;"]|"(?:\\.|[^"])*")+', chain):
        head = re.match(r"(.*?)($|:([a-zA-Z\-_0-9]*=.*))", element)
        assert head is not None
        keys = re.findall(r'(.*?)="((?:[^"\\]|\\.)*)"', head[3] or "")
        found.append((head[1], dict(keys)))
    return found


@pytest.mark.parametrize(
    ("attribute", "head", "key", "value"),
    [
        ('class="btn\n   main"', "button.btn.main", "attr__class", "btn main"),
        ('title="one\ntwo"', "button", "attr__title", "one two"),
        ("name='C:\\dir\\'", "button", "attr__name", "C:\\\\dir\\\\"),
        ("name='a\\\";'", "button", "attr__name", 'a\\\\\\";'),
        ('class=\'x"y a-[";"]\'', "button.a-[].xy", "attr__class", 'x\\"y a-[\\";\\"]'),
    ],
)
def test_what_a_parser_could_stumble_over(
    visit: Visit, collector: Collector, attribute: str, head: str, key: str, value: str
) -> None:
    page = visit_capturing(visit, f"<main id=m><button {attribute}>Save</button></main>")
    page.click("button")
    (click,) = captured(page, collector)
    button, main, body = as_posthog_reads_it(click["$elements_chain"])
    assert (button[0], main[0], body[0]) == (head, "main", "body")
    assert (button[1][key], button[1]["text"]) == (value, "Save")


def test_the_element_aimed_at_always_fits(visit: Visit, collector: Collector) -> None:
    classes = " ".join(f"a-class-{i}" for i in range(1000))
    page = visit_capturing(
        visit,
        f"""<main><a class="{classes}" href="#{"ab-" * 800}" title="{"long " * 900}">Go</a></main>
        <script>onclick = event => event.preventDefault()</script>""",
    )
    page.evaluate("document.querySelector('a').click()")
    (click,) = captured(page, collector)
    assert len(click["$elements_chain"].encode()) <= 4096
    (head, keys), *_ = as_posthog_reads_it(click["$elements_chain"])
    assert head.startswith("a.a-class-0.a-class-1.")
    assert {len(keys[key]) for key in ("attr__class", "href", "attr__title")} == {500}
    assert keys["text"] == "Go"
