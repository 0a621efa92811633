"""What never leaves the page: zones, redaction, texts and attributes that look like secrets."""

import json

import pytest

from tests.browser.arrivals import Collector
from tests.browser.capturing import captured, elements, names, target, visit_capturing
from tests.browser.conftest import Visit

ZONES = [
    *("data-p-no-capture", 'data-p-no-capture="true"', "heap-ignore", 'heap-ignore="true"'),
    *('class="heap-ignore"', "data-heap-ignore", 'class="ph-no-capture"', 'class="mp-no-track"'),
    "data-private",
]


@pytest.mark.parametrize("zone", ZONES)
def test_zones(visit: Visit, collector: Collector, zone: str) -> None:
    page = visit_capturing(
        visit,
        f"""<button id="out">Hello <span {zone} id="zone">SECRET</span></button>
        <section {zone}><button id="in">SECRET</button><input id="field"></section>
        <form id="f" {zone} onsubmit="return false"><input id="g"></form>""",
    )
    page.click("#in")
    page.click("#zone")
    page.fill("#field", "x")
    page.press("#g", "Enter")
    page.evaluate("document.querySelector('#out').click()")
    (click,) = captured(page, collector)
    assert click["$el_text"] == "Hello"
    assert "SECRET" not in json.dumps(collector.requests())


def test_a_zone_inside_a_component_around_its_slot(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit,
        """<x-box><button>SECRET</button></x-box><script>
        document.querySelector('x-box').attachShadow({mode: 'open'}).innerHTML =
          '<div data-p-no-capture><slot></slot></div>';</script>""",
    )
    page.click("button")
    assert names(page, collector) == []


FROM_A_FRAME = """() => {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const make = (name, text) => {
    const element = frame.contentDocument.createElement(name);
    element.textContent = text;
    return element;
  };
  %s
}"""
"""Makes elements that are of another class than those of the page."""


def test_a_zone_made_by_a_frame(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, "")
    page.evaluate(
        FROM_A_FRAME
        % """const zone = make('section', '');
        zone.className = 'ph-no-capture';
        zone.innerHTML = '<button>SECRET</button>';
        const button = make('button', 'Go ');
        const [hidden, seen] = [make('b', 'SECRET'), make('i', 'there')];
        hidden.className = 'ph-no-capture';
        button.append(hidden, seen);
        document.body.append(zone, button)"""
    )
    page.click("section button")
    page.click("body > button i")
    (click,) = captured(page, collector)
    assert [tag for tag, _ in elements(click)] == ["button", "body"]
    assert "SECRET" not in json.dumps(click)


def test_the_whole_page_as_a_zone(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, "<button>SECRET</button>")
    page.evaluate("document.documentElement.className = 'ph-no-capture'")
    page.click("button")
    assert names(page, collector) == []


