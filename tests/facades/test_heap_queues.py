"""`window.heap`: its config, both snippets' queues, consent, and what odd stubs do."""

from collections.abc import Callable

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.matching import ABSENT
from tests.browser.visitor import Visitor, flush
from tests.facades.snippets import HEAP_CLASSIC, HEAP_CURRENT

pytestmark = pytest.mark.same_tab

CLICKED = "document.querySelector('button').click()"
CONFIGS = [
    ("disableTextCapture: true", "$autocapture", {"$el_text": ABSENT}),
    ("disableInteractionEvents: ['submit', 'change']", "$autocapture", {"$el_text": "Buy"}),
    ("disableInteractionEvents: ['click']", None, {}),
    ("somethingElse: 5", "$autocapture", {"$el_text": "Buy"}),
]


@pytest.mark.parametrize("where", ["config", "clientConfig"])
@pytest.mark.parametrize(("config", "name", "properties"), CONFIGS)
def test_config_of_capture(
    visit: Visit, collector: Collector, where: str, config: str, name: str | None,
    properties: dict[str, object],
) -> None:  # fmt: skip
    page = visit(
        head=f"<script>window.heap = []; heap.{where} = {{{config}}}</script>",
        attributes={"capture-pageview": "false", "autocapture": None},
        body="<button>Buy</button>",
    )
    page.evaluate(CLICKED)
    flush(page)
    if name:
        collector.expect_exactly({"event": name, "properties": properties})
    else:
        assert collector.names() == []


def test_config_of_page_views(visit: Visit, collector: Collector) -> None:
    config = "{disablePageviewAutocapture: true}"
    page = visit(head=f"<script>window.heap = []; heap.config = {config}</script>")
    flush(page)
    assert collector.names() == []


def test_config_of_cookies_hosts_and_log(
    visit: Visit, visitor: Visitor, collector: Collector, site: object
) -> None:
    address = visitor.tag_address().rsplit("/", 1)[0]
    config = f"{{secureCookie: true, ingestServer: '{address}/', logLevel: 'debug'}}"
    page = visit(
        head=f"<script>window.heap = []; heap.config = {config}</script>", tag_host="localhost"
    )
    flush(page)
    collector.wait_for("$pageview")
    assert visitor.cookies() == {}
    assert any("[periscale] $pageview" in text for text in visitor.said)


def test_secure_cookies_store_no_more_than_the_page_wants(visit: Visit, visitor: Visitor) -> None:
    page = visit(
        head="<script>window.heap = []; heap.config = {secureCookie: true}</script>",
        attributes={"persistence": "memory"},
    )
    flush(page)
    assert [visitor.cookies(), page.evaluate("localStorage.length")] == [{}, 0]


def test_callbacks_that_wait_in_a_queue_see_what_is_ready(visit: Visit) -> None:
    page = visit(
        head="""<script>window.seen = [];
          window.look = () => seen.push([heap.loaded, heap.appid, heap.envId, heap.config.a]);
          window.heap = [['onReady', look]]; heap.appid = '5'; heap.clientConfig = {a: 1};
          window.heapReadyCb = [{name: 'onReady', fn: () => heap.onReady(look)}];</script>"""
    )
    assert page.evaluate("seen") == [[True, "5", "5", 1]] * 2


@pytest.mark.parametrize("snippet", [HEAP_CLASSIC, HEAP_CURRENT], ids=["classic", "current"])
def test_vendor_snippet_with_another_address(
    visit: Visit, visitor: Visitor, collector: Collector, snippet: str
) -> None:
    key = collector.api_key.removeprefix("sb_live_")
    code = snippet.replace("TAG", visitor.tag_address())
    page = visit(
        scripts=f"""<script>{code}; heap.load('{key}', {{}});
          window.held = heap; window.heldTrack = heap.track;
          heap.addPageviewProperties({{section: 'docs'}});
          heap.identify('u1'); heap.track('first', {{n: 1}}); heap.track('second', {{n: 2}});
          heap.push(['track', 'by hand']);
          if (heap.init) heap.init();
        </script>"""
    )
    page.wait_for_function("heap.loaded === true")
    assert page.evaluate("held === heap")
    page.evaluate("heap.track('live'); heldTrack('by the old function')")
    flush(page)
    events = collector.wait_for_all(7)
    names = [one["event"] for one in events]
    assert sorted(names[:4]) == ["$identify", "by hand", "first", "second"]
    assert names.index("first") < names.index("second")
    assert names[4:] == ["$pageview", "live", "by the old function"]
    assert events[4]["properties"]["section"] == "docs"
    assert {one["distinct_id"] for one in events[4:]} == {"u1"}


