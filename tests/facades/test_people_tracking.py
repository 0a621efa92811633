"""`new PeopleTrackingSDK()`: promises, error codes, limits, sessions and profiles."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.raw_tabs import RawTabs
from tests.browser.visitor import Visitor, flush
from tests.facades.row import Check, Row, event
from tests.waiting import wait_until

pytestmark = pytest.mark.same_tab

SUCCESS = {"success": True, "data": None}
STARTED = event("Session started")
VIEW = event("$pageview")
IDENTIFY = event("$identify")
START = (IDENTIFY, VIEW)
ATTRIBUTES = {"compat": "people"}
READY = """const sdk = new PeopleTrackingSDK(); await sdk.init('k1');"""
LEAD = f"periscale.identify('u1'); {READY}"


def failure(code: int, name: str, message: str) -> dict[str, object]:
    error = {"code": code, "name": name, "message": message}
    return {
        "success": False,
        "error": {**error, "origin": "fe-snippet", "platform": "fe-snippet"},
    }


NOT_INITIALIZED = failure(
    2015,
    "NotInitializedPeopleTrackingError",
    "People tracking SDK is not initialized. Call init() first",
)
NO_TOKEN = failure(
    2018,
    "MissingAuthorizationTokenError",
    "Missing authorization token. Make sure a registration exists.",
)
NO_CHAT = failure(4001, "InitRequiredError", "Live Chat is not initialized")


def track_error(cause: str) -> dict[str, object]:
    return failure(2016, "SdkTrackError", f"Error when calling track(). Cause: {cause}")


NO_EVENT_NAME = track_error("an event name has 1 to 255 characters")


def person_error(cause: str) -> dict[str, object]:
    message = f"Error when calling updatePerson(). Cause: {cause}"
    return failure(2017, "PeopleUpdateError", message)


def list_error(cause: str) -> dict[str, object]:
    return failure(2019, "AppendToListError", f"Error when calling appendToList(). Cause: {cause}")


ROWS = [
    Row("return await new PeopleTrackingSDK().init('k1')", SUCCESS, (STARTED, VIEW),
        result="success, page view"),
    Row(f"{READY} return await sdk.init('k1')", SUCCESS, (STARTED, VIEW),
        result="success, no second page view", name="init, same key again"),
    *[Row(f"return await new PeopleTrackingSDK().init({key})", NO_TOKEN, result="2018")
      for key in ("''", "5", "null", "", "{}")],
    *[Row(f"return await new PeopleTrackingSDK().{call}", NOT_INITIALIZED, result="2015")
      for call in ("track('e')", "updatePerson({})", "appendToList('l', {})", "track()")],
    *[Row(f"return await new PeopleTrackingSDK({{requireLiveChat: true}}).{call}", NO_CHAT,
          result="4001")
      for call in ("init('k1')", "init('')", "track('')", "updatePerson()", "appendToList()")],
    Row("return await new PeopleTrackingSDK({requireLiveChat: true}).init('k1')", SUCCESS,
        (STARTED, VIEW), result="success", before="window.liveChat = () => {};",
        name="init with requireLiveChat and a chat"),
    Row(f"{READY} return await sdk.track('Bought', {{price: 5}})", SUCCESS,
        (STARTED, VIEW, event("Bought", price=5)), result="event"),
    Row(f"{READY} return await sdk.track('Bare')", SUCCESS, (STARTED, VIEW, event("Bare")),
        result="event"),
    *[Row(f"{READY} return await sdk.track({id})", NO_EVENT_NAME, (STARTED, VIEW),
          result="2016") for id in ("''", "5", "null", "undefined, {a: 1}")],
    *[Row(f"{READY} return await sdk.track('e', {value})", track_error("properties"),
          (STARTED, VIEW), result="2016") for value in ("{}", "5", "'text'", "[]", "[1]")],
    Row(f"{READY} return await sdk.updatePerson({{city: 'Graz'}})", person_error("not a Lead"),
        (STARTED, VIEW), result="2017: a visitor"),
    *[Row(f"{READY} return await sdk.updatePerson({value})", person_error("not an object"),
          (STARTED, VIEW), result="2017") for value in ("5", "null", "", "[]")],
    *[Row(f"{READY} return await sdk.appendToList('l', {value})", list_error("not an object"),
          (STARTED, VIEW), result="2019") for value in ("5", "null", "'x'", "[]")],
    *[Row(f"{READY} return await sdk.appendToList({name}, {{}})", list_error("name"),
          (STARTED, VIEW), result="2019") for name in ("''", "5", "null")],
    Row(f"{READY} return await sdk.appendToList('l', {{a: 1}})", list_error("not a Lead"),
        (STARTED, VIEW), result="2019: a visitor"),
    Row(f"{LEAD} return await sdk.appendToList('orders', {{id: 7}})", SUCCESS,
        (STARTED, IDENTIFY, VIEW, event("$set", S_append={"orders": {"id": 7}})), result="$append"),
    Row(f"{LEAD} return await sdk.updatePerson({{city: null}})", SUCCESS,
        (STARTED, IDENTIFY, VIEW), result="nothing to clear"),
    *[Row(f"{LEAD} return await sdk.updatePerson({{{name}: null}})", SUCCESS,
          (STARTED, IDENTIFY, VIEW), result="nothing to clear",
          name=f"updatePerson({{{name}: null}})")
      for name in ("gender", "birthDate", "profilePicture")],
    Row("""const sdk = new PeopleTrackingSDK(); const first = sdk.init('k1');
           const all = [sdk.track('one'), sdk.track(''), sdk.track('two')];
           return [await first, ...await Promise.all(all)].map((it) => it.success)""",
        [True, True, False, True], (STARTED, VIEW, event("one"), event("two")),
        result="wait for init, run in order"),
]  # fmt: skip

FIELDS: list[tuple[str, str, bool]] = [
    *[(name, f"'{'x' * limit}'", True) for name, limit in (
        ("address", 256), ("city", 50), ("country", 50), ("middleName", 50), ("firstName", 255),
        ("lastName", 255), ("externalId", 256))],
    *[(name, f"'{'x' * (limit + 1)}'", False) for name, limit in (
        ("address", 256), ("city", 50), ("country", 50), ("middleName", 50), ("firstName", 255),
        ("lastName", 255), ("externalId", 256))],
    ("birthDate", "'1980-01-31'", True), ("birthDate", "'31.1.1980'", False),
    ("birthDate", "'1980-01-31T00:00'", False), ("birthDate", "5", False),
    ("profilePicture", "'https://x.test/a.png'", True), ("profilePicture", "'a.png'", False),
    ("gender", "'male'", True), ("gender", "'female'", True), ("gender", "'other'", False),
    ("preferredLanguage", "'English'", True),
    ("tags", "['a']", True), ("tags", "'a'", False),
    ("contactInformation", "{email: [{address: 'a@b.c'}], phone: [{number: '1'}]}", True),
    ("contactInformation", "{email: Array(100).fill({address: 'a@b.c'})}", True),
    ("contactInformation", "{email: Array(101).fill({address: 'a@b.c'})}", False),
    ("contactInformation", f"{{email: [{{address: '{'x' * 101}'}}]}}", False),
    ("contactInformation", "{email: 'a@b.c'}", False),
    ("contactInformation", f"{{phone: [{{number: '{'1' * 101}'}}]}}", False),
    ("contactInformation", "{phone: Array(101).fill({number: '1'})}", False),
    ("customAttributes", "{a: 1}", True), ("integrations", "{crm: {id: 5}}", True),
]  # fmt: skip
ROWS += [
    Row(f"{LEAD} return await sdk.updatePerson({{{name}: {value}}})",
        SUCCESS if is_good else person_error(name),
        (STARTED, IDENTIFY, VIEW, *([event("$set", S_set={name: object})] if is_good else [])),
        result="$set" if is_good else "2017 names it",
        name=f"updatePerson({{{name}: {value if len(value) < 60 else value[:40] + '…'}}})")
    for name, value, is_good in FIELDS
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.label[:70])
def test_call(check: Check, row: Row) -> None:
    quiet = Row(**{**row.__dict__, "attributes": ATTRIBUTES})
    check("PeopleTrackingSDK", quiet)


def test_the_tag_waits_for_the_key_that_init_brings(
    visit: Visit, visitor: Visitor, collector: Collector
) -> None:
    key = collector.api_key.removeprefix("sb_live_")
    page = visit(
        scripts=f"<script src='{visitor.tag_address()}' data-compat='people'"
        " data-engagement='false' data-web-vitals='false'></script>"
    )
    assert page.evaluate("[periscale.getDistinctId(), document.cookie]") == [None, ""]
    assert page.evaluate(f"new PeopleTrackingSDK().init('{key}')") == SUCCESS
    flush(page)
    collector.wait_for("Session started", "$pageview")


def test_what_is_tracked_before_consent_is_dropped(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    page = visit(attributes={**ATTRIBUTES, "no-init": "true", "capture-pageview": "false"})
    page.evaluate("""() => {
      window.sdk = new PeopleTrackingSDK(); window.done = sdk.init('k1');
      periscale.identify('u1'); window.described = sdk.updatePerson({city: 'Graz'}) }""")
    before = "sdk.track('before', {a: 1}), new Promise((done) => setTimeout(done, 1000))"
    assert page.evaluate(f"Promise.race([{before}])") == NOT_INITIALIZED
    page.evaluate("apiKey => periscale.init({apiKey})", api_key)
    assert page.evaluate("sdk.track('after')") == SUCCESS
    assert page.evaluate("Promise.all([done, described])") == [SUCCESS, SUCCESS]
    flush(page)
    collector.expect_exactly(
        STARTED, IDENTIFY, VIEW, event("$set", S_set={"city": "Graz"}), event("after")
    )


def test_a_page_view_that_is_yet_to_come_is_counted_once(
    tabs: RawTabs, visitor: Visitor, collector: Collector
) -> None:
    """A tab in the background is viewed once it is seen."""
    tabs.open("about:blank")
    tab = tabs.open(visitor.put(attributes=ATTRIBUTES), background=True)
    assert tab.evaluate("new PeopleTrackingSDK().init('k1')") == SUCCESS
    tab.activate()
    tab.evaluate("periscale.flush()")
    collector.expect_exactly(STARTED, event("$pageview", S_navigation_type="load"))


def test_a_page_view_that_waits_for_an_answer_is_counted_once(
    visit: Visit, visitor: Visitor, collector: Collector
) -> None:
    page = visitor.new_page()
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        # The question for the e-mail waits, the one for the key does not.
        if "e@x.test" in (route.request.post_data or ""):
            waiting.append(route)
        else:
            route.continue_()

    page.route("**/identity/resolve", hold)
    visit(
        head="<script>window.civchat = {apiKey: 'k1', unified_identification: true,"
        " email: 'e@x.test'}</script>",
        attributes=ATTRIBUTES,
        page=page,
    )
    assert page.evaluate("new PeopleTrackingSDK().init('k1')") == SUCCESS
    page.evaluate("window.viewed = new Promise((done) => periscale.on('$pageview', done)); 0")
    waiting[0].continue_()
    page.evaluate("viewed")
    page.unroute("**/identity/resolve")
    flush(page)
    collector.expect_exactly(STARTED, event("$set"), event("$pageview", S_navigation_type="load"))


def test_without_a_first_page_view_of_the_tag_init_counts_it(
    visit: Visit, collector: Collector
) -> None:
    page = visit(attributes={**ATTRIBUTES, "capture-pageview": "history"})
    page.evaluate("new PeopleTrackingSDK().init('k1')")
    flush(page)
    collector.expect_exactly(STARTED, event("$pageview", S_navigation_type="manual"))


def test_asking_again_leaves_no_listener_behind(visit: Visit) -> None:
    page = visit(attributes=ATTRIBUTES)
    tools = page.context.new_cdp_session(page)

    def count() -> int:
        window = tools.send("Runtime.evaluate", {"expression": "window"})["result"]["objectId"]
        found = tools.send("DOMDebugger.getEventListeners", {"objectId": window})["listeners"]
        return [listener["type"] for listener in found].count("pagehide")

    before = count()
    page.evaluate("new PeopleTrackingSDK().init('k1')")
    wait_until(lambda: count() == before, lambda: f"{count()} are {before} again")


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_the_collector_refuses(new_visitor: Callable[[], Visitor], status: int) -> None:
    visitor = new_visitor()
    visitor.ignore(str(status))
    page = visitor.visit(attributes=ATTRIBUTES)
    page.route("**/identity/resolve", lambda route: route.fulfill(status=status, body="{}"))
    call = "window.sdk = new PeopleTrackingSDK(); sdk.init('k1')"
    assert page.evaluate(call) == NO_TOKEN
    assert page.evaluate("sdk.track('e')") == NOT_INITIALIZED


def test_a_chat_makes_a_lead_that_the_login_does_not_swallow(
    visit: Visit, collector: Collector
) -> None:
    page = visit(
        attributes={**ATTRIBUTES, "capture-pageview": "false"},
        head="<script>window.civchat = {apiKey: 'k1'}</script>",
    )
    page.evaluate(f"async () => {{ {READY} window.sdk = sdk }}")
    update = "sdk.updatePerson({city: 'Graz'})"
    assert page.evaluate(update) == person_error("not a Lead")
    page.evaluate(
        "document.querySelector('ue-widget').dispatchEvent(new CustomEvent('message', {detail: 1}))"
    )
    assert page.evaluate(update) == SUCCESS
    assert page.evaluate("sdk.appendToList('orders', {id: 7})") == SUCCESS
    lead = page.evaluate("periscale.getDistinctId()")
    page.evaluate("periscale.identify('u1')")
    flush(page)

    def person(id: str) -> Any:
        return collector.site.call("GET", f"/persons/{id}?api_key={collector.api_key}")

    assert person(lead)["distinct_ids"] == [lead]
    expected = {"city": "Graz", "orders": [{"id": 7}], "person_type": "lead"}
    assert person(lead)["properties"].items() >= expected.items()
    assert person("u1")["distinct_ids"] == ["u1"]
    page.evaluate("periscale.reset()")
    assert page.evaluate(update) == person_error("not a Lead")


def test_without_a_chat_the_login_takes_the_visitor_in(visit: Visit, collector: Collector) -> None:
    page = visit(attributes=ATTRIBUTES)
    anonymous = page.evaluate("periscale.getDistinctId()")
    page.evaluate("periscale.identify('u1')")
    flush(page)
    path = f"/persons/u1?api_key={collector.api_key}"
    assert set(collector.site.call("GET", path)["distinct_ids"]) == {anonymous, "u1"}


def test_what_is_tracked_is_of_who_is_there_at_the_call(
    new_visitor: Callable[[], Visitor], collector: Collector
) -> None:
    page = new_visitor().visit(attributes={"compat": "people", "capture-pageview": "false"})
    page.evaluate("""async () => { window.sdk = new PeopleTrackingSDK(); await sdk.init('k');
      periscale.identify('u1') }""")
    page.evaluate("() => { sdk.track('Logged out'); periscale.reset() }")
    flush(page)
    assert collector.wait_for_one("Logged out")["distinct_id"] == "u1"
