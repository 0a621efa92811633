"""The tag works in a page that froze, extended or broke the prototypes of the language."""

import json

import pytest

from tests.browser.arrivals import Collector, properties_of
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.same_tab

USE = """async () => {
  periscale.track('used', {count: 1.5, text: 'zwei', yes: true});
  await periscale.flush();
}"""
USED = {"count": 1.5, "text": "zwei", "yes": True}
FREEZE = {
    "Object.prototype": "Object.freeze(Object.prototype)",
    "Array.prototype": "Object.freeze(Array.prototype)",
    "all": """for (const name of Object.getOwnPropertyNames(window)) {
        const value = name.startsWith('webkit') ? null : window[name];
        if (typeof value === 'function' && value.prototype) Object.freeze(value.prototype);
    }""",
    "sealed namespaces": "for (const it of [JSON, Math, Object, Array, Promise]) Object.freeze(it)",
}


# By a script of the page: an oddity may break what the test's own evaluate() stands on.
ON_LOAD_USE = """<script>
  addEventListener('load', () => { periscale.track('used'); periscale.flush() });
</script>"""


def expect_used(collector: Collector) -> None:
    """Both events, the whole request being as in a page with nothing odd."""
    collector.expect_exactly({"event": "$pageview"}, {"event": "used", "properties": USED})
    for request in collector.requests():
        body = json.loads(request["body"])
        assert sorted(body) == ["api_key", "batch", "sent_at"]
        for event in body["batch"]:
            assert sorted(event) == ["event", "properties", "timestamp", "uuid"]
            assert not [name for name in properties_of(event) if "junk" in name]
        assert "junk" not in request["body"]


@pytest.mark.parametrize("what", FREEZE)
def test_frozen(visit: Visit, collector: Collector, what: str) -> None:
    page = visit(head=f"<script>{FREEZE[what]}</script>")
    page.evaluate(
        USE.replace("periscale.track(", "periscale.push(['track', ").replace("});", "}]);")
    )
    expect_used(collector)


@pytest.mark.parametrize("owner", ["Array", "Object", "String", "Function", "Number"])
@pytest.mark.parametrize(
    "value", ["'junk'", "function junk() { return 'junk' }", "{junk: ['junk']}"]
)
def test_extended_by_an_enumerable_property(
    visit: Visit, collector: Collector, owner: str, value: str
) -> None:
    visit(head=f"<script>{owner}.prototype.junk = {value}</script>").evaluate(USE)
    expect_used(collector)


@pytest.mark.parametrize(
    "name",
    [
        *("get", "set", "value", "enumerable", "toJSON", "capture", "once", "passive"),
        *("timeout", "keepalive", "method", "headers", "credentials", "length", "version"),
        *("title", "distinct_id", "$groups", "apiKey", "noInit", "debug", "q", "push"),
    ],
)
def test_extended_by_a_name_that_matters(visit: Visit, collector: Collector, name: str) -> None:
    """Frameworks did this once; an options object then seems to hold the name."""
    setup = f"Object.prototype[{json.dumps(name)}] = function junk() {{}}"
    visit(head=f"<script>{setup}</script>", tail=ON_LOAD_USE)
    collector.wait_for("$pageview", "used")
    assert "junk" not in "".join(request["body"] for request in collector.requests())


def test_arrays_have_the_to_json_of_prototype_js(visit: Visit, collector: Collector) -> None:
    """It returned the JSON text itself, which JSON.stringify then quoted."""
    setup = "Array.prototype.toJSON = function () { return '[junk]' }"
    page = visit(head=f"<script>{setup}</script>")
    page.evaluate(USE)
    expect_used(collector)
    page.evaluate("periscale.track('list', {list: [1, ['two', {three: [3]}]]})")
    page.evaluate("() => periscale.flush()")
    assert properties_of(collector.events()[-1])["list"] == [1, ["two", {"three": [3]}]]


@pytest.mark.parametrize("owner", ["String", "Number", "Boolean", "Function"])
def test_to_json_on_other_prototypes(visit: Visit, collector: Collector, owner: str) -> None:
    setup = f"{owner}.prototype.toJSON = function () {{ return 'junk' }}"
    visit(head=f"<script>{setup}</script>").evaluate(USE)
    expect_used(collector)


@pytest.mark.parametrize(
    "breakage",
    [
        "Array.prototype.push = Array.prototype.map = Array.prototype.filter = undefined",
        "Array.from = function () { return 'junk' }",
        "Object.keys = Object.entries = function () { return ['junk'] }",
        "Function.prototype.bind = Function.prototype.call = Function.prototype.apply = null",
        "String.prototype.replace = String.prototype.split = () => { throw new Error('junk') }",
        "Array.prototype[Symbol.iterator] = () => { throw new Error('junk') }",
    ],
    ids=["array methods", "Array.from", "Object.keys", "Function", "string methods", "iterator"],
)
def test_a_page_that_breaks_the_language_gets_no_exception(
    visit: Visit, visitor: Visitor, breakage: str
) -> None:
    """Nothing else is promised to such a page."""
    visitor.ignore("[periscale]")
    visitor.ignore("Failed to load resource")
    page = visitor.new_page()
    use = f"""<script>
      const report = console.info.bind(console);
      addEventListener('load', () => {{
        {breakage};
        periscale.track('odd', {{list: [1, {{a: 2}}]}});
        periscale.page();
        periscale.flush();
        report('reached');
      }});
    </script>"""
    with page.expect_console_message(lambda message: message.text == "reached"):
        visit(page=page, tail=use)
