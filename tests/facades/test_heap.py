"""`window.heap`: every method, limit and queue form of spec and snippet."""

import re

import pytest

from tests.browser.matching import ABSENT
from tests.facades.row import Check, Row, event

pytestmark = pytest.mark.same_tab

DIGITS = re.compile(r"\d+")
STUB = "window.heap = []; heap.config = {}; heap.appid = '1';"
U1 = {"distinct_id": "u1", "$is_identified": True}

ROWS = [
    # track
    Row("heap.track('Signup', {plan: 'pro', n: 1.5, yes: true})", None, (
        event("Signup", plan="pro", n=1.5, yes=True),), result="event with properties"),
    Row("heap.track('Bare')", events=(event("Bare"),), result="event"),
    Row("heap.track('n'.repeat(255))", events=(event("n" * 255),), result="255 characters go"),
    Row("heap.track('n'.repeat(256))", says=("255",), result="dropped, warning"),
    Row("heap.track('')", says=("255",), result="dropped, warning"),
    Row("heap.track(5)", says=("255",), result="dropped, warning"),
    Row("heap.track('e', {['k'.repeat(511)]: 1, ['k'.repeat(512)]: 2})", events=(
        event("e", **{"k" * 511: 1, "k" * 512: ABSENT}),), result="key of 512 dropped",
        name="track: keys"),
    Row("heap.track('e', {s: 'x'.repeat(1023), t: 'x'.repeat(1022) + '😀y'})", events=(
        event("e", s="x" * 1023, t="x" * 1022),), result="cut at 1023, no half pair"),
    Row("heap.track('e', {a: null, b: undefined, c: 0})", events=(
        event("e", a=ABSENT, b=ABSENT, c=0),), result="null and undefined skipped"),
    Row("heap.track('e', {a: {b: {c: 1}, d: [1, {e: 2}]}, when: new Date(0)})", events=(
        event("e", **{"a.b.c": 1, "a.d": '[1,{"e":2}]', "when": "1970-01-01T00:00:00.000Z",
                      "a": ABSENT}),), result="dotted, JSON, ISO"),
    # identity
    Row("heap.identify('u1'); return [heap.getIdentity(), heap.identity]", ["u1", "u1"], (
        event("$identify", **U1),), result="identity gained"),
    Row("heap.identify(42); return heap.getIdentity()", "42", (
        event("$identify", distinct_id="42"),), result="number accepted"),
    Row("heap.identify(''); heap.identify(null); heap.identify()", result="empty ignored"),
    Row("heap.identify('u'.repeat(254))", events=(
        event("$identify", distinct_id="u" * 254),), result="254 characters go"),
    Row("heap.identify('u'.repeat(255))", says=("identify",), result="255 refused"),
    Row("heap.identify('u1'); heap.identify('u1')", events=(event("$identify", **U1),),
        result="same again: nothing"),
    Row("""const a = [heap.getUserId(), heap.getSessionId()]; heap.identify('u1');
           const b = [heap.getUserId(), heap.getSessionId()];
           return JSON.stringify(a) === JSON.stringify(b)""", True, (event("$identify", **U1),),
        result="first time: same user id"),
    Row("""heap.identify('u1'); const a = [heap.getUserId(), heap.getSessionId()];
           heap.identify('u2'); const b = [heap.getUserId(), heap.getSessionId()];
           return a[0] !== b[0] && a[1] !== b[1]""", True, (
        event("$identify", **U1), event("$identify", distinct_id="u2")),
        result="another: new user id and session"),
    *[Row(f"""heap.identify('u1');
            const before = [heap.getIdentity(), heap.getUserId(), heap.getSessionId()].join();
            heap.identify({bad});
            return before === [heap.getIdentity(), heap.getUserId(), heap.getSessionId()].join()""",
          True, (event("$identify", **U1),), ("is no id",), result="refused: nobody is logged out",
          name=f"heap.identify('u1'), then heap.identify({bad})")
      for bad in ("'undefined'", "'null'", "0", "{}", "'guest'", "true")],
    Row("heap.getIdentity()", None, result="null"),
    Row("[heap.getUserId(), heap.userId === heap.getUserId(), heap.getUserId() === heap.userId]",
        [DIGITS, True, True], result="decimal digits"),
    Row("[heap.getSessionId(), heap.getSessionId() === heap.getSessionId()]", [DIGITS, True],
        result="decimal digits, stable"),
    Row("""const a = heap.getUserId(), s = heap.getSessionId(); heap.resetIdentity();
           return [heap.getUserId() === a, heap.getSessionId() === s]""", [True, True],
        result="anonymous: nothing"),
    Row("""heap.identify('u1'); const a = heap.getUserId(), s = heap.getSessionId();
           heap.resetIdentity(); heap.track('after');
           return [heap.getIdentity(), heap.getUserId() === a, heap.getSessionId() === s]""",
        [None, False, False], (event("$identify", **U1), event("after", S_is_identified=False)),
        result="anonymous, new user id and session"),
    Row("heap.identifyHashed('u1')", events=(event("$identify", **U1),), result="as identify"),
    # properties
    Row("heap.addEventProperties({a: 1, b: {c: 2}}); heap.track('e', {a: 5}); heap.track('f')",
        events=(event("e", a=5, **{"b.c": 2}), event("f", a=1)), result="on every event"),
    Row("heap.addEventProperties({a: 1, b: 2}); heap.removeEventProperty('a'); heap.track('e')",
        events=(event("e", a=ABSENT, b=2),), result="removed"),
    Row("heap.addEventProperties({a: 1, b: 2}); heap.clearEventProperties(); heap.track('e')",
        events=(event("e", a=ABSENT, b=ABSENT),), result="all removed"),
    Row("heap.setEventProperties({a: 1, b: 2}); heap.unsetEventProperty('b'); heap.track('e')",
        events=(event("e", a=1, b=ABSENT),), result="legacy names"),
    Row("""heap.addEventProperties({a: 1}); heap.identify('u'); heap.resetIdentity();
           heap.track('e')""",
        events=(event("$identify"), event("e", a=1)), result="kept over resetIdentity"),
    Row("""heap.addEventProperties({a: 1}); heap.identify('u'); heap.resetIdentity();
           heap.track('e')""",
        events=(event("$identify"), event("e", a=ABSENT)), result="cleared, if configured",
        before="heap.config.clearEventPropertiesOnNewUser = true",
        name="resetIdentity with clearEventPropertiesOnNewUser"),
    Row("heap.addUserProperties({plan: 'pro', nested: {n: 1}})", events=(
        event("$set", S_set={"plan": "pro", "nested.n": 1}),), result="$set"),
    Row("heap.identify('u1'); heap.addAccountProperties({name: 'Acme'}); heap.track('e')", events=(
        event("$identify"),
        event("$groupidentify", S_group_type="account", S_group_key="u1",
              S_group_set={"name": "Acme"}),
        event("e", S_groups={"account": "u1"})), result="$groupidentify"),
    # page views
    Row("heap.trackPageview()", events=(event("$pageview", title="A page"),), result="page view"),
    Row("""heap.trackPageview({title: 'T', url: 'https://shop.test/x?token=s&q=1',
           properties: {a: 1}, previous_page: 'https://other.test:8443/before'})""", events=(
        event("$pageview", title="T", a=1, S_host="shop.test", S_pathname="/x",
              S_current_url="https://shop.test/x?token=&q=1",
              S_referrer="https://other.test:8443/before",
              S_referring_domain="other.test:8443"),), result="what is passed wins"),
    Row("""heap.trackPageview({previous_page: {url: 'https://other.test/before'}})""", events=(
        event("$pageview", S_referrer="https://other.test/before",
              S_referring_domain="other.test"),), result="an object with an address"),
    Row("heap.trackPageview({title: 't'.repeat(255), url: '/relative'})", events=(
        event("$pageview", title="A page", S_host=re.compile(r"127\.0\.0\.1:\d+")),),
        says=("title", "URL"), result="invalid fields ignored, warning"),
    Row("""heap.addPageviewProperties({section: 'docs', a: 1}); heap.trackPageview();
           heap.track('under it'); heap.removePageviewProperty('a'); heap.trackPageview();
           heap.clearPageviewProperties(); heap.trackPageview()""", events=(
        event("$pageview", section="docs", a=1), event("under it", section="docs", a=1),
        event("$pageview", section="docs", a=ABSENT),
        event("$pageview", section=ABSENT, a=ABSENT)),
        result="on page views and their events"),
    # the rest
    Row("let n = 0; heap.onReady(() => n++); return n", 1, result="called at once"),
    Row("heap.stopTracking(); heap.track('no'); heap.startTracking(); heap.track('yes')",
        events=(event("yes"),), result="paused, resumed"),
    Row("""heap.stopTracking(); const out = periscale.hasOptedOut(); heap.startTracking();
           return out""", False, result="no opt-out"),
    Row("heap.addAdapter('x', {})", result="accepted"),
    Row("""heap.addTransformerFn('t', (all) => all.map((one) => ({...one,
             properties: {...one.properties, added: 1, secret: undefined}})), 'general');
           heap.track('e', {secret: 's'})""", events=(event("e", added=1, secret=ABSENT),),
        result="changes properties"),
    Row("heap.addTransformer('t', (all) => []); heap.track('e')", result="drops the event"),
    Row("heap.addTransformer('t', 'text'); heap.addTransformerFn('t'); heap.track('e')",
        events=(event("e"),), says=("no function", "addTransformer"), result="ignored"),
    Row("""[heap.loaded, heap.appid, heap.envId, heap.identity, typeof heap.userId,
           typeof heap.config, typeof heap.clientConfig]""",
        [True, "1", "1", None, "string", "object", "object"], result="live properties"),
    Row("heap.push(['track', 'pushed', {a: 1}])", events=(event("pushed", a=1),),
        result="push runs live"),
    Row("heap.push(['nope', 1], ['init'], null, 5, [], ['track', 'good'])",
        events=(event("good"),), result="unknown ignored", says=("TypeError",)),
    Row("const {track} = heap; track('detached')", events=(event("detached"),),
        result="works detached"),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.label[:60])
def test_method(check: Check, row: Row) -> None:
    check("heap", row, STUB)
