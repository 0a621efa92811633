"""optOut, optIn, hasOptedOut: here, in other tabs, on later pages, with events under way."""

from collections.abc import Callable

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush
from tests.waiting import wait_until

pytestmark = pytest.mark.same_tab

OPT_OUT_COOKIE = "periscale_opt_out"
TRY_ALL = """async () => {
  periscale.track('x'); periscale.page(); periscale.identify('u1', {a: 1}); periscale.alias('n');
  periscale.group('company', 'c1'); periscale.captureException(new Error('x'));
  await periscale.flush();
}"""


def test_nothing_is_sent_after_opting_out(visit: Visit, collector: Collector) -> None:
    page = visit(body="<button>b</button>", is_quiet=False)
    flush(page)
    collector.wait_for_one("$pageview")
    before = len(collector.sent_events())
    page.evaluate("periscale.optOut()")
    page.evaluate(TRY_ALL)
    page.click("button")
    flush(page)
    assert len(collector.sent_events()) == before
    assert page.evaluate("periscale.hasOptedOut()") is True


def test_what_is_stored(visitor: Visitor, visit: Visit) -> None:
    page = visit()
    page.evaluate("periscale.optOut()")
    cookie = visitor.cookies()[OPT_OUT_COOKIE]
    assert cookie["value"] == "1"
    assert cookie["path"] == "/"
    assert cookie["sameSite"] == "Lax"
    assert "periscale_did" not in visitor.cookies()
    assert "opt" in page.evaluate("Object.keys(localStorage).join()").lower()


def test_queued_events_are_discarded(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"flush-interval-ms": "3600000"})
    page.evaluate("() => { periscale.track('queued'); periscale.optOut() }")
    flush(page)
    page.reload()
    page.evaluate("periscale.optIn(); periscale.track('after')")
    flush(page)
    assert [e["event"] for e in collector.sent_events() if not e["event"].startswith("$")] == [
        "after"
    ]
    assert collector.names().count("$pageview") == 0


def test_stored_events_are_discarded(visitor: Visitor, visit: Visit, collector: Collector) -> None:
    """Also those that an earlier page has stored and could not send."""
    visitor.ignore("Failed to load resource")
    collector.put_faults({"status": 503})
    page = visit()
    page.evaluate("periscale.track('stored')")
    flush(page)
    visit(page=page)
    page.evaluate("periscale.optOut()")
    collector.clear_faults()
    visit(page=page)
    page.evaluate("() => { periscale.optIn(); periscale.track('after') }")
    flush(page)
    assert "stored" not in collector.names()
    assert "stored" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_request_under_way_is_not_repeated(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    visitor.ignore("Failed to load resource")
    page = visit(attributes={"flush-interval-ms": "100"})
    collector.put_faults({"delay_ms": 500, "status": 500, "retry_after": 0})
    page.evaluate("periscale.track('under way')")
    page.evaluate("() => { window.flushing = periscale.flush() }")
    wait_until(
        lambda: any(rule["hits"] for rule in collector.site.faults(collector.api_key)),
        lambda: "the request reaches the collector",
    )
    page.evaluate("periscale.optOut()")
    page.evaluate("() => flushing")
    collector.clear_faults()
    page.evaluate("() => { periscale.optIn(); periscale.track('after') }")
    flush(page)
    assert "after" in collector.names()
    assert "under way" not in collector.names()


def test_it_holds_on_later_pages(visitor: Visitor, visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("periscale.optOut()")
    for _ in range(2):
        visit(page=page)
        page.evaluate(TRY_ALL)
        assert page.evaluate("periscale.hasOptedOut()") is True
    assert collector.requests() == []
    assert list(visitor.cookies()) == [OPT_OUT_COOKIE]


@pytest.mark.parametrize("kept", ["cookie", "localStorage"])
def test_either_place_is_enough(
    visitor: Visitor, visit: Visit, collector: Collector, kept: str
) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("periscale.optOut()")
    page.goto(visitor.put(attributes={"no-init": "true"}))
    if kept == "cookie":
        page.evaluate("localStorage.clear()")
    else:
        visitor.context.clear_cookies()
    visit(page=page)
    page.evaluate(TRY_ALL)
    assert page.evaluate("periscale.hasOptedOut()") is True
    assert collector.requests() == []


def test_it_holds_for_other_tabs_at_once(visit: Visit, collector: Collector) -> None:
    first, second = (visit(attributes={"flush-interval-ms": "3600000"}) for _ in range(2))
    second.evaluate("periscale.track('queued in the other tab')")
    first.evaluate("periscale.optOut()")
    wait_until(lambda: second.evaluate("periscale.hasOptedOut()"), lambda: "the other tab hears it")
    second.evaluate(TRY_ALL)
    flush(first)
    flush(second)
    assert collector.requests() == []
    second.evaluate("periscale.optIn()")
    wait_until(lambda: not first.evaluate("periscale.hasOptedOut()"), lambda: "that, too")
    first.evaluate("periscale.track('after')")
    flush(first)
    collector.wait_for_one("after")


def test_opting_in_again(visitor: Visitor, visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate(
        """() => {
          periscale.optOut(); periscale.track('lost');
          periscale.optIn(); periscale.track('kept');
        }"""
    )
    flush(page)
    assert page.evaluate("periscale.hasOptedOut()") is False
    collector.wait_for("$opt_in", "kept")
    assert list(visitor.cookies()) == ["periscale_did"]
    visit(page=page)
    assert page.evaluate("periscale.hasOptedOut()") is False
    assert "optout" not in page.evaluate("JSON.stringify(localStorage)").lower().replace("_", "")


def test_opting_in_without_having_opted_out(visit: Visit, collector: Collector) -> None:
    page = visit()
    page.evaluate("() => { periscale.optIn(); periscale.track('after') }")
    flush(page)
    assert collector.names().count("after") == 1
    assert page.evaluate("periscale.hasOptedOut()") is False


def test_it_is_shared_by_subdomains(
    new_visitor: Callable[..., Visitor], collector: Collector
) -> None:
    visit = new_visitor().visit
    page = visit(host="www.example.test", attributes={"capture-pageview": "false"})
    page.evaluate("periscale.optOut()")
    visit(page=page, host="shop.example.test")
    assert page.evaluate("periscale.hasOptedOut()") is True
    assert collector.requests() == []


def test_it_holds_without_any_storage_for_the_page(visit: Visit, collector: Collector) -> None:
    deny = """for (const [owner, name] of [[window, 'localStorage'], [document, 'cookie']])
      Object.defineProperty(owner, name, {get() { throw new Error('denied') }, set() {}});"""
    page = visit(head=f"<script>{deny}</script>")
    page.evaluate("periscale.optOut()")
    page.evaluate(TRY_ALL)
    assert page.evaluate("periscale.hasOptedOut()") is True
    assert collector.requests() == []
