"""`Upscope(command, …)`: commands, fields, and the stub it adopts."""

import re
from collections.abc import Callable

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.matching import ABSENT
from tests.browser.visitor import Visitor, flush
from tests.facades.row import Check, Row, event
from tests.facades.snippets import UPSCOPE

pytestmark = pytest.mark.same_tab

STUB = UPSCOPE.replace("TAG", "")
INIT = STUB + "Upscope('init', {});"
ANSWER = """const ask = (what) => new Promise((done) => Upscope(what, done));"""


def said(**fields: object) -> dict[str, object]:
    return event("$set", S_set={f"upscope_{name}": value for name, value in fields.items()})


ROWS = [
    Row("Upscope('updateConnection', {uniqueId: 'u1', identities: ['Ann', 'a@b.c']})", None, (
        event("$identify", distinct_id="u1"), said(identities=["Ann", "a@b.c"])),
        result="identify and $set"),
    Row("Upscope('updateConnection', {uniqueId: 42})", None, (
        event("$identify", distinct_id="42"),), result="number coerced"),
    Row("Upscope('updateConnection', {identities: 'Ann'})", None, (said(identities=["Ann"]),),
        result="one entry"),
    Row("Upscope('updateConnection', {tags: ['#VIP', '#NEW-ONE', 'vip', '#Vip', '#']})", None, (
        said(tags=["#VIP", "#NEW-ONE"]),), ("left out, not /^#[A-Z-]+$/: vip, #Vip, #",),
        result="offenders dropped, named"),
    Row("""Upscope('updateConnection', {integrationIds: ['hubspot:1', 'ab:1', 'intercom:2', 'x']});
           Upscope('updateConnection', {integrationIds: ['hubspot:3', 'intercom:']})""", None, (
        said(integrationIds=["hubspot:1", "intercom:2"]),
        said(integrationIds=["hubspot:1", "hubspot:3"])), ("ab:1, x",),
        result="additive; system: clears"),
    Row("""Upscope('updateConnection', {metadata: {a: 1, b: 2}});
           Upscope('updateConnection', {metadata: {c: 3}})""", None, (
        said(metadata={"a": 1, "b": 2}), said(metadata={"c": 3, "a": ABSENT})),
        result="replaces as a whole"),
    Row("Upscope('updateConnection', {metadata: 'text'})", None, (said(metadata={}),),
        result="no object: empty"),
    Row("""Upscope('updateConnection', {identities: ['A'], tags: ['#A'], metadata: {a: 1}});
           Upscope('updateConnection', {identities: undefined, tags: null, metadata: null})""",
        None, (said(identities=["A"], tags=["#A"], metadata={"a": 1}),
               event("$set", S_unset=["upscope_tags", "upscope_metadata"])),
        result="undefined keeps, null clears"),
    Row("""Upscope('updateConnection', {uniqueId: 'u1'});
           Upscope('updateConnection', {uniqueId: undefined}); Upscope('newPageview');
           Upscope('updateConnection', {uniqueId: null}); Upscope('newPageview')""", None, (
        event("$identify"), event("$pageview", distinct_id="u1"),
        event("$pageview", S_is_identified=False)), result="null: no longer identified"),
    Row("""let n = 0; Upscope('on', 'connectionReset', () => n++);
           const id = periscale.getDistinctId(); Upscope('updateConnection', {tags: ['#A']});
           Upscope('reset'); Upscope('newPageview');
           return [n, id === periscale.getDistinctId()]""",
        [1, False], (said(tags=["#A"]), event("$pageview")),
        result="new visitor, connectionReset"),
    Row("let n = 0; Upscope('on', 'connectionReset', () => n++); periscale.reset(); return n", 1,
        result="connectionReset for any reset"),
    Row(f"""{ANSWER} const a = await ask('getShortId'), b = await ask('getShortId');
            Upscope('reset'); return [a, a === b, a === await ask('getShortId')]""",
        [re.compile("[a-z0-9]{12}"), True, False], result="short id of the visitor",
        name="getShortId"),
    Row(f"""{ANSWER} const a = await ask('getLookupCode'), b = await ask('getLookupCode');
            Upscope('reset'); return [a, a === b, a === await ask('getLookupCode')]""",
        [re.compile(r"\d{4}"), True, False], result="4 digits, new after reset",
        name="getLookupCode"),
    Row(f"{ANSWER} return [await ask('getWatchLink'), await ask('getShortId')].join(' ')",
        re.compile(r"http://127\.0\.0\.1:\d+/watch/(\w{12}) \1"), result="link",
        name="getWatchLink"),
    Row("""let answers = []; Upscope('reset', false);
           for (const what of ['getShortId', 'getLookupCode', 'getWatchLink'])
             Upscope(what, () => answers.push(what));
           const before = answers.length; Upscope('connect'); return [before, answers.length]""",
        [0, 3], (event("upscope_connect"),), result="answers wait for connect",
        name="reset, false, then get…"),
    Row("""const seen = []; Upscope('on', 'connection', 'customMessage', (what) => seen.push(what));
           Upscope('connect'); Upscope('sendCustomMessage', 'hello'); return seen""",
        [None, "hello"],
        (event("upscope_connect"), event("upscope_customMessage", message="hello")),
        result="several names in one call"),
    Row("Upscope('newPageview'); Upscope('trackUrl')", None, (
        event("$pageview"), event("$pageview")), result="page views"),
    *[Row(f"Upscope('{command}')", None, (event(f"upscope_{recorded}"),), result="recorded")
      for command, recorded in {
          "connect": "connect", "stopSession": "stopSession", "customMessage": "customMessage",
          "sendCustomMessage": "customMessage", "requestAgent": "requestAgent",
          "cancelRequestAgent": "cancelRequestAgent", "cancelAgentRequest": "cancelRequestAgent",
          "expectDisconnect": "expectDisconnect"}.items()],
    Row("Upscope('nope'); Upscope('nope'); Upscope(); Upscope(null)", None, (),
        ("nope", "undefined", "null"), result="one warning each, no throw"),
    Row("""let n = 0; Upscope('on', 'customMessage', () => { throw new Error('mine') });
           Upscope('on', 'customMessage', () => n++); Upscope('customMessage'); return n""", 1,
        (event("upscope_customMessage"),), ("mine",), result="a listener that throws"),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.label[:70])
