"""Every event says the same about page, device, session and visitor (spec: wire format)."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from periscale_build.project import this_project

from tests.browser.arrivals import Collector, properties_of
from tests.browser.conftest import Visit
from tests.browser.matching import ABSENT, ISO_MS, UUID7
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab


ON_EVERY_EVENT = {
    "distinct_id": UUID7,
    "$device_id": UUID7,
    "$is_identified": False,
    "$session_id": UUID7,
    "$pageview_id": UUID7,
    "$current_url": str,
    "$host": str,
    "$pathname": str,
    "$referrer": str,
    "$referring_domain": str,
    "$screen_width": int,
    "$screen_height": int,
    "$viewport_width": int,
    "$viewport_height": int,
    "$browser": "Chrome",
    "$browser_version": int,
    "$os": str,
    "$device_type": "Desktop",
    "$raw_user_agent": str,
    "$browser_language": str,
    "$timezone": str,
    "$lib": "periscale-tag",
    "$lib_version": this_project().version,
    "$groups": ABSENT,
}


def test_a_page_view_arrives_by_itself(visit: Visit, collector: Collector) -> None:
    page = visit(title="Shop & more")
    flush(page)
    (event,) = collector.expect_exactly(
        {
            "event": "$pageview",
            "uuid": UUID7,
            "timestamp": ISO_MS,
            "properties": {
                **ON_EVERY_EVENT,
                "title": "Shop & more",
                "$navigation_type": "load",
                "$prev_pageview_pathname": ABSENT,
            },
        }
    )
    properties = properties_of(event)
    assert properties["distinct_id"] == properties["$device_id"]


def test_a_custom_event_carries_its_properties_beside_the_common_ones(
    visit: Visit, collector: Collector
) -> None:
    page = visit()
    page.evaluate(
        "periscale.track('Bought ☕ 😀', {price: 3.5, for: {name: 'é', no: null}, gift: true})"
    )
    flush(page)
    collector.expect_exactly(
        {"event": "$pageview"},
        {
            "event": "Bought ☕ 😀",
            "uuid": UUID7,
            "timestamp": ISO_MS,
            "properties": {
                **ON_EVERY_EVENT,
                "price": 3.5,
                "for": {"name": "é", "no": None},
                "gift": True,
                "title": ABSENT,
            },
        },
    )


def test_properties_are_those_of_the_page(
    new_visitor: Callable[..., Visitor], collector: Collector
) -> None:
    visitor = new_visitor(
        viewport={"width": 801, "height": 602},
        screen={"width": 1920, "height": 1081},
        locale="de-AT",
        timezone_id="Europe/Vienna",
    )
    address = visitor.put(host="shop.example.test", name="cart")
    linking = visitor.visit(
        host="blog.example.test",
        head='<meta name="referrer" content="unsafe-url">',
        body=f'<a href="{address}?a=1#top">go</a>',
        attributes={"no-init": "true"},
        query="?token=secret&page=2",
    )
    linking.click("a")
    linking.wait_for_url("**/cart*")
    flush(linking)
    port = collector.site.port
    (event,) = collector.expect_exactly(
        {
            "event": "$pageview",
            "properties": {
                "$current_url": f"{address}?a=1#top",
                "$host": f"shop.example.test:{port}",
                "$pathname": f"/p/{collector.api_key}/cart",
                "$referring_domain": f"blog.example.test:{port}",
                "$viewport_width": 801,
                "$viewport_height": 602,
                "$screen_width": 1920,
                "$screen_height": 1081,
                "$browser_language": "de-AT",
                "$timezone": "Europe/Vienna",
                "$raw_user_agent": linking.evaluate("navigator.userAgent"),
                "$os": "Linux",
            },
        }
    )
    referrer = properties_of(event)["$referrer"]
    assert referrer.startswith(f"http://blog.example.test:{port}/p/")
    assert "page=2" in referrer
    assert "secret" not in referrer


def test_without_a_referrer_it_is_direct(visit: Visit, collector: Collector) -> None:
    flush(visit())
    collector.expect_exactly(
        {"properties": {"$referrer": "$direct", "$referring_domain": "$direct"}}
    )


@pytest.mark.parametrize(
    "name",
    [
        *("token", "access_token", "code", "password", "api_key", "email", "Reset-Token"),
        *("id_token", "utm_email"),
    ],
)
def test_values_of_secret_parameters_never_leave(
    visit: Visit, collector: Collector, name: str
) -> None:
    page = visit(query=f"?a=plain&{name}=s3cret&b=kept#{name}=s3cret&x=1")
    page.evaluate("periscale.track('after')")
    flush(page)
    for event in collector.wait_for("$pageview", "after"):
        assert "s3cret" not in str(event)
        url = properties_of(event)["$current_url"]
        assert "a=plain" in url
        assert "b=kept" in url
        assert name in url


CAMPAIGN = {
    "utm_source": "news letter",
    "utm_medium": "e-mail ✉",
    "utm_campaign": "spring",
    "utm_term": "shoes",
    "utm_content": "@top",
    "gclid": "g-1",
    "fbclid": "f-1",
    "msclkid": "m-1",
    "ttclid": "t-1",
}


def test_campaign_of_the_landing_page_stays_for_the_session(
    visit: Visit, collector: Collector
) -> None:
    landing = visit(query=f"?{urlencode(CAMPAIGN)}")
    landing.evaluate("periscale.track('on the landing page')")
    flush(landing)
    flush(visit(page=landing, query="?utm_source=other"))
    expected = {"properties": CAMPAIGN}
    collector.expect_exactly(expected, expected, expected)


def test_every_event_names_its_tab(visit: Visit, collector: Collector) -> None:
    page = visit()
    page.evaluate("periscale.track('same tab')")
    flush(page)
    flush(visit())
    first, same, other = collector.expect_exactly(
        *[{"properties": {"$window_id": UUID7}} for _ in range(3)]
    )
    windows = [properties_of(event)["$window_id"] for event in (first, same, other)]
    assert windows[0] == windows[1] != windows[2]
