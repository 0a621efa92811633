"""`UE`, `userengage` and `civchat`: calls, attributes, callbacks, and the tables of identity."""

import re

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.matching import ABSENT
from tests.browser.visitor import Visitor, flush
from tests.facades.row import Check, Row, event

pytestmark = pytest.mark.same_tab

KEY = "{apiKey: 'k1'}"
STUB = f"window.civchat = {KEY};"
UNDEFINED = None
PRODUCT = "product_id: '7', event_type: 'add to cart'"

ROWS = [
    Row("UE.pageHit({apiKey: 'k1'})", None, (event("$pageview"),), result="page view"),
    Row("""UE.pageHit({apiKey: 'k1', email: 'a@b.c', plan: 'pro',
           event: {event_name: 'Bought', price: 5}})""", None, (
        event("$set", S_set={"email": "a@b.c", "plan": "pro", "apiKey": ABSENT, "event": ABSENT}),
        event("$pageview"), event("Bought", price=5, event_name=ABSENT)),
        result="attributes, page view, event"),
    Row("UE.pageHit({apiKey: 'k1', user_id: 'u1', name: 'Ann', event: {event_name: 'e'}})", None, (
        event("$identify", distinct_id="u1", S_set={"name": "Ann", "user_id": ABSENT}),
        event("$pageview", distinct_id="u1"), event("e", distinct_id="u1")),
        result="identified, all of it as the user"),
    Row("UE.pageHit({plan: 'x'}); UE.pageHit()", None, (
        event("$set"), event("$pageview"), event("$pageview")), ("apiKey",),
        result="civchat's key, one warning"),
    Row("UE.pageHit({plan: 'x'})", None, (), ("apiKey",), result="no key: nothing sent",
        before="delete civchat.apiKey", name="pageHit without any apiKey"),
    Row("UE.pageHit({apiKey: 'k1', company: {name: 'Acme', seats: 3}})", None, (
        event("$groupidentify", S_group_type="company", S_group_key="Acme",
              S_group_set={"name": "Acme", "seats": 3}),
        event("$pageview", S_groups={"company": "Acme"})), result="group company"),
    Row("UE.pageHit({apiKey: 'k1', company: {company_id: 'c1', name: 'Acme'}})", None, (
        event("$groupidentify", S_group_key="c1"), event("$pageview")), result="by company_id"),
    Row("UE.pageHit({apiKey: 'k1', company: {company_id: '', name: 'Acme'}})", None, (
        event("$groupidentify", S_group_key="Acme"), event("$pageview")),
        result="an empty company_id is none"),
    *[Row(f"UE.pageHit({{apiKey: 'k1', user_id: {empty}, plan: 'pro'}})", None, (
          event("$set", S_set={"plan": "pro"}, S_is_identified=False), event("$pageview")),
          result="an empty user_id is none") for empty in ("''", "null", "0")],
    Row("""userengage('client.update', {authorize_marketing: true, unified_score: 5,
           unified_identification: true, authorize_by_email: true})""", None, (
        event("$set", S_set={"authorize_marketing": True, "unified_score": 5,
                             "unified_identification": ABSENT, "authorize_by_email": ABSENT}),),
        result="no settings: attributes"),
    Row("""UE.pageHit({apiKey: 'k1', fixed: ['v'], multi: ['a', 'b'], date: '2026-01-31',
           no: undefined,
           at: '2026-01-31 10:20:30', iso: '2026-01-31T10:20:30', gender: 2, status: 1, score: 5,
           first_name: 'A', last_name: 'B', phone_number: '1', source_context: {s: 1}})""", None, (
        event("$set", S_set={
            "fixed": "v", "multi": ["a", "b"], "date": "2026-01-31", "no": ABSENT,
            "at": "2026-01-31T10:20:30", "iso": "2026-01-31T10:20:30", "gender": 2, "status": 1,
            "score": 5, "first_name": "A", "last_name": "B", "phone_number": "1",
            "source_context": {"s": 1}}),
        event("$pageview")), result="kinds of attributes"),
    Row("UE.pageHit({apiKey: 'k1', state: 'simple'}); UE.pageHit({apiKey: 'k1', state: 'Ohio'})",
        None, (event("$pageview"), event("$set", S_set={"state": "Ohio"}), event("$pageview")),
        result="state: widget's or attribute"),
    Row("""const before = periscale.getDistinctId(), s = periscale.getSessionId();
           const key = document.cookie; const r = UE.resetAuth({apiKey: 'k1'});
           return [r === undefined, periscale.getDistinctId() !== before,
             periscale.getSessionId() !== s, document.cookie !== key]""",
        [True, True, True, True], (), result="new anonymous user, session, cookie"),
    Row("UE.resetAuth({apiKey: 'k1', user_id: 'u2', email: 'x@y.z'})", None, (
        event("$identify", distinct_id="u2", S_set={"email": "x@y.z"}),), result="new user"),
    Row("""const id = periscale.getDistinctId(); UE.resetAuth({email: 'x@y.z'}); UE.resetAuth();
           return id === periscale.getDistinctId()""", True, (), ("apiKey", "apiKey"),
        result="error, no change"),
    Row("""UE.destroy(); UE.pageHit({apiKey: 'k1'}); userengage('event.e');
           return [document.querySelector('ue-widget')]""", [None], (),
        ("destroyed", "destroyed"), result="widget gone, later calls warn"),
    Row("userengage('event.Order placed', {n: 1, no: undefined})", None, (
        event("Order placed", n=1, no=ABSENT),), result="event"),
    Row("userengage('Order placed')", None, (), ("Order placed",), result="no prefix: warning"),
    Row(f"userengage('product_event', {{{PRODUCT}, price: 3}})", None, (
        event("product_event", product_id="7", event_type="add to cart", price=3),),
        result="product_event"),
    Row("userengage('product_event', {event_type: 'view'})", None, (), ("product_id",),
        result="error names product_id"),
    Row("userengage('product_event', {product_id: 5})", None, (), ("event_type",),
        result="error names event_type"),
    Row("userengage('product_event', {product_id: 5, event_type: 'steal'})", None, (),
        ("event_type",), result="error names event_type"),
    Row("userengage('client.update', {plan: 'pro', user_id: 'u9'})", None, (
        event("$set", S_set={"plan": "pro"}, S_is_identified=False),),
        result="$set, same user, no page view"),
    Row("userengage('nope'); userengage('nope')", None, (), ("nope",), result="warns once"),
    Row("[UE.pageHit({apiKey: 'k'}), userengage(), userengage(null), UE.pageHit(5)]",
        [None] * 4, (event("$pageview"), event("$pageview")), ("undefined", "null", "apiKey"),
        result="undefined, never throws"),
    *[Row(f"userengage('product_event', {{product_id: 1, event_type: '{kind}'}})", None,
          (event("product_event", event_type=kind),), result="accepted")
      for kind in ("purchase", "liking", "add to observation", "order", "reservation", "return",
                   "view", "click", "detail", "add", "remove", "checkout", "checkout option",
                   "refund", "promo click")],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.label[:70])
