"""Secrets planted in random documents do not leave the page, in whatever form."""

import base64
import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.browser.arrivals import Collector
from tests.browser.capturing import visit_capturing
from tests.browser.conftest import Visit
from tests.browser.visitor import flush

DOCUMENTS = 700
PER_PAGE = 50

ZONES = (
    *("data-p-no-capture", 'data-p-no-capture="true"', "heap-ignore", 'class="ph-no-capture"'),
    *('class="mp-no-track"', "data-private", 'data-heap-ignore="true"', 'class="x heap-ignore"'),
)
INLINE, BLOCK = ("span", "b", "em", "small"), ("div", "p", "section", "li", "h2")
CONTROLS = ("button", 'a href="#"', "label", 'div role="button"', 'p style="cursor:pointer"')
KEPT = ("id", "class", "name", "title", "aria-label", "alt", "data-testid", "data-p-own")
OTHERS = ("value", "placeholder", "data-x", "style", "onfocus", "srcdoc", "aria-description")


@dataclass(frozen=True)
class Planted:
    """`secrets` have no form of their own where the place alone must keep them in."""

    html: str
    secrets: tuple[str, ...]


def luhn(digits: str) -> str:
    """`digits` and the check digit of payment cards."""
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(reversed(digits)))
    return f"{digits}{-sum(n // 10 + n % 10 for n in doubled) % 10}"


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


@st.composite
def formed_secrets(draw: DrawFn) -> str:
    """What is known by its form, wherever it stands."""
    separator = draw(st.sampled_from(["", " ", "-"]))
    card = luhn("4" + draw(digits(14)))
    a, b, c = draw(digits(3)), draw(digits(3)), draw(digits(4))
    return draw(
        st.sampled_from(
            [
                separator.join(re.findall("....", card)),
                f"{a}-{b[:2]}-{c}",
                f"DE{b[:2]} {c} {draw(digits(4))} {draw(digits(4))} {draw(digits(4))} {a[:2]}",
                f"mail{a}{c}@example.com",
                f"+1 ({a}) {b}-{c}",
                f"{a}{b}{c}",
            ]
        )
    )


def words() -> st.SearchStrategy[str]:
    """Known only by its place."""
    return st.text("bcdfghjklmnpqrstvwxz", min_size=12, max_size=12).map("Zq".__add__)


@st.composite
def split(draw: DrawFn, text: str) -> str:
    """The text cut into inline elements."""
    at = draw(st.integers(1, len(text) - 1))
    tag = draw(st.sampled_from(INLINE))
    return draw(
        st.sampled_from(
            [
                escape(text),
                f"<{tag}>{escape(text[:at])}</{tag}>{escape(text[at:])}",
                f"{escape(text[:at])}<{tag}><i>{escape(text[at:])}</i></{tag}>",
            ]
        )
    )


@st.composite
def controls(draw: DrawFn) -> Planted:
    """Something to click, with a secret in its text or in an attribute."""
    control = draw(st.sampled_from(CONTROLS))
    secret = draw(formed_secrets())
    if draw(st.booleans()):
        inside = f"Go {draw(split(secret))} now"
        return Planted(f"<{control}>{inside}</{control.split()[0]}>", (secret,))
    name = draw(st.sampled_from([*KEPT, "href"]))
    secret = secret if name != "href" else urllib.parse.quote(secret)
    opened = f'{control} {name}="x{draw(st.sampled_from(["", " ", "/"]))}{escape(secret)}"'
    return Planted(f"<{opened}>Go</{control.split()[0]}>", (urllib.parse.unquote(secret),))


@st.composite
def places(draw: DrawFn) -> Planted:
    """Where nothing is read, whatever stands there."""
    secret, control = draw(words()), draw(st.sampled_from(CONTROLS))
    tag, zone = draw(st.sampled_from(INLINE + BLOCK)), draw(st.sampled_from(ZONES))
    token = f"{secret}{draw(digits(8))}"
    html = draw(
        st.sampled_from(
            [
                f'<input value="{secret}">',
                f'<input type="checkbox" value="{secret}">',
                f"<textarea>{secret}</textarea>",
                f'<select><option value="{secret}">{secret}</select>',
                f'<input type="hidden" name="{secret}"><input type="password" id="{secret}">',
                f'<div contenteditable role="button">{secret}<b>{secret}</b></div>',
                f'<{tag} {zone}><{control} id="{secret}">{secret}</{control.split()[0]}></{tag}>',
                f"<button>Go <{tag} {zone}>{secret}</{tag}></button>",
                f'<button {draw(st.sampled_from(OTHERS))}="{secret}">Go</button>',
                f"<button>Go <span hidden>{secret}</span></button>",
                f'<button data-heap-redact-text aria-label="{secret}">{secret}</button>',
                f'<a data-heap-redact-attributes="id,title" id="{secret}" title="{secret}">Go</a>',
                f'<a href="/reset/{token}">Go</a>',
                f'<a href="/x?access_token={secret}">Go</a>',
                f"<a href=\"javascript:pay('{secret}')\">Go</a>",
                f'<form><input name="id" value="{secret}"><button>Go</button></form>',
            ]
        )
    )
    return Planted(html, (secret,))


