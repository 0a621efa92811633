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
    # A page that was told to wait sends nothing more by itself.
    collector.put_faults({"status": 503, "retry_after": 3600})
    page = visit()
    page.evaluate("periscale.track('stored')")
    flush(page)
    visit(page=page)
    flush(page)
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
    # Taken back, for other subdomains to know.
    assert visitor.cookies()[OPT_OUT_COOKIE]["value"] == "0"
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


def test_a_choice_made_in_another_tab_before_init(visit: Visit, collector: Collector) -> None:
    """A page that was asked once does not take its old answer for the choice."""
    waiting = visit(attributes={"no-init": "true"})
    assert waiting.evaluate("periscale.hasOptedOut()") is False
    other = visit(attributes={"capture-pageview": "false"})
    other.evaluate("periscale.optOut()")
    waiting.wait_for_function("document.cookie.includes('opt_out')", polling=20)
    waiting.evaluate("apiKey => periscale.init({apiKey})", collector.api_key)
    waiting.evaluate(TRY_ALL)
    assert waiting.evaluate("periscale.hasOptedOut()") is True
    assert other.evaluate("periscale.hasOptedOut()") is True
    assert collector.requests() == []


def test_nothing_of_a_person_named_before_opting_in(visit: Visit, collector: Collector) -> None:
    """What is said while opted out is as if it was not said: all of it is news afterwards."""
    page = visit(attributes={"capture-pageview": "false"})
    say = """() => {
      periscale.identify('u1', {plan: 'pro'}); periscale.group('company', 'c1', {size: 5});
    }"""
    page.evaluate("() => { periscale.setSuperProperties({old: 1}); periscale.optOut() }")
    page.evaluate(say)
    page.evaluate("periscale.optIn()")
    new = page.evaluate("periscale.getDistinctId()")
    page.evaluate(say)
    flush(page)
    opted_in, *_ = collector.expect_exactly(
        {"event": "$opt_in", "distinct_id": new},
        {"event": "$identify", "distinct_id": "u1", "properties": {"$set": {"plan": "pro"}}},
        {"event": "$groupidentify", "properties": {"$group_set": {"size": 5}}},
    )
    assert new != "u1"
    assert "old" not in opted_in["properties"]


def test_a_tab_that_hears_late_leaves_nothing_behind(visitor: Visitor, visit: Visit) -> None:
    """What it stores before the browser tells it goes then."""
    page = visit(attributes={"capture-pageview": "false"})
    with visitor.context.expect_page() as opened:
        page.evaluate("() => { window.other = window.open(location.href) }")
    other = opened.value
    other.wait_for_load_state()
    page.evaluate(
        """() => {
          periscale.optOut();
          window.other.periscale.identify('u1', {email: 'ann@example.com'});
          if (!localStorage.periscale_opt_out) throw 'not yet';
        }"""
    )
    wait_until(lambda: other.evaluate("periscale.hasOptedOut()"), lambda: "it hears of the choice")
    assert list(visitor.cookies()) == [OPT_OUT_COOKIE]
    assert "example.com" not in page.evaluate("JSON.stringify(localStorage)")


@pytest.mark.parametrize("way", ["on", "beforeSend"])
def test_opting_out_while_an_event_is_shown_to_the_page(
    visit: Visit, collector: Collector, way: str
) -> None:
    page = visit(attributes={"no-init": "true"})
    page.evaluate(
        """([apiKey, way]) => {
          const optOut = () => { periscale.optOut(); return {event: 'x', properties: {}} };
          periscale.init({apiKey, capturePageview: false, [way]: optOut});
          if (way == 'on') periscale.on('x', optOut);
          periscale.track('x');
        }"""
        if way == "beforeSend"
        else """([apiKey]) => {
          periscale.init({apiKey, capturePageview: false});
          periscale.on('x', () => periscale.optOut());
          periscale.track('x');
        }""",
        [collector.api_key, way],
    )
    flush(page)
    assert page.evaluate("periscale.hasOptedOut()") is True
    assert collector.requests() == []


def test_a_tab_opted_in_from_another_stores_its_events(visit: Visit) -> None:
    attributes: dict[str, str | None] = {
        "capture-pageview": "false",
        "flush-interval-ms": "3600000",
    }
    chooser = visit(attributes=attributes)
    chooser.evaluate("periscale.optOut()")
    other = visit(attributes=attributes)
    chooser.evaluate("periscale.optIn()")
    wait_until(lambda: not other.evaluate("periscale.hasOptedOut()"), lambda: "it hears of it")
    other.evaluate("periscale.track('stored')")
    stored = "Object.values(localStorage).join().includes('\"stored\"')"
    wait_until(lambda: other.evaluate(stored), lambda: "the event is stored")


@pytest.mark.parametrize("persistence", ["localStorage+cookie", "cookie", "memory"])
def test_another_tab_is_a_new_visitor_after_opting_in(visit: Visit, persistence: str) -> None:
    attributes: dict[str, str | None] = {"capture-pageview": "false", "persistence": persistence}
    first, second = (visit(attributes=attributes) for _ in range(2))
    old = second.evaluate("periscale.getDistinctId()")
    first.evaluate("periscale.optOut()")
    second.wait_for_function("periscale.hasOptedOut()", polling=20)
    first.evaluate("periscale.optIn()")
    second.wait_for_function("!periscale.hasOptedOut()", polling=20)
    if persistence != "memory":
        told = first.evaluate("periscale.getDistinctId()")
        second.wait_for_function("id => document.cookie.includes(id)", arg=told, polling=20)
    second.evaluate("periscale.track('e')")
    new = second.evaluate("periscale.getDistinctId()")
    assert new != old
    if persistence != "memory":
        assert new == told