def test_call(check: Check, row: Row) -> None:
    check("User.com", row, STUB)


WIDGET = "document.querySelector('ue-widget').getAttribute('state')"
WIDGET_ROWS = [
    Row(f"""const seen = [{WIDGET}];
        for (const name of 'open open close hide show standard hidden simple'.split(' '))
          {{ userengage('widget.' + name); seen.push({WIDGET}, civchat.state) }}
        return [calls.join(), seen.join()]""",
        ["onOpen,onClose", "standard," + ",".join(
            f"{state},{state}" for state in (
                "expanded", "expanded", "standard", "hidden", "standard", "standard", "hidden",
                "simple"))],
        result="state, onOpen and onClose on a real change", name="userengage('widget.…')"),
    Row("""document.querySelector('ue-widget').dispatchEvent(
             new CustomEvent('message', {detail: {content: 'hi', isAdmin: true}}));
           return said""", [{"content": "hi", "isAdmin": True}],
        (event("$set", S_set={"person_type": "lead"}),), result="onMessage, the person is a lead",
        name="a message arrives"),
    Row("""periscale.identify('u1'); document.querySelector('ue-widget').dispatchEvent(
             new CustomEvent('message', {detail: 'hi'})); return said""", ["hi"],
        (event("$identify", S_set={"person_type": ABSENT}),), result="no lead",
        name="a message to somebody known"),
    Row("""document.querySelector('ue-widget').dispatchEvent(
             new CustomEvent('payload', {detail: 'alert(1)'})); return said""", ["alert(1)"],
        result="onPayloadReceived, never evaluated", name="a payload arrives"),
    Row("await new Promise((done) => setTimeout(done)); return calls.join()", "onLoad",
        result="onLoad once", name="onLoad"),
]  # fmt: skip
CALLBACKS = """
    window.calls = []; window.said = [];
    window.civchat = {apiKey: 'k1', state: 'standard'};
    civchat.onMessage = civchat.onPayloadReceived = (what) => said.push(what);
    """


@pytest.mark.parametrize("row", WIDGET_ROWS, ids=lambda row: row.label)
@pytest.mark.parametrize("throws", [False, True], ids=["", "throwing"])
def test_widget_and_callbacks(check: Check, visitor: Visitor, row: Row, throws: bool) -> None:
    names = ["onLoad"] if row.name == "onLoad" else ["onOpen", "onClose"]
    define = "".join(f"civchat.{name} = () => calls.push('{name}');" for name in names)
    if throws:
        visitor.ignore("mine")
        define = define.replace("calls.push('", "mine(calls.push('").replace("')", "'))")
        define = f"const mine = () => {{ throw new Error('mine') }}; {define}"
    check("User.com", row, CALLBACKS + define)


