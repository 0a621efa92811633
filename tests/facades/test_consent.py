"""Who must not be tracked is not asked about, and what was said meanwhile is said again later."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Request

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush
from tests.facades.row import event

pytestmark = pytest.mark.same_tab

UNIFIED = """window.civchat = {apiKey: 'k1', unified_identification: true,
  authorize_by_email: true, email: 'boot@x.test'};"""
ASK = """async () => {
  UE.pageHit({apiKey: 'k1', email: 'e@x.test', plan: 'pro'}); userengage('event.Bought');
  const done = await new PeopleTrackingSDK().init('k1');
  await periscale.flush(); return done.success }"""
OPTED_OUT = "document.cookie = 'periscale_opt_out=1'"


@pytest.fixture
def posts(visitor: Visitor) -> Iterator[list[str]]:
    """Where the pages of the visitor have posted something to."""
    addresses: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            addresses.append(request.url)

    visitor.context.on("request", note)
    yield addresses
    visitor.context.remove_listener("request", note)


def signal(name: str, value: str) -> str:
    return f"Object.defineProperty(Navigator.prototype, '{name}', {{get: () => {value}}});"


@pytest.mark.parametrize(
    "wish",
    [OPTED_OUT, signal("doNotTrack", "'1'"), signal("globalPrivacyControl", "true")],
    ids=["opted out", "DNT", "GPC"],
)
def test_the_collector_is_not_asked_who_somebody_is(
    visit: Visit, visitor: Visitor, posts: list[str], wish: str
) -> None:
    page = visit(head=f"<script>{wish}; {UNIFIED}</script>", attributes={"compat": "people"})
    assert page.evaluate(ASK) is True
    visitor.pump()
    assert posts == []
    assert "__ca__chat" not in page.evaluate("document.cookie")


def test_nor_after_opting_out_in_the_page(visit: Visit, visitor: Visitor, posts: list[str]) -> None:
    page = visit(
        head=f"<script>{UNIFIED} delete civchat.email</script>", attributes={"compat": "people"}
    )
    flush(page)
    visitor.pump()
    before = [*posts]
    page.evaluate("periscale.optOut()")
    assert page.evaluate(ASK) is True
    visitor.pump()
    assert posts == before


SAID: dict[str, tuple[str, dict[str, object]]] = {
    "periscale": (
        "periscale.identify('u1', {plan: 'pro'})",
        event("$identify", S_set={"plan": "pro"}),
    ),
    "heap": ("heap.addUserProperties({plan: 'pro'})", event("$set", S_set={"plan": "pro"})),
    "User.com": (
        "userengage('client.update', {plan: 'pro'})",
        event("$set", S_set={"plan": "pro"}),
    ),
    "Upscope": (
        "Upscope('updateConnection', {tags: ['#A']})",
        event("$set", S_set={"upscope_tags": ["#A"]}),
    ),
    "group": (
        "periscale.group('company', 'acme', {seats: 3})",
        event("$groupidentify", S_group_set={"seats": 3}),
    ),
}


@pytest.mark.parametrize("api", SAID)
def test_what_was_said_while_opted_out_is_not_taken_for_sent(
    visit: Visit, collector: Collector, api: str
) -> None:
    call, expected = SAID[api]
    page = visit(attributes={"compat": "heap ue upscope", "capture-pageview": "false"})
    page.evaluate(f"Upscope('init'); periscale.optOut(); {call}; periscale.optIn()")
    page.evaluate(f"{call}; {call}")
    flush(page)
    collector.expect_exactly(event("$opt_in"), expected)


@pytest.mark.parametrize(
    "stub",
    [
        "window.heap = [['track', 'before'], ['identify', 'u1']]",
        "window.civchat = {apiKey: 'k'}; window.userengage = () => {};"
        "userengage.q = [['event.before'], ['client.update', {plan: 'pro'}]]",
        "window.Upscope = () => {}; Upscope.q = [['init'], ['customMessage', 'before']]",
    ],
    ids=["heap", "ue", "upscope"],
)
def test_what_a_stub_below_the_tag_holds_is_from_before_consent(
    new_visitor: Callable[[], Visitor], collector: Collector, api_key: str, stub: str
) -> None:
    page = new_visitor().visit(
        tail=f"<script>{stub}</script>",
        loading="",
        attributes={"no-init": "true", "capture-pageview": "false", "api-key": None},
    )
    page.evaluate("apiKey => periscale.init({apiKey})", api_key)
    page.evaluate("periscale.track('after')")
    flush(page)
    names = collector.names()
    assert not {"before", "upscope_customMessage"} & {*names}, names
