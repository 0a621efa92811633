"""The pages on which a person can watch the tag capture."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.capturing import AT_ONCE
from tests.browser.visitor import Visitor
from tests.site import Site

ROW = "[data-part=list] > li"


def open_demo(visitor: Visitor, site: Site, path: str) -> Page:
    page = visitor.context.new_page()
    page.goto(f"{site.url}/demo/{path}")
    return page


def expect_row(page: Page, *texts: str) -> None:
    page.wait_for_function("() => window.periscale && periscale.flush()")
    rows = page.locator(ROW)
    for text in texts:
        rows = rows.filter(has_text=text)
    expect(rows.first).to_be_visible()


def test_shop(visitor: Visitor, site: Site) -> None:
    page = open_demo(visitor, site, "shop")
    page.add_init_script(AT_ONCE)
    page.get_by_role("link", name="Teapot").click()
    page.get_by_role("button", name="A button without effect").click(click_count=3)
    expect_row(page, "$rageclick", "A button without effect")
    page.get_by_role("link", name="Add to basket").click()
    expect_row(page, "added to basket")
    expect_row(page, "$pageview", "/demo/shop/basket")


def test_single_page_app(visitor: Visitor, site: Site) -> None:
    page = open_demo(visitor, site, "single-page-app")
    page.get_by_role("link", name="Drafts").click()
    expect(page.get_by_role("heading", name="Drafts")).to_be_visible()
    expect_row(page, "$pageview", "/demo/single-page-app/drafts")
    page.reload()
    expect(page.get_by_role("heading", name="Drafts")).to_be_visible()


def test_forms(visitor: Visitor, site: Site) -> None:
    page = open_demo(visitor, site, "forms")
    page.get_by_label("E-mail").fill("bob@example.com")
    page.get_by_role("button", name="Send the order").click()
    expect_row(page, "order sent")
    text = page.locator(ROW).all_text_contents()
    assert not any("example.com" in row or "4111" in row for row in text)


def test_web_components(visitor: Visitor, site: Site) -> None:
    page = open_demo(visitor, site, "web-components")
    page.get_by_role("button", name="Go").click()
    expect_row(page, "$autocapture", "Go")


def test_slow_page(visitor: Visitor, site: Site) -> None:
    page = open_demo(visitor, site, "slow-page")
    page.get_by_role("button", name="Be slow").click()
    expect(page.get_by_text("Busy for 350 ms")).to_be_visible()
    page.reload()
    expect_row(page, "$web_vitals", "/demo/slow-page")


@pytest.mark.parametrize("name", ["An error", "A rejected promise", "A text", "A caught error"])
def test_errors(visitor: Visitor, site: Site, name: str) -> None:
    visitor.ignore("uncaught")
    page = open_demo(visitor, site, "errors")
    page.get_by_role("button", name=name, exact=True).click()
    expect_row(page, "$exception")


def test_places_that_are_not_there(visitor: Visitor, site: Site) -> None:
    visitor.ignore("404")
    page = visitor.context.new_page()
    answer = page.goto(f"{site.url}/demo/shop/nothing")
    assert answer is not None
    assert answer.status == 404