def test_command(check: Check, row: Row) -> None:
    check("Upscope", row, INIT)


INIT_ROWS = [
    Row("Upscope('init', {uniqueId: 'u1', tags: ['#A'], other: 5})", None, (
        event("$identify", distinct_id="u1"), said(tags=["#A"])), result="identity rides along"),
    Row("""Upscope('newPageview'); Upscope('updateConnection', {tags: ['#A']});
           await periscale.flush(); periscale.track('before init'); Upscope('init')""", None, (
        event("before init"), event("$pageview"), said(tags=["#A"])),
        result="calls wait for init"),
    *[Row(f"""const seen = []; Upscope('on', 'connection', () => seen.push('connection'));
            Upscope('getShortId', () => seen.push('short id'));
            Upscope('init', {{uniqueId: {bad}, tags: ['#A']}}); return seen""",
          ["connection", "short id"], (said(tags=["#A"]),), ("is no id",),
          result="refused; the rest is done", name=f"Upscope('init', {{uniqueId: {bad}, …}})")
      for bad in ("''", "'undefined'", "{}")],
    Row("let n = 0; Upscope('on', 'connection', () => n++); Upscope('init'); return n", 1,
        result="on does not wait; connection"),
    Row("""let id; Upscope('on', 'connection', () => calls++); window.calls = 0;
           Upscope('init', {autoconnect: false}); Upscope('getShortId', (it) => { id = it });
           const before = [calls, id]; Upscope('connect'); return [before, calls, id]""",
        [[0, None], 1, re.compile(r"\w{12}")], (event("upscope_connect"),),
        result="autoconnect: false waits for connect"),
    Row("""Upscope('init', {tags: ['#A']}); Upscope('init', {identities: ['B']});
           return true""", True, (said(tags=["#A"]), said(identities=["B"])),
        result="a second init merges"),
]  # fmt: skip


@pytest.mark.parametrize("row", INIT_ROWS, ids=lambda row: row.label[:70])
def test_init(check: Check, row: Row) -> None:
    check("Upscope", row, STUB)