def nested(parts: st.SearchStrategy[Planted]) -> st.SearchStrategy[Planted]:
    def put_together(tag: str, children: list[Planted]) -> Planted:
        html = "".join(child.html for child in children)
        return Planted(f"<{tag}>{html}</{tag}>", tuple(s for c in children for s in c.secrets))

    return st.builds(put_together, st.sampled_from(BLOCK), st.lists(parts, min_size=1, max_size=4))


DOCUMENT = st.recursive(controls() | places(), nested, max_leaves=6)

ACT = """htmls => {
  onclick = onsubmit = event => event.preventDefault();
  for (const html of htmls) {
    const place = document.createElement('main');
    place.innerHTML = html;
    document.body.replaceChildren(place);
    const elements = [...place.querySelectorAll('*')];
    const fire = (element, type) =>
      element.dispatchEvent(new Event(type, {bubbles: true, composed: true}));
    for (const element of elements) {
      HTMLElement.prototype.click.call(element);
      if (element.matches('input,select,textarea')) fire(element, 'change');
      if (element.matches('form')) fire(element, 'submit');
    }
  }
}"""


def forms_of(secret: str) -> Iterator[str]:
    yield secret
    yield urllib.parse.quote(secret)
    yield urllib.parse.quote_plus(secret)
    yield base64.b64encode(secret.encode()).decode().rstrip("=")[:-1]
    yield secret[::-1]
    yield escape(secret)
    yield re.sub(r"\W", "", secret)


def leaks(body: str, secrets: set[str]) -> set[str]:
    """The secrets that `body` holds: as they are, encoded, or with other characters between."""
    # What stands for itself in every event, such as times and ids, is none of the page's words.
    texts = re.findall(r'"(?:\$elements_chain|\$el_text|own)":"((?:\\.|[^"\\])*)"', body)
    joined = "\n".join(re.sub(r"\W", "", text) for text in texts)
    return {
        secret
        for secret in secrets
        if any(form in body for form in list(forms_of(secret))[:-1])
        or re.sub(r"\W", "", secret) in joined
    }


def test_no_planted_secret_leaves_the_page(visit: Visit, collector: Collector) -> None:
    documents: list[Planted] = []

    @settings(
        max_examples=DOCUMENTS,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(DOCUMENT)
    def make(document: Planted) -> None:
        documents.append(document)

    make()
    assert len({document.html for document in documents}) >= 300
    page = visit_capturing(visit, "")
    for start in range(0, len(documents), PER_PAGE):
        page.evaluate(ACT, [document.html for document in documents[start : start + PER_PAGE]])
        flush(page)
    bodies = [request["body"] for request in collector.requests()]
    events = collector.events()
    assert len(events) > len(documents), "hardly anything was captured: the test proves nothing"
    assert any(event["properties"].get("$el_text") == "Go" for event in events)
    secrets = {secret for document in documents for secret in document.secrets}
    found = {leak for body in bodies for leak in leaks(body, secrets)}
    assert not found, [d.html for d in documents if found & set(d.secrets)]


# Far above what a page has, so that a search which is not linear never comes to its end.
HOSTILE = ["@", "a@", "a%40", "a=", "?a=a@", "=@", "a", "a1 ", "1", "AB12", "a.", "//"]


@pytest.mark.parametrize("part", HOSTILE)
def test_hostile_texts_are_searched_in_linear_time(
    visit: Visit, collector: Collector, part: str
) -> None:
    page = visit(
        attributes={"autocapture": "true", "errors": "true", "capture-pageview": "false"},
        body="<a onclick='return false'>Go</a>",
    )
    page.evaluate(
        """text => {
          document.title = text;
          periscale.page();
          document.title = '';
          const link = document.querySelector('a');
          for (const name of ['title', 'class', 'href']) link.setAttribute(name, '#' + text);
          link.textContent = text;
          link.click();
          periscale.captureException(new Error(text));
          history.replaceState(0, '', '?' + text);
          periscale.track('last');
        }""",
        part * (100_000 // len(part)),
    )
    flush(page)
    collector.wait_for("$pageview", "$autocapture", "$exception", "last")


def test_the_search_finds_what_is_there() -> None:
    body = '{"$el_text":"4111 11-11 11111111","x":"bWFpbDFAZXhhbXBsZS5jb20"}'
    secrets = {"4111 1111 1111 1111", "mail1@example.com", "other"}
    assert leaks(body, secrets) == {"4111 1111 1111 1111", "mail1@example.com"}