@pytest.mark.parametrize(
    ("given", "first", "closed"),
    [
        ("", "simple", "simple"),
        ("state: 'hidden'", "hidden", "hidden"),
        ("state: 'expanded'", "expanded", "simple"),
        ("state: 'Ohio'", "simple", "simple"),
    ],
)
def test_first_state_of_the_widget(visit: Visit, given: str, first: str, closed: str) -> None:
    page = visit(head=f"<script>window.civchat = {{apiKey: 'k1', {given}}}</script>")
    assert page.evaluate(WIDGET) == first
    page.evaluate("userengage('widget.open'); userengage('widget.close')")
    assert page.evaluate(WIDGET) == closed


def test_a_widget_that_began_hidden_is_shown(visit: Visit) -> None:
    page = visit(head="<script>window.civchat = {apiKey: 'k1', state: 'hidden'}</script>")
    page.evaluate("userengage('widget.show')")
    assert page.evaluate(WIDGET) == "simple"
    page.evaluate("userengage('widget.open'); userengage('widget.close')")
    assert page.evaluate(WIDGET) == "simple"


def test_boot(visit: Visit, visitor: Visitor, collector: Collector) -> None:
    """Attributes once, the page view, then onLoad."""
    page = visit(
        head="""<script>window.order = [];
          window.civchat = {apiKey: 'k1', user_id: 'u1', name: 'Ann',
            onLoad() { order.push('onLoad') }}</script>""",
        tail="<script>addEventListener('DOMContentLoaded', () =>"
        " periscale.on('*', (one) => order.push(one.event)))</script>",
    )
    page.wait_for_function("order.includes('onLoad')")
    flush(page)
    collector.expect_exactly(
        event("$identify", distinct_id="u1", S_set={"name": "Ann", "onLoad": ABSENT}),
        event("$pageview", distinct_id="u1"),
    )
    assert page.evaluate("order.filter((one) => one == 'onLoad')") == ["onLoad"]
    assert re.fullmatch("[a-z0-9]{12}", visitor.cookies()["__ca__chat"]["value"])
    cookie = visitor.cookies()["__ca__chat"]
    assert (cookie["path"], cookie["sameSite"]) == ("/", "Lax")
    now = page.evaluate("Date.now() / 1000")
    assert abs(cookie["expires"] - now - 365 * 86400) < 600


def test_settings_below_the_tag_and_the_key_in_them(
    visit: Visit, visitor: Visitor, collector: Collector
) -> None:
    key = collector.api_key.removeprefix("sb_live_")
    page = visit(
        scripts=f"<script src='{visitor.tag_address()}' async></script>",
        body="<script>setTimeout(() => window.civchat = "
        f"{{apiKey: '{key}', plan: 'pro'}})</script>",
    )
    page.wait_for_function("typeof userengage === 'function' && periscale.getDistinctId()")
    flush(page)
    collector.wait_for("$set", "$pageview")


def test_queueing_stub_of_our_snippet(visit: Visit, collector: Collector) -> None:
    page = visit(
        head=f"""<script>{STUB}
          window.userengage = function () {{ (userengage.q = userengage.q || []).push(arguments) }};
          window.held = userengage;
          userengage('event.first'); userengage('event.second', {{n: 2}});</script>"""
    )
    page.evaluate("held('event.third')")
    flush(page)
    collector.wait_for("first", "second", "$pageview", "third")


def test_a_script_in_the_head_that_is_not_deferred(visit: Visit, collector: Collector) -> None:
    head = "<script>window.civchat = {apiKey: 'k1', plan: 'pro', state: 'hidden'}</script>"
    page = visit(head=head, loading="")
    assert page.evaluate(WIDGET) == "hidden"
    flush(page)
    collector.wait_for("$set", "$pageview")


def test_destroying_the_widget_before_consent_does_not_stop_the_tag(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    page = visit(head=f"<script>{STUB}</script>", attributes={"no-init": "true"})
    page.evaluate("UE.destroy()")
    page.evaluate("apiKey => periscale.init({apiKey})", api_key)
    flush(page)
    assert page.evaluate("document.querySelector('ue-widget')") is None
    collector.wait_for("$pageview")


def test_a_foreign_ue_is_kept(visit: Visit, collector: Collector) -> None:
    page = visit(
        head=f"<script>{STUB} window.UE = {{getEditor() {{ return 5 }}, destroy() {{ return 6 }}}}"
        "</script>",
        attributes={"capture-pageview": "false"},
    )
    assert page.evaluate("[UE.getEditor(), UE.destroy(), typeof UE.pageHit]") == [5, 6, "function"]
    assert page.evaluate("typeof userengage") == "function"


def test_opting_out_takes_the_key_away(visit: Visit, visitor: Visitor) -> None:
    page = visit(head=f"<script>{STUB}</script>")
    flush(page)
    assert "__ca__chat" in visitor.cookies()
    page.evaluate("periscale.optOut(); UE.pageHit({apiKey: 'k1', plan: 'x'})")
    assert "__ca__chat" not in visitor.cookies()
    page.evaluate("periscale.optIn()")
    assert "__ca__chat" in visitor.cookies()
