"""Who somebody is by e-mail: User.com's unified identification, asked of the collector."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush
from tests.facades.row import event as row
from tests.waiting import wait_until

pytestmark = pytest.mark.same_tab

STUB = "window.civchat = {apiKey: 'k1'};"
EMAIL = "e@x.test"


def person(collector: Collector, distinct_id: str) -> Any:
    path = f"/persons/{distinct_id}?api_key={collector.api_key}"
    return collector.site.call("GET", path)


def make_owner(page: Page) -> str:
    """Another person who has the e-mail, known to the collector."""
    page.evaluate("periscale.identify('owner', {email: 'e@x.test'}); periscale.reset()")
    flush(page)
    return "owner"


def unified(authorize: bool) -> str:
    return (
        "window.civchat = {apiKey: 'k1', unified_identification: true, "
        f"authorize_by_email: {str(authorize).lower()}}};"
    )


TABLE = [
    # call, authorize, who owns it, own e-mail before, and what comes of it
    ("pageHit", True, "nobody", EMAIL, "update"),
    ("pageHit", False, "nobody", EMAIL, "update"),
    ("pageHit", True, "other", "", "switch"),
    ("pageHit", True, "other", "mine@x.test", "switch"),
    ("pageHit", False, "other", "", "keep"),
    ("pageHit", False, "other", "mine@x.test", "keep"),
    ("pageHit", True, "nobody", "", "update"),
    ("pageHit", False, "nobody", "", "update"),
    ("pageHit", True, "nobody", "mine@x.test", "new"),
    ("pageHit", False, "nobody", "mine@x.test", "new"),
    ("resetAuth", True, "other", "", "switch"),
    ("resetAuth", False, "other", "", "new without"),
    ("resetAuth", True, "nobody", "mine@x.test", "new"),
    ("resetAuth", False, "nobody", "mine@x.test", "new"),
]


@pytest.mark.parametrize(("call", "authorize", "owner", "own", "outcome"), TABLE)
def test_unified_identification(
    record_property: Any, visit: Visit, visitor: Visitor, collector: Collector, call: str,
    authorize: bool, owner: str, own: str, outcome: str,
) -> None:  # fmt: skip
    label = f"UE.{call}({{email}}) unified, authorize {authorize}, owner {owner}, own {own or '-'}"
    record_property("conformance", ["User.com", label, outcome])
    page = visit(
        head=f"<script>{unified(authorize)}</script>",
        attributes={"capture-pageview": "false", "flush-interval-ms": "10"},
    )
    if owner == "other":
        make_owner(page)
    if own:
        page.evaluate("(email) => userengage('client.update', {email})", own)
    before = page.evaluate("periscale.getDistinctId()")
    flush(page)
    page.evaluate(
        f"(email) => {{ UE.{call}({{apiKey: 'k1', email, plan: 'pro'}});"
        " userengage('event.later') }",
        EMAIL,
    )
    later = collector.wait_for_one("later")
    after = later["distinct_id"]
    kept = {"update": before, "keep": before, "switch": "owner"}.get(outcome)
    assert after == kept if kept else after not in (before, "owner")
    properties = person(collector, after)["properties"]
    assert properties["plan"] == "pro"
    assert properties.get("email") == {"keep": own or None, "new without": None}.get(outcome, EMAIL)
    if outcome in ("keep", "new without"):
        visitor.expect_problem("email")
    names = [one["event"] for one in collector.events()]
    assert ("$pageview" in names) == (call == "pageHit")
    if call == "pageHit":
        view = collector.wait_for_one("$pageview")
        assert view["distinct_id"] == after


def test_not_unified_the_email_is_overwritten(visit: Visit, collector: Collector) -> None:
    page = visit(head=f"<script>{STUB}</script>", attributes={"capture-pageview": "false"})
    make_owner(page)
    before = page.evaluate("periscale.getDistinctId()")
    page.evaluate("UE.pageHit({apiKey: 'k1', email: 'e@x.test'})")
    flush(page)
    assert page.evaluate("periscale.getDistinctId()") == before
    assert person(collector, before)["properties"]["email"] == EMAIL
    page.evaluate("UE.resetAuth({apiKey: 'k1', email: 'e@x.test'})")
    flush(page)
    assert page.evaluate("periscale.getDistinctId()") != before


def test_at_boot_the_page_view_waits_for_the_answer(
    visit: Visit, visitor: Visitor, collector: Collector
) -> None:
    make_owner(visit(attributes={"capture-pageview": "false"}))
    visit(
        head=f"<script>{unified(True)} civchat.email = '{EMAIL}'</script>",
        attributes={"flush-interval-ms": "10"},
        page=visitor.new_page(),
    )
    assert collector.wait_for_one("$pageview")["distinct_id"] == "owner"


QUICK = {"capture-pageview": "false", "flush-interval-ms": "10"}


def test_an_empty_user_id_is_none(visit: Visit, visitor: Visitor, collector: Collector) -> None:
    make_owner(visit(attributes=QUICK))
    page = visit(
        head=f"<script>{unified(True)} civchat.user_id = ''; civchat.email = '{EMAIL}'</script>",
        attributes=QUICK,
        page=visitor.new_page(),
    )
    page.evaluate("userengage('event.later')")
    assert collector.wait_for_one("later")["distinct_id"] == "owner"


@pytest.mark.parametrize("authorize", [True, False])
def test_an_email_in_other_letters_is_the_same(
    visit: Visit, collector: Collector, authorize: bool
) -> None:
    page = visit(head=f"<script>{unified(authorize)}</script>", attributes=QUICK)
    page.evaluate("UE.pageHit({apiKey: 'k1', email: 'e@x.test'})")
    collector.wait_for_one("$pageview")
    before = page.evaluate("periscale.getDistinctId()")
    page.evaluate("UE.pageHit({apiKey: 'k1', email: 'E@X.test'}); userengage('event.later')")
    assert collector.wait_for_one("later")["distinct_id"] == before
    assert person(collector, before)["properties"]["email"] == "E@X.test"


@pytest.mark.parametrize("authorize", [True, False])
def test_an_email_that_the_user_got_in_another_browser_is_the_users(
    new_visitor: Callable[[], Visitor], collector: Collector, authorize: bool
) -> None:
    """This one still remembers the e-mail before it."""
    here, there = new_visitor(), new_visitor()
    head = f"<script>{unified(authorize)}</script>"
    page = here.visit(head=head, attributes=QUICK)
    page.evaluate("UE.pageHit({apiKey: 'k1', user_id: 'u1', email: 'old@x.test'})")
    flush(page)
    other = there.visit(head=head, attributes=QUICK)
    other.evaluate("UE.pageHit({apiKey: 'k1', user_id: 'u1', email: 'new@x.test'})")
    flush(other)
    page.evaluate("UE.pageHit({apiKey: 'k1', email: 'new@x.test'}); userengage('event.later')")
    assert collector.wait_for_one("later")["distinct_id"] == "u1"
    assert person(collector, "u1")["properties"]["email"] == "new@x.test"


def test_whose_own_email_it_is_may_log_in_meanwhile(
    new_visitor: Callable[[], Visitor], collector: Collector
) -> None:
    page = new_visitor().visit(head=f"<script>{unified(True)}</script>", attributes=QUICK)
    waiting: list[Route] = []
    page.route("**/identity/resolve", lambda route: waiting.append(route))
    before = page.evaluate("periscale.getDistinctId()")
    with page.expect_request("**/identity/resolve"):
        page.evaluate("UE.pageHit({apiKey: 'k1', email: 'e@x.test'}); userengage('event.later')")
    page.evaluate("periscale.identify('u1')")
    waiting[0].fulfill(json={"owner": before})
    assert collector.wait_for_one("later")["distinct_id"] == "u1"
    assert person(collector, "u1")["properties"]["email"] == EMAIL


def test_an_email_is_not_taken_for_that_of_the_user_before(
    visit: Visit, collector: Collector
) -> None:
    """Who has another e-mail asks for the new user that this one makes."""
    page = visit(
        head=f"<script>{unified(True)}</script>",
        attributes={"capture-pageview": "false", "flush-interval-ms": "1000000"},
    )
    page.evaluate("userengage('client.update', {email: 'mine@x.test'})")
    flush(page)
    first = page.evaluate("periscale.getDistinctId()")
    # The second call asks before anything has told whose the e-mail is.
    seen = page.evaluate(
        """(email) => new Promise((done) => {
          const ids = [];
          periscale.on('*', ({event, properties}) => {
            if (event === '$pageview') ids.push(properties.distinct_id);
            if (event === 'last') done([...ids, properties.distinct_id]) });
          UE.pageHit({apiKey: 'k1', email}); UE.resetAuth({apiKey: 'k1', email});
          userengage('event.last') })""",
        EMAIL,
    )
    assert first not in seen
    flush(page)
    assert person(collector, seen[0])["properties"]["email"] == EMAIL
    page.evaluate(
        """(email) => new Promise((done) => {
          periscale.on('later', done);
          UE.resetAuth({apiKey: 'k1', email});
          userengage('event.later') })""",
        EMAIL,
    )
    assert page.evaluate("periscale.getDistinctId()") in seen


@pytest.mark.parametrize("leave", ["navigate", "close"])
def test_a_page_that_is_left_does_not_wait_for_the_answer(
    new_visitor: Callable[[], Visitor], collector: Collector, leave: str
) -> None:
    visitor = new_visitor()
    page = visitor.visit(head=f"<script>{unified(True)}</script>", attributes=QUICK)
    page.route("**/identity/resolve", lambda route: None)
    with page.expect_request("**/identity/resolve"):
        page.evaluate("""() => {
          UE.pageHit({apiKey: 'k1', email: 'e@x.test', event: {event_name: 'Bought'}});
          userengage('event.after') }""")
    if leave == "close":
        visitor.new_page()
        page.close(run_before_unload=True)
    else:
        page.goto("about:blank")
    # What has not left with the page is sent by the next one.
    visitor.visit(attributes=QUICK)
    collector.expect_exactly(
        row("$set", S_set={"email": EMAIL}), row("$pageview"), row("Bought"), row("after")
    )


@pytest.mark.parametrize("lacks", ["", "delete AbortSignal.timeout;"], ids=["", "older browser"])
@pytest.mark.parametrize("fault", [{"status": 500}, {"hang": True}])
def test_no_answer_counts_as_unknown(
    new_visitor: Callable[[], Visitor], collector: Collector, fault: dict[str, Any], lacks: str
) -> None:
    visitor = new_visitor()
    visitor.ignore("500")
    page = visitor.visit(
        head=f"<script>{lacks}{unified(True)}</script>",
        attributes={"capture-pageview": "false", "flush-interval-ms": "10"},
    )
    make_owner(page)
    page.route(
        "**/identity/resolve",
        lambda route: None if "hang" in fault else route.fulfill(**fault),
    )
    before = page.evaluate("periscale.getDistinctId()")
    page.evaluate("UE.pageHit({apiKey: 'k1', email: 'e@x.test'})")
    assert collector.wait_for_one("$pageview")["distinct_id"] == before
    assert person(collector, before)["properties"]["email"] == EMAIL


HIT = "UE.pageHit({apiKey: 'k1', email: 'e@x.test', plan: 'pro'}); userengage('event.later')"


def ask_and_answer(page: Page, meanwhile: str, owner: str | None) -> None:
    """The collector is asked by `HIT`; `meanwhile` happens; then it answers `owner`."""
    waiting: list[Route] = []
    page.route("**/identity/resolve", lambda route: waiting.append(route))
    before = page.evaluate("periscale.getDistinctId()")
    page.evaluate(HIT)
    wait_until(lambda: page.evaluate("0") or waiting, lambda: "the collector is asked")
    page.evaluate(meanwhile)
    waiting[0].fulfill(json={"owner": before if owner == "asker" else owner})


@pytest.mark.parametrize("owner", ["asker", None])
@pytest.mark.parametrize(
    "meanwhile",
    [
        "periscale.reset()",
        "heap.identify('x9'); heap.resetIdentity()",
        "periscale.optOut(); periscale.optIn()",
    ],
)
def test_reset_while_the_question_waits(
    new_visitor: Callable[[], Visitor], collector: Collector, owner: str | None, meanwhile: str
) -> None:
    page = new_visitor().visit(
        head=f"<script>{unified(True)}</script>", attributes={**QUICK, "compat": "heap"}
    )
    ask_and_answer(page, meanwhile, owner)
    later = collector.wait_for_one("later")
    assert later["distinct_id"] == page.evaluate("periscale.getDistinctId()")
    flush(page)
    found = person(collector, later["distinct_id"])
    assert "email" not in found["properties"], found


def test_logout_while_the_question_waits_is_no_login(
    new_visitor: Callable[[], Visitor], collector: Collector
) -> None:
    page = new_visitor().visit(head=f"<script>{unified(True)}</script>", attributes=QUICK)
    make_owner(page)
    ask_and_answer(page, "periscale.reset()", "owner")
    assert collector.wait_for_one("later")["distinct_id"] != "owner"


def test_another_login_while_the_question_waits(
    new_visitor: Callable[[], Visitor], collector: Collector
) -> None:
    page = new_visitor().visit(head=f"<script>{unified(True)}</script>", attributes=QUICK)
    page.evaluate("periscale.identify('u1')")
    ask_and_answer(page, "periscale.identify('u2')", "asker")
    assert collector.wait_for_one("later")["distinct_id"] == "u2"
    flush(page)
    assert "email" not in person(collector, "u2")["properties"]


@pytest.mark.parametrize("owner", ["owner", None])
@pytest.mark.parametrize(
    "login", ["periscale.identify('u1', {email: 'e@x.test'})", "heap.identify('u1')"]
)
def test_a_login_while_the_question_waits_stays(
    new_visitor: Callable[[], Visitor], collector: Collector, login: str, owner: str | None
) -> None:
    visitor = new_visitor()
    visitor.ignore("email is taken")
    page = visitor.visit(
        head=f"<script>{unified(True)}</script>", attributes={**QUICK, "compat": "heap"}
    )
    ask_and_answer(page, login, owner)
    assert collector.wait_for_one("later")["distinct_id"] == "u1"


def test_an_empty_email_is_none(new_visitor: Callable[[], Visitor], collector: Collector) -> None:
    page = new_visitor().visit(
        head=f"<script>{unified(True)} civchat.email = ''</script>", attributes=QUICK
    )
    page.evaluate("userengage('event.browsed')")
    before = collector.wait_for_one("browsed")["distinct_id"]
    page.evaluate(HIT)
    assert collector.wait_for_one("later")["distinct_id"] == before


def test_an_empty_email_makes_no_new_user(
    new_visitor: Callable[[], Visitor], collector: Collector
) -> None:
    visitor = new_visitor()
    page = visitor.visit(head=f"<script>{unified(True)}</script>", attributes=QUICK)
    page.evaluate(HIT)
    before = collector.wait_for_one("later")["distinct_id"]
    page = visitor.visit(
        head=f"<script>{unified(True)} civchat.email = ''</script>", attributes=QUICK
    )
    page.evaluate("userengage('event.second')")
    assert collector.wait_for_one("second")["distinct_id"] == before


def test_an_event_before_a_logout_is_of_who_was_logged_in(
    new_visitor: Callable[[], Visitor], collector: Collector
) -> None:
    page = new_visitor().visit(head=f"<script>{unified(True)}</script>", attributes=QUICK)
    page.evaluate("periscale.identify('u1')")
    page.evaluate(HIT)
    collector.wait_for_one("later")  # the question is answered, nothing waits any more
    page.evaluate("() => { userengage('event.Logged out'); periscale.reset() }")
    assert collector.wait_for_one("Logged out")["distinct_id"] == "u1"
