"""The cookie's domain: the broadest the browser takes, shared by subdomains, probes removed."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.raw_tabs import RawTab, RawTabs
from tests.browser.scripts import script
from tests.browser.visitor import LOOPBACK, Visitor, flush
from tests.waiting import wait_until

COOKIE = "periscale_did"


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("example.test", ".example.test"),
        ("www.example.test", ".example.test"),
        ("a.b.c.example.test", ".example.test"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
    ],
)
def test_broadest_domain(visitor: Visitor, visit: Visit, host: str, domain: str) -> None:
    visit(host=host)
    cookies = visitor.context.cookies()
    assert [(cookie["name"], cookie["domain"]) for cookie in cookies] == [(COOKIE, domain)]


@pytest.mark.parametrize("host", ["www.example.co.uk", "example.co.uk"])
def test_a_public_suffix_takes_no_cookie(
    visitor: Visitor, visit: Visit, collector: Collector, host: str
) -> None:
    """The browser knows them: it refuses a cookie for .co.uk."""

    def answer(route: Route) -> None:
        address = route.request.url.replace(host, "127.0.0.1", 1)
        route.fulfill(response=route.fetch(url=address))

    visitor.context.route(f"http://{host}:{collector.site.port}/**", answer)
    visit(host=host)
    cookies = visitor.context.cookies()
    assert [(cookie["name"], cookie["domain"]) for cookie in cookies] == [
        (COOKIE, ".example.co.uk")
    ]


def test_subdomains_share_one_visitor(visitor: Visitor, visit: Visit, collector: Collector) -> None:
    ids = set()
    for host in ("www.example.test", "shop.example.test", "example.test", "a.b.example.test"):
        page = visit(host=host, tag_host="127.0.0.1")
        ids.add(page.evaluate("periscale.getDistinctId()"))
        flush(page)
    assert len(ids) == 1
    events = collector.wait_for(*["$pageview"] * 4)
    assert {event["distinct_id"] for event in events} == ids
    assert len(visitor.context.cookies()) == 1


def test_other_sites_do_not(visit: Visit) -> None:
    first = visit(host="www.example.test").evaluate("periscale.getDistinctId()")
    second = visit(host="www.example-two.test").evaluate("periscale.getDistinctId()")
    assert first != second


@pytest.mark.parametrize(
    ("given", "domain"),
    [
        ("shop.example.test", ".shop.example.test"),
        (".shop.example.test", ".shop.example.test"),
        ("", "www.shop.example.test"),
    ],
)
def test_cookie_domain_option(visitor: Visitor, visit: Visit, given: str, domain: str) -> None:
    visit(host="www.shop.example.test", attributes={"cookie-domain": given})
    (cookie,) = visitor.context.cookies()
    assert cookie["domain"] == domain


def test_a_domain_the_browser_refuses_costs_only_the_cookie(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    visitor.ignore("[periscale]")
    page = visit(host="www.example.test", attributes={"cookie-domain": "elsewhere.test"})
    flush(page)
    collector.wait_for("$pageview")


def test_probes_are_removed_and_rare(visitor: Visitor, visit: Visit) -> None:
    visitor.context.add_init_script(script("recorder"))
    page = visit(host="a.b.example.test")
    names = {cookie["name"] for cookie in visitor.context.cookies()}
    assert names == {COOKIE}
    writes = [call for call in page.evaluate("hostCalls") if call.startswith("set cookie")]
    assert 1 <= len(writes) <= 6


def test_limitation_an_older_host_only_cookie_is_not_widened(
    visitor: Visitor, visit: Visit
) -> None:
    """A site that changes `cookieDomain` from one host to "auto" keeps the visitor on that host;
    other hosts see a new one until the old cookie is gone."""
    page = visit(host="www.example.test", attributes={"cookie-domain": ""})
    first = page.evaluate("periscale.getDistinctId()")
    for _ in range(2):
        visit(page=page, host="www.example.test")
        assert page.evaluate("periscale.getDistinctId()") == first
    visit(page=page, host="shop.example.test")
    assert page.evaluate("periscale.getDistinctId()") != first


def test_reset_replaces_the_shared_cookie(visitor: Visitor, visit: Visit) -> None:
    page = visit(host="www.example.test")
    page.evaluate("periscale.reset()")
    new = page.evaluate("periscale.getDistinctId()")
    visit(page=page, host="shop.example.test")
    assert page.evaluate("periscale.getDistinctId()") == new
    assert [cookie["value"] for cookie in visitor.context.cookies()] == [new]


def test_opting_out_removes_the_shared_cookie(visitor: Visitor, visit: Visit) -> None:
    page = visit(host="www.example.test")
    page.evaluate("periscale.optOut()")
    assert {cookie["name"] for cookie in visitor.context.cookies()} == {"periscale_opt_out"}


def test_secure_on_https(visitor: Visitor, collector: Collector, dist: Path) -> None:
    """The site speaks no https, so the browser's requests are answered here."""
    page = visitor.context.new_page()
    tag = f'<script src="/periscale.min.js" data-api-key="{collector.api_key}"></script>'

    def answer(route: Route) -> None:
        if route.request.url.endswith(".js"):
            route.fulfill(path=dist / "periscale.min.js", content_type="text/javascript")
        elif route.request.method == "POST":
            route.fulfill(json={"status": 1})
        else:
            route.fulfill(body=f"<!doctype html>{tag}", content_type="text/html")

    page.route("https://secure.test/**", answer)
    page.goto("https://secure.test/")
    (cookie,) = visitor.context.cookies()
    assert (cookie["name"], cookie["secure"]) == (COOKIE, True)


