"""Markup that hides the browser's own names (DOM clobbering), and odd kinds of documents."""

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector, properties_of
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

CLOBBERED_FORM = """
<form id="form" method="post" action="#sent">
  <input name="id"><input name="submit"><input name="getAttribute"><input name="tagName">
  <input name="nodeName"><input name="parentNode"><input name="closest"><input name="matches">
  <input name="attributes"><input name="className"><input name="nodeType"><input name="type">
  <input name="addEventListener"><input name="children"><input name="hasAttribute">
  <input name="getRootNode"><input name="ownerDocument"><input name="elements">
  <button id="button" name="click">Send</button>
</form>"""


@pytest.mark.parametrize("is_quiet", [True, False], ids=["quiet", "all capture"])
def test_form_whose_inputs_hide_its_methods(
    visit: Visit, collector: Collector, is_quiet: bool
) -> None:
    page = visit(body=CLOBBERED_FORM, is_quiet=is_quiet)
    # By coordinates: Playwright's own actions stumble over such a form.
    page.mouse.click(*middle_of(page, "[name=id]"))
    page.keyboard.type("typed")
    page.mouse.click(*middle_of(page, "#button"))
    page.wait_for_url("**#sent")
    page.evaluate("periscale.track('after')")
    flush(page)
    collector.wait_for_one("after")
    assert "typed" not in str(collector.events())


def middle_of(page: Page, selector: str) -> tuple[float, float]:
    x, y = page.evaluate(
        """selector => {
          const {x, y, width, height} = document.querySelector(selector).getBoundingClientRect();
          return [x + width / 2, y + height / 2];
        }""",
        selector,
    )
    return x, y


@pytest.mark.parametrize(
    "name",
    [
        *("cookie", "visibilityState"),
        *("documentElement", "body", "location", "readyState", "hidden", "createElement", "head"),
        *("querySelector", "defaultView", "scrollingElement", "URL", "prerendering"),
    ],
)
def test_element_that_hides_a_property_of_the_document(
    visit: Visit, collector: Collector, name: str
) -> None:
    page = visit(body=f'<form name="{name}"></form><p>Hello</p>')
    page.evaluate("periscale.track('after')")
    flush(page)
    collector.wait_for("$pageview", "after")


@pytest.mark.parametrize("name", ["title", "referrer", "currentScript", "addEventListener"])
def test_limitation_an_element_may_hide_what_the_tag_needs(
    visitor: Visitor, visit: Visit, name: str
) -> None:
    """A form or image of such a name is in the page's own way as well; nothing is thrown."""
    visitor.ignore("[periscale]")
    page = visit(body=f'<form name="{name}"></form><p>Hello</p>')
    page.evaluate("() => { periscale.track('after'); return periscale.flush() }")


@pytest.mark.parametrize("name", ["periscale", "heap", "UE", "Upscope", "civchat"])
def test_element_that_has_the_id_of_a_global(visit: Visit, collector: Collector, name: str) -> None:
    """Without the tag `window.periscale` is that element then."""
    page = visit(body=f'<div id="{name}"></div><form name="{name}"></form>', loading="defer")
    page.evaluate("periscale.track('after')")
    flush(page)
    collector.wait_for("$pageview", "after")
    if name != "periscale":
        assert page.evaluate("name => window[name] instanceof HTMLCollection", name)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<!doctype html><head>{tag}</head><body>x</body>", id="head"),
        pytest.param("<!doctype html>{tag}<head></head><body>x</body>", id="before head"),
        pytest.param("<!doctype html><body><p>x</p>{tag}</body>", id="end of body"),
        pytest.param("<body><p>x</p>{tag}</body>", id="quirks mode"),
        pytest.param("<!doctype html><html><head>{tag}</head></html>", id="no body"),
        pytest.param("<html><head>{tag}</head><frameset></frameset></html>", id="frameset"),
        pytest.param('<base href="http://nowhere.test/a/">{tag}<p>x</p>', id="base elsewhere"),
    ],
)
def test_any_place_in_a_document(visit: Visit, collector: Collector, html: str) -> None:
    page = visit(html=html.replace("{tag}", "TAG"))
    page.wait_for_function("window.periscale")
    page.evaluate("periscale.track('after')")
    flush(page)
    collector.wait_for("$pageview", "after")


