"""The page of each API works for the person who presses its buttons."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor
from tests.site import Site

ROW = "[data-part=list] > li"
PAGES = {
    "heap": ("Track an event", "Signup"),
    "user-com": ("An event", "Order placed"),
    "upscope": ("Ask for an agent", "upscope_requestAgent"),
    "people-tracking": ("Init", "Session started"),
}


@pytest.fixture
def page(visitor: Visitor) -> Page:
    return visitor.context.new_page()


@pytest.mark.parametrize("slug", PAGES)
def test_a_call_shows_what_it_sends(page: Page, site: Site, slug: str) -> None:
    title, event = PAGES[slug]
    page.goto(f"{site.url}/demo/{slug}")
    page.get_by_role("button", name=f"Run: {title}", exact=True).click()
    expect(page.locator(ROW).filter(has_text=event)).to_have_count(1)
    distinct_id = page.evaluate("periscale.getDistinctId()")
    expect(page.locator("[data-person]")).to_contain_text(distinct_id)


def test_every_call_of_every_page_runs(visitor: Visitor, page: Page, site: Site) -> None:
    visitor.ignore("[periscale]")
    for slug in PAGES:
        page.goto(f"{site.url}/demo/{slug}")
        for button in page.get_by_role("button", name="Run:").all():
            button.click()
    expect(page.get_by_text('"code":2015')).to_be_visible()