def test_not_secure_on_http(visitor: Visitor, visit: Visit) -> None:
    """There the browser would refuse it."""
    visit(host="www.example.test")
    assert [cookie["secure"] for cookie in visitor.context.cookies()] == [False]


def test_opting_out_removes_the_cookies_of_other_domains(visitor: Visitor, visit: Visit) -> None:
    """Such as one from before the site has set `cookieDomain`."""
    page = visit(host="www.example.test", attributes={"cookie-domain": ""})
    visit(page=page, host="www.example.test", attributes={"cookie-domain": "example.test"})
    page.evaluate("periscale.optOut()")
    assert {cookie["name"] for cookie in visitor.context.cookies()} == {"periscale_opt_out"}


def test_opting_out_on_one_subdomain_discards_what_waits_on_another(
    visitor: Visitor, collector: Collector, tabs: RawTabs
) -> None:
    """A tab that was hidden meanwhile hears of no storage event: it looks when it is shown."""
    collector.put_faults({"status": 503})
    quiet: dict[str, str | None] = {"capture-pageview": "false", "flush-interval-ms": "3600000"}
    address = visitor.put(attributes=quiet)
    shop = tabs.open(address.replace(LOOPBACK, "shop.example.test"))
    shop.evaluate("(periscale.track('waits'), periscale.flush())")
    www = tabs.open(address.replace(LOOPBACK, "www.example.test"))
    www.evaluate("periscale.optOut()")
    shop.activate()
    wait_until(lambda: shop.evaluate("periscale.hasOptedOut()"), lambda: "the choice is seen")
    shop.evaluate("periscale.flush()")  # waits for a second try that has begun before
    before = len(collector.requests())
    shop.evaluate("periscale.flush()")
    assert len(collector.requests()) == before
    assert shop.evaluate("document.cookie") == "periscale_opt_out=1"
    assert shop.evaluate("Object.keys(localStorage).join()") == ""


PATIENT: dict[str, str | None] = {"capture-pageview": "false", "flush-interval-ms": "3600000"}
IS_DONE = "new Promise(done => requestIdleCallback(() => done(document.cookie)))"


@pytest.fixture
def opted_out_tabs(
    visitor: Visitor, tabs: RawTabs
) -> tuple[RawTab, RawTab, Callable[[str], RawTab]]:
    """Of two subdomains whose visitor has opted out, and what opens another tab."""

    def open_tab(subdomain: str) -> RawTab:
        address = visitor.put(attributes=PATIENT)
        return tabs.open(address.replace(LOOPBACK, f"{subdomain}.example.test"))

    shop = open_tab("shop")
    shop.evaluate("periscale.optOut()")
    www = open_tab("www")
    assert www.evaluate("periscale.hasOptedOut()") is True
    shop.activate()
    shop.evaluate("(periscale.optIn(), periscale.identify('u1'))")
    return shop, www, open_tab


def test_a_tab_that_has_opted_out_leaves_who_opted_in_elsewhere_alone(
    opted_out_tabs: tuple[RawTab, RawTab, Callable[[str], RawTab]],
) -> None:
    shop, www, open_tab = opted_out_tabs
    device = re.search(f"{COOKIE}=[^;]+", shop.evaluate("document.cookie"))
    assert device
    www.activate()
    assert device[0] in www.evaluate(IS_DONE)
    assert device[0] in open_tab("blog").evaluate(IS_DONE)
    assert open_tab("shop").evaluate("periscale.getDistinctId()") == "u1"


def test_opting_in_on_one_subdomain_holds_on_another(
    opted_out_tabs: tuple[RawTab, RawTab, Callable[[str], RawTab]],
) -> None:
    """Which has an entry of its own in its localStorage."""
    _, _, open_tab = opted_out_tabs
    for subdomain in ("www", "shop", "www"):
        assert open_tab(subdomain).evaluate("periscale.hasOptedOut()") is False