def test_zones_that_are_switched_off(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(visit, '<p data-p-no-capture="false"><button>Go</button></p>')
    page.click("button")
    assert len(captured(page, collector)) == 1


SECRETS = [
    *("4111 1111 1111 1111", "4111-1111-1111-1111", "5105105105105100", "378282246310005"),
    *("078-05-1120", "078 05 1120", "DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819"),
    *("PK36 SCBL 0000 0011 2345 6702", "ann@example.com", "Ann <ann.b+c@mail.example.co.uk>"),
    *("root@192.168.1.1", "ann@[192.168.1.1]"),
    *("０３-1234-5678", "۰۹۱۲۳۴۵۶۷۸۹", "٤١١١١١١١١١١١١١١١"),
    *("+1 415 555 0134", "(415) 555-0134", "4155550134", "+44 20 7946 0958", "415.555.0134"),
]
HARMLESS = [
    *("Order 12345", "1234 5678 9012 3456", "$1,234,567.00", "12:30, 14:45, 16:00, 17:15"),
    *("@home", "Version 10.2.3", "2026-05-01", "Sent 10/05/2026"),
]


@pytest.mark.parametrize("secret", SECRETS)
def test_texts_and_attributes_that_look_like_secrets(
    visit: Visit, collector: Collector, secret: str
) -> None:
    quoted = secret.replace("<", "&lt;")
    half = len(quoted) // 2
    attributes = " ".join(
        f'{name}="x {quoted}"'
        for name in ("id", "class", "name", "title", "aria-label", "alt", "data-p-own", "data-test")
    )
    page = visit_capturing(
        visit,
        f"""<button>Call {quoted} now</button>
        <button><b>{quoted[:half]}</b><i>{quoted[half:]}</i></button>
        <button {attributes}>Go</button><a href="#{quoted}">Go</a>""",
    )
    page.evaluate("document.querySelectorAll('button, a').forEach(e => e.click())")
    whole, split, hidden, link = captured(page, collector)
    assert "$el_text" not in whole
    assert "$el_text" not in split
    assert set(target(hidden)[1]) == {"nth-child", "nth-of-type", "text"}
    assert target(hidden)[0] == "button"
    assert "own" not in hidden
    assert target(link)[1].get("href", "#") == "#"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_secret(visit: Visit, collector: Collector, text: str) -> None:
    page = visit_capturing(visit, f'<button title="{text}">{text}</button>')
    page.click("button")
    (click,) = captured(page, collector)
    assert click["$el_text"] == text
    assert target(click)[1]["attr__title"] == text


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("/shop?category=shoes#top", "/shop?category=shoes#top"),
        ("/blog/how-to-build-a-house-in-2024", "/blog/how-to-build-a-house-in-2024"),
        ("https://example.com/a?token=SECRET&b=1", "https://example.com/a?token=&b=1"),
        ("/reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.SECRETsig", "/reset/"),
        ("/s?sid=a8f5f167f44f4964e6c998dee827110c", "/s?sid="),
        ("javascript:pay('SECRET')", "javascript:"),
        ("data:text/html,SECRET", "data:"),
        ("mailto:SECRET@example.com", "mailto:"),
        ("ms-outlook:compose?body=SECRET", "ms-outlook:"),
        ("web+pay:SECRET", "web+pay:"),
        ("java&#9;script:pay('SECRET')", "java script:"),
        ("/x?jwt=SECRET&pass=SECRET&ticket=SECRET", "/x?jwt=&pass=&ticket="),
        ("/x?user=SECRET@example.com&b=1", "/x?user&b=1"),
        ("/x?next=%2Fv%3Fuser%3DSECRET%2540example.com", "/x?next"),
        ("https://ann:SECRET@example.com/", "https://example.com/"),
        ("https://ann:SECRET@intranet/a?b=1", "https://intranet/a?b=1"),
        ("https://example.com/@ann", "https://example.com/@ann"),
        ("page.html;v=1:2", "page.html;v=1:2"),
        ("my file:1.pdf", "my file:1.pdf"),
        ("/x?q=@ann&b=1", "/x?q=@ann&b=1"),
    ],
)
def test_addresses(visit: Visit, collector: Collector, href: str, kept: str | None) -> None:
    page = visit_capturing(visit, f'<a href="{href}">Go</a>')
    page.evaluate("addEventListener('click', e => e.preventDefault()); 0")
    page.click("a")
    (click,) = captured(page, collector)
    assert target(click)[1].get("href") == kept
    assert target(click)[1].get("attr__href") == kept
    assert "SECRET" not in json.dumps(click)
    is_elsewhere = kept is not None and kept.startswith("https://")
    assert ("$external_click_target_url" in click) == is_elsewhere


def test_redacted_text(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit,
        """<button data-heap-redact-text="true">SECRET</button>
        <p data-heap-redact-text><button>SECRET</button></p>
        <button>Hello <b data-heap-redact-text>SECRET</b></button>
        <button data-heap-redact-text="false">Open</button>""",
    )
    page.evaluate("document.querySelectorAll('button').forEach(e => e.click())")
    texts = [click["$el_text"] for click in captured(page, collector)]
    assert texts == ["****", "****", "Hello ****", "Open"]


def test_redacted_attributes(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit,
        """<section data-heap-redact-attributes="id, title" id="s1">
        <a id="SECRET" title="SECRET" class="c" href="/x" data-heap-redact-attributes="href">Go</a>
        </section><script>onclick = event => event.preventDefault()</script>""",
    )
    page.evaluate("document.querySelector('a').click()")
    (click,) = captured(page, collector)
    (_, link), (_, section) = elements(click)[:2]
    assert set(link) == {"attr__class", "nth-child", "nth-of-type", "text"}
    assert set(section) == {"nth-child", "nth-of-type"}


def test_mask_text(visit: Visit, collector: Collector) -> None:
    page = visit_capturing(
        visit, '<button title="SECRET" aria-label="SECRET" id="b">SECRET</button>', mask_text="true"
    )
    page.click("button")
    (click,) = captured(page, collector)
    assert click["$el_text"] == "****"
    assert "SECRET" not in json.dumps(click)
    assert target(click)[1]["attr_id"] == "b"


@pytest.mark.parametrize(
    ("title", "mask", "told"),
    [
        ("Mail to ann@example.com", "false", "Mail to ****"),
        ("Part no. 123456789 - Shop", "false", "Part no. **** - Shop"),
        ("A page", "true", "****"),
        ("", "true", ""),
    ],
)
def test_the_title_of_a_page_view(
    visit: Visit, collector: Collector, title: str, mask: str, told: str
) -> None:
    page = visit(title=title, attributes={"mask-text": mask})
    page.evaluate("periscale.page({title: 'Of ann@example.com'})")
    titles = [view["title"] for view in captured(page, collector, "$pageview")]
    assert titles == [told, "Of ann@example.com"]


def test_addresses_of_the_page(visit: Visit, collector: Collector) -> None:
    page = visit(query="?user=SECRET%40example.com&a=1&jwt=SECRET")
    (view,) = captured(page, collector, "$pageview")
    assert view["$current_url"].endswith("?user&a=1&jwt=")
    assert "SECRET" not in json.dumps(view)