def test_an_object_and_a_queue_of_its_own(
    visit: Visit, visitor: Visitor, collector: Collector
) -> None:
    visitor.ignore("[periscale]")
    page = visit(
        head="""<script>window.heap = {appid: '5', track() { throw 1 }};
          window.heapReadyCb = [{name: 'track', fn: () => heap.track('ready')},
            {name: 'odd', fn() { throw 2 }}, {name: 'track', fn() { throw new Error('mine') }}, 7];
        </script>""",
        attributes={"capture-pageview": "false"},
    )
    page.evaluate("heapReadyCb.push({name: 'track', fn: () => heap.track('later')})")
    flush(page)
    collector.wait_for("ready", "later")


def test_before_consent_nothing_is_reported(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    page = visit(
        head="<script>window.heap = [['track', 'before'], ['identify', 'u1']]</script>",
        attributes={"no-init": "true"},
    )
    page.evaluate("heap.track('also before'); heap.addUserProperties({plan: 'pro'})")
    state = "[document.cookie, localStorage.length, heap.getIdentity(), heap.identity, heap.userId]"
    assert page.evaluate(state) == ["", 0, None, None, ""]
    page.evaluate("apiKey => periscale.init({apiKey})", api_key)
    page.evaluate("heap.track('after')")
    flush(page)
    collector.wait_for("$identify", "$set", "$pageview", "after")


@pytest.mark.parametrize(
    "odd",
    [
        "heap = Object.freeze([])",
        "heap = Object.freeze([['track', 'x']])",
        "heap = []; heap.config = 5",
        "heap = []; heap.config = {disableInteractionEvents: 5, logLevel: 7, ingestServer: {}}",
        "heap = new Proxy([], {set() { throw 1 }, get() { throw 2 }})",
        "heapReadyCb = Object.freeze([])",
        "civchat = Object.freeze({apiKey: 5, email: 7})",
        "civchat = {get apiKey() { throw 1 }}",
        "UE = 5",
        "Upscope = Object.freeze(Object.assign(() => {}, {q: []}))",
        "Upscope = Object.assign(() => {}, {q: [5, null, {}, [Symbol()]]})",
    ],
)
def test_odd_stubs_do_not_keep_the_tag_from_working(
    visit: Visit, visitor: Visitor, collector: Collector, odd: str
) -> None:
    visitor.ignore("[periscale]")
    page = visit(head=f"<script>window.{odd}</script>")
    page.evaluate("periscale.track('works')")
    flush(page)
    assert "works" in collector.names()


def test_a_stub_that_is_a_plain_object_can_be_pushed_to(visit: Visit, collector: Collector) -> None:
    page = visit(head="<script>window.heap = {}; window.heapReadyCb = []</script>")
    page.evaluate("heap.push(['track', 'pushed'])")
    flush(page)
    collector.wait_for("$pageview", "pushed")


def test_another_session_in_the_same_page_has_another_id(
    new_visitor: Callable[[], Visitor],
) -> None:
    visitor = new_visitor()
    page = visitor.new_page()
    page.clock.install()
    visitor.visit(head="<script>window.heap = []</script>", page=page)
    first = page.evaluate("heap.getSessionId()")
    page.clock.run_for(31 * 60_000)
    assert page.evaluate("heap.getSessionId()") != first


def test_compat_without_a_stub(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"compat": "heap"})
    assert page.evaluate("[typeof UE, typeof Upscope, typeof heapReadyCb]") == ["undefined"] * 3
    page.evaluate("heap.track('works')")
    flush(page)
    collector.wait_for("$pageview", "works")


@pytest.mark.parametrize("snippet", [HEAP_CLASSIC, HEAP_CURRENT], ids=["classic", "current"])
def test_the_snippet_runs_twice(
    new_visitor: Callable[[], Visitor], collector: Collector, snippet: str
) -> None:
    visitor = new_visitor()
    key = collector.api_key.removeprefix("sb_live_")
    code = f"{snippet.replace('TAG', visitor.tag_address())}; heap.load('{key}', {{}});"
    page = visitor.visit(scripts=f"<script>{code}</script>")
    page.wait_for_function("heap.loaded === true")
    page.evaluate(
        f"() => new Promise((done) => {{ document.addEventListener('load', done, true); {code} }})"
    )
    page.evaluate("heap.track('live'); heap.identify('u1'); heap.track('again')")
    flush(page)
    names = collector.names()
    assert [n for n in names if n != "$autocapture"] == ["$pageview", "live", "$identify", "again"]


def test_a_transformer_that_returns_the_event(
    new_visitor: Callable[[], Visitor], collector: Collector
) -> None:
    page = new_visitor().visit(attributes={"compat": "heap", "capture-pageview": "false"})
    page.evaluate("heap.addTransformerFn('t', (all) => all[0]); heap.track('e')")
    flush(page)
    assert collector.names() == ["e"]
