"""The pages of the test site work for the person who looks at them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor
from tests.site import Site

ROW = "[data-part=list] > li"


@pytest.fixture
def page(visitor: Visitor) -> Page:
    return visitor.context.new_page()


def test_front_page_shows_the_visit_and_what_its_button_sent(page: Page, site: Site) -> None:
    page.goto(site.url)
    distinct_id = page.evaluate("periscale.getDistinctId()")
    mine = page.locator(ROW).filter(has=page.locator(f"[title='Distinct id {distinct_id}']"))
    page.get_by_role("button", name="Send a custom event").click()
    sent = mine.filter(has_text="hello from the front page")
    # The list looks for new events by itself; nobody reloads.
    expect(sent).to_have_count(1)
    expect(mine.filter(has_text="$pageview")).to_have_count(1)
    sent.click()
    expect(sent.locator("pre")).to_contain_text('"presses": 1')


def test_custom_events_page(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/demo/custom-events")
    page.get_by_label("Event name").fill("tea ordered")
    page.get_by_role("button", name="Track").click()
    page.get_by_role("button", name="Flush").click()
    expect(page.locator(ROW).filter(has_text="tea ordered")).to_have_count(1)
    expect(page.get_by_text("Flushed.")).to_be_visible()


def test_consent_page_does_nothing_until_accepted(page: Page, site: Site, visitor: Visitor) -> None:
    page.goto(f"{site.url}/demo/consent")
    expect(page.get_by_text("Nothing: no cookie")).to_be_visible()
    assert visitor.cookies() == {}
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Accepted")).to_be_visible()
    page.evaluate("() => periscale.flush()")
    expect(page.locator(ROW).filter(has_text="$pageview")).to_have_count(1)
    assert "periscale_did" in visitor.cookies()
    page.get_by_role("button", name=re.compile("start over")).click()
    expect(page.get_by_role("button", name="Accept")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_consent_page_can_be_read_at_any_width(page: Page, site: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site.url}/demo/consent")
    page.get_by_role("button", name="Accept").click()
    page.wait_for_function(
        """() => {
          const values = [...document.querySelectorAll("[data-stored] td:last-child")];
          const places = values.map((value) => value.getBoundingClientRect());
          const isReadable = ({ width, right }) => width > 100 && right < innerWidth;
          return places.length && places.every(isReadable);
        }"""
    )


def test_consent_page_declined(page: Page, site: Site, visitor: Visitor) -> None:
    page.goto(f"{site.url}/demo/consent")
    page.get_by_role("button", name="Decline").click()
    page.evaluate("() => periscale.flush()")
    assert visitor.cookies() == {}
    assert page.evaluate("periscale.getDistinctId()") is None


def test_opt_out_page(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/demo/opt-out")
    expect(page.locator("[data-opted-out]")).to_have_text("false")
    page.get_by_role("button", name="Opt out").click()
    expect(page.locator("[data-opted-out]")).to_have_text("true")
    page.get_by_role("button", name="Try").click()
    page.reload()
    expect(page.locator("[data-opted-out]")).to_have_text("true")
    page.get_by_role("button", name="Opt in").click()
    page.get_by_role("button", name="Try").click()
    tried = page.locator(ROW).filter(has_text="opt-out demo")
    expect(tried).to_have_count(1)