def test_values_persist_over_page_loads(visit: Visit, collector: Collector) -> None:
    attributes = {"capture-pageview": "false"}
    page = visit(head=f"<script>{INIT}</script>", attributes=attributes)
    page.evaluate("Upscope('updateConnection', {integrationIds: ['hubspot:1'], uniqueId: 'u1'})")
    page = visit(head=f"<script>{INIT}</script>", attributes=attributes, page=page)
    page.evaluate("Upscope('updateConnection', {integrationIds: ['hubspot:2'], uniqueId: 'u1'})")
    flush(page)
    collector.expect_exactly(
        event("$identify", distinct_id="u1"),
        said(integrationIds=["hubspot:1"]),
        said(integrationIds=["hubspot:1", "hubspot:2"]),
    )


def test_lookup_code_changes_with_the_hour(new_visitor: Callable[[], Visitor]) -> None:
    visitor = new_visitor()
    page = visitor.new_page()
    page.clock.install(time=500_000 * 3_600)
    visitor.visit(head=f"<script>{INIT}</script>", page=page)
    ask = "new Promise((done) => Upscope('getLookupCode', done))"
    first = page.evaluate(ask)
    page.clock.run_for(3_000_000)
    assert page.evaluate(ask) == first
    page.clock.run_for(602_000)
    assert page.evaluate(ask) != first


@pytest.mark.parametrize("in_address", [True, False], ids=["key in the address", "key in init"])
def test_vendor_snippet_with_another_address(
    visit: Visit, visitor: Visitor, collector: Collector, in_address: bool
) -> None:
    key = collector.api_key
    address = visitor.tag_address() + (f"?apiKey={key}" if in_address else "")
    options = "" if in_address else f", {{apiKey: '{key}', autoconnect: true}}"
    page = visit(
        scripts=f"""<script>{UPSCOPE.replace("TAG", address)}
          window.held = Upscope; window.order = [];
          Upscope('on', 'connection', () => order.push('connection'));
          Upscope('updateConnection', {{uniqueId: 'u1'}});
          Upscope('getShortId', () => order.push('short id'));
          Upscope('init'{options});</script>"""
    )
    page.wait_for_function("order.length === 2")
    assert page.evaluate("[held === Upscope, order]") == [True, ["connection", "short id"]]
    page.evaluate("held('trackUrl')")
    flush(page)
    collector.wait_for_one("$identify")
    events = [one["properties"] for one in collector.events() if one["event"] == "$pageview"]
    assert [one["$navigation_type"] for one in events] == ["load", "manual"]
    assert {one["distinct_id"] for one in events} == {"u1"}


def test_reports_before_consent_are_dropped(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    page = visit(head=f"<script>{INIT}</script>", attributes={"no-init": "true"})
    page.evaluate("""() => {
      for (const what of ['customMessage', 'sendCustomMessage', 'requestAgent', 'stopSession',
        'cancelRequestAgent', 'cancelAgentRequest', 'expectDisconnect', 'newPageview', 'trackUrl'])
        Upscope(what, 'before') }""")
    page.evaluate("Upscope('updateConnection', {tags: ['#VIP']})")
    page.evaluate("apiKey => periscale.init({apiKey})", api_key)
    flush(page)
    collector.expect_exactly(said(tags=["#VIP"]), event("$pageview"))


def test_compat_without_a_stub(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"compat": "upscope"})
    page.evaluate("Upscope('init', {uniqueId: 'u1'})")
    flush(page)
    collector.wait_for("$pageview", "$identify")


@pytest.mark.parametrize("key", ["{}", "'-x'", "['a']", "'äö'"])
def test_init_with_a_bad_key_never_throws(new_visitor: Callable[[], Visitor], key: str) -> None:
    visitor = new_visitor()
    visitor.ignore("[periscale]")
    page = visitor.visit(attributes={"compat": "upscope", "api-key": None})
    thrown = page.evaluate(
        f"() => {{ try {{ Upscope('init', {{apiKey: {key}}}) }} catch (e) {{ return String(e) }} }}"
    )
    assert thrown is None
