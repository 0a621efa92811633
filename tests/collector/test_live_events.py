"""The live list in a real browser: events arrive by themselves, can be filtered and opened."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.collector.wire import make_batch, make_event, post
from tests.site import Site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test if a script of the site, or its policy, complains."""
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def send_elsewhere(site: Site, api_key: str, name: str, **properties: object) -> None:
    """An event of another visitor."""
    event = make_event(event=name, properties={"distinct_id": "someone else", **properties})
    assert post(site, make_batch(api_key, event)).status == 200


def test_events_of_others_arrive_by_themselves(site: Site, api_key: str, page: Page) -> None:
    send_elsewhere(site, api_key, f"{api_key} earlier")
    page.goto(site.url)
    earlier = page.locator(".event", has_text=f"{api_key} earlier")
    expect(earlier).not_to_have_class(re.compile("is-new"))

    send_elsewhere(site, api_key, f"{api_key} later")
    later = page.locator(".event", has_text=f"{api_key} later")
    expect(later).to_have_class(re.compile("is-new"))
    expect(page.get_by_text("Live", exact=True)).to_be_visible()


def test_visit_itself_is_in_the_list(site: Site, page: Page) -> None:
    page.goto(site.url)
    distinct_id = page.evaluate("periscale.getDistinctId()")
    page.get_by_role("button", name="Send a custom event").click()
    row = page.locator(f'.event:has([title="Distinct id {distinct_id}"])')
    expect(row.get_by_text("hello from the front page")).to_be_visible()
    expect(row.get_by_text("$pageview")).to_be_visible()


def test_filter_shows_what_has_the_text_in_its_name(site: Site, api_key: str, page: Page) -> None:
    send_elsewhere(site, api_key, f"{api_key} apple")
    send_elsewhere(site, api_key, f"{api_key} pear")
    page.goto(site.url)
    expect(page.locator(".event", has_text=f"{api_key} pear")).to_be_visible()
    page.get_by_label("Filter by name").fill(f"{api_key} APPLE")
    expect(page.locator(".event:visible")).to_have_count(1)

    # What arrives later is filtered too.
    send_elsewhere(site, api_key, f"{api_key} pear again")
    send_elsewhere(site, api_key, f"{api_key} apple again")
    expect(page.locator(".event:visible")).to_have_count(2)
    page.get_by_label("Filter by name").fill("no such event")
    expect(page.get_by_text("No event here has “no such event” in its name.")).to_be_visible()


def test_row_opens_to_the_whole_event(site: Site, api_key: str, page: Page) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    send_elsewhere(site, api_key, f"{api_key} {hostile}", text=hostile, nested={"a": [1, '{"}']})
    (stored,) = site.events(api_key=api_key)
    page.goto(site.url)
    row = page.locator(".event", has_text=f"{api_key} {hostile}")
    row.get_by_text(api_key).click()
    shown = row.locator("pre")
    expect(shown).to_contain_text("nested")
    assert json.loads(shown.inner_text()) == stored


SET_HIDDEN = """hidden => {
    Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
    document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.mark.parametrize("how", ["hidden", "paused"])
def test_nothing_is_asked_while_hidden_or_paused(site: Site, page: Page, how: str) -> None:
    page.clock.install()
    page.goto(site.url)
    expect(page.get_by_text("Live", exact=True)).to_be_visible()
    with page.expect_request("**/events?*"):
        page.clock.run_for(2_000)

    def switch(is_off: bool) -> None:
        if how == "hidden":
            page.evaluate(SET_HIDDEN, is_off)
        else:
            page.get_by_role("button", name="Pause" if is_off else "Resume").click()

    switch(True)
    expect(page.get_by_text("Paused")).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(60_000)
    assert [url for url in asked if "/events" in url] == []
    with page.expect_request("**/events?*"):
        switch(False)
        page.clock.run_for(100)
