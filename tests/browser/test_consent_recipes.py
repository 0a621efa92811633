"""The consent recipes of the README, on the pages of the test site that show them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor
from tests.site import Site
from tests.waiting import wait_until


@pytest.fixture
def page(visitor: Visitor) -> Page:
    return visitor.context.new_page()


def storage_keys(page: Page) -> list[str]:
    keys: list[str] = page.evaluate(
        "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    )
    return sorted(keys)


def names_of(site: Site, distinct_id: str) -> list[str]:
    return [event["event"] for event in site.events(distinct_id=distinct_id)]


def test_consent_is_asked_once_and_can_be_withdrawn(
    page: Page, site: Site, visitor: Visitor
) -> None:
    page.goto(f"{site.url}/demo/consent-remembered")
    assert storage_keys(page) == []
    assert visitor.cookies() == {}
    page.get_by_role("button", name="Accept").click()
    distinct_id = page.evaluate("periscale.getDistinctId()")
    page.reload()
    expect(page.locator("[data-choice]")).to_have_text("accepted")
    expect(page.locator("[data-banner]")).to_be_hidden()
    assert page.evaluate("periscale.getDistinctId()") == distinct_id
    wait_until(
        lambda: (
            page.evaluate("() => periscale.flush().then(() => 1)")
            and names_of(site, distinct_id).count("$pageview") == 2
        ),
        lambda: f"both page views arrive, not only {names_of(site, distinct_id)}",
    )
    before = names_of(site, distinct_id)
    page.get_by_role("button", name="Withdraw").click()
    page.evaluate("() => { periscale.track('after withdrawal'); return periscale.flush(); }")
    page.reload()
    expect(page.locator("[data-choice]")).to_have_text("declined")
    page.evaluate("() => periscale.flush()")
    assert page.evaluate("periscale.hasOptedOut()") is True
    assert names_of(site, distinct_id) == before
    assert "periscale_did" not in visitor.cookies()


def test_consent_declined_stores_nothing_but_the_choice(
    page: Page, site: Site, visitor: Visitor
) -> None:
    page.goto(f"{site.url}/demo/consent-remembered")
    page.get_by_role("button", name="Decline").click()
    page.reload()
    expect(page.locator("[data-choice]")).to_have_text("declined")
    assert storage_keys(page) == ["consent"]
    assert visitor.cookies() == {}


def test_counting_without_storage(page: Page, site: Site, visitor: Visitor) -> None:
    page.goto(f"{site.url}/demo/no-storage")
    first = page.evaluate("periscale.getDistinctId()")
    page.get_by_role("button", name="Send an event").click()
    wait_until(
        lambda: names_of(site, first) == ["$pageview", "$autocapture", "sent without storage"],
        lambda: f"the events arrive, not {names_of(site, first)}",
    )
    assert storage_keys(page) == []
    assert visitor.cookies() == {}
    page.reload()
    assert page.evaluate("periscale.getDistinctId()") != first