@pytest.mark.parametrize("loading", ["", "defer", "async"])
def test_any_way_of_loading(visit: Visit, collector: Collector, loading: str) -> None:
    page = visit(loading=loading)
    flush(page)
    collector.wait_for("$pageview")


def test_it_is_there_for_the_next_script(visit: Visit) -> None:
    page = visit(body="<script>window.seen = periscale.getDistinctId()</script>", loading="")
    assert page.evaluate("seen") == page.evaluate("periscale.getDistinctId()")


@pytest.mark.parametrize("run", ["script.textContent = text", "(0, eval)(text)"])
def test_run_by_another_script_it_is_there_at_once(
    visit: Visit, visitor: Visitor, collector: Collector, api_key: str, run: str
) -> None:
    page = visit(scripts="")
    address = visitor.tag_address()
    seen = page.evaluate(
        f"""async () => {{
          const text = await (await fetch('{address}')).text();
          const script = document.createElement('script');
          Object.assign(script.dataset, {{apiKey: '{api_key}', apiHost: location.origin}});
          document.head.append(script);
          {run};
          return periscale.getDistinctId();
        }}"""
    )
    flush(page)
    collector.expect_exactly({"event": "$pageview", "distinct_id": seen})


def test_inserted_by_another_script(
    visit: Visit, visitor: Visitor, collector: Collector, api_key: str
) -> None:
    page = visit(
        scripts=f"""<script>
          const tag = document.createElement('script');
          tag.src = '{visitor.tag_address()}';
          tag.dataset.apiKey = '{api_key}';
          document.head.append(tag);
        </script>"""
    )
    page.wait_for_function("window.periscale")
    flush(page)
    collector.wait_for("$pageview")


def test_as_a_module_the_page_calls_init(
    visit: Visit, visitor: Visitor, collector: Collector, api_key: str
) -> None:
    """A module cannot see its own script element, so attributes and origin are unknown to it."""
    page = visit(scripts=f'<script type="module" src="{visitor.tag_address()}"></script>')
    visitor.expect_problem("[periscale]", "data-api-key")
    page.evaluate("apiKey => periscale.init({apiKey})", api_key)
    flush(page)
    collector.wait_for("$pageview")


def test_xhtml_document(visit: Visit, collector: Collector, api_key: str) -> None:
    html = f"""<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>XHTML &amp; co</title>
<script src="/periscale.min.js" data-api-key="{api_key}" defer="defer"></script></head>
<body><form><input name="tagName" /><button type="button">b</button></form></body></html>"""
    page = visit(html=html, headers={"Content-Type": "application/xhtml+xml"})
    assert page.evaluate("document.contentType") == "application/xhtml+xml"
    page.click("button")
    page.evaluate("periscale.track('after')")
    flush(page)
    collector.wait_for_one("after")
    view = collector.wait_for_one("$pageview")
    assert properties_of(view)["title"] == "XHTML & co"


def test_svg_document(visit: Visit, collector: Collector, api_key: str) -> None:
    """It has no body, no head, no cookies of its own, but a script element of another kind."""
    svg = f"""<svg xmlns="http://www.w3.org/2000/svg"><title>Drawing</title>
<h:script xmlns:h="http://www.w3.org/1999/xhtml" src="/periscale.min.js"
  data-api-key="{api_key}"></h:script></svg>"""
    page = visit(html=svg, headers={"Content-Type": "image/svg+xml"})
    flush(page)
    view = collector.wait_for_one("$pageview")
    assert properties_of(view)["title"] == "Drawing"
