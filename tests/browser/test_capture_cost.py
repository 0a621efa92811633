"""What capture asks of the browser: passive listeners, few of them, no layout, no storage."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.capturing import captured
from tests.browser.conftest import Visit

LISTENERS = """<script>window.calls = [];
const {addEventListener} = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (type, listener, options) {
  calls.push({type, capture: options?.capture, passive: options?.passive,
              on: this === document ? 'document' : this === window ? 'window' : 'other'});
  return addEventListener.call(this, type, listener, options);
};</script>"""
# Counts what makes a browser lay the page out at once, and writes to storage. What a selection is
# depends on what can be seen, even for its mere type.
COUNTERS = """<script>window.counted = [];
const count = (owner, name) => {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  const wrap = native => native && function (...all) {
    counted.push(name); return native.apply(this, all) };
  Object.defineProperty(owner, name, own.value ? {...own, value: wrap(own.value)}
                                               : {...own, get: wrap(own.get)});
};
for (const name of ['clientWidth', 'clientHeight', 'scrollTop', 'scrollHeight',
                    'getBoundingClientRect', 'getClientRects']) count(Element.prototype, name);
for (const name of ['offsetWidth', 'offsetHeight', 'offsetTop', 'innerText'])
  count(HTMLElement.prototype, name);
for (const name of ['toString', 'type', 'rangeCount', 'isCollapsed', 'getRangeAt', 'anchorNode',
                    'anchorOffset', 'focusNode', 'focusOffset']) count(Selection.prototype, name);
count(Storage.prototype, 'setItem');
count(Document.prototype, 'cookie');
</script>"""
ON: dict[str, str | None] = {
    "autocapture": "true",
    "engagement": "true",
    "errors": "true",
    "capture-pageview": "true",
}
OWN = {"click", "auxclick", "change", "submit", "focusin", "mousemove", "keydown", "scroll"}


def test_one_passive_listener_each_on_the_document_in_the_capture_phase(visit: Visit) -> None:
    page = visit(head=LISTENERS, attributes=ON)
    calls: list[dict[str, Any]] = [c for c in page.evaluate("calls") if c["type"] in OWN]
    assert sorted(call["type"] for call in calls) == sorted(OWN)
    assert {(c["on"], c["capture"], c["passive"]) for c in calls} == {("document", True, True)}


def test_a_click_forces_no_layout_and_writes_nothing(visit: Visit, collector: Collector) -> None:
    page = visit(head=COUNTERS, body="<p><button><b>Go</b> there</button>", attributes=ON)
    page.evaluate(
        """addEventListener('click', () => { counted.length = 0 }, true);
        addEventListener('click', () => { window.atTheEnd = [...counted] }); 0"""
    )
    page.click("b")
    assert page.evaluate("atTheEnd") == []
    assert len(captured(page, collector)) == 1


def test_a_click_reads_as_little_of_a_large_page(visit: Visit, collector: Collector) -> None:
    """All that is read of a page goes through Reflect.get."""

    def reads(page: Page) -> int:
        page.evaluate("window.reads = 0; document.querySelector('#t').click()")
        found: int = page.evaluate("reads")
        return found

    counting = """<script>window.reads = 0; const get = Reflect.get;
    Reflect.get = (...all) => { reads++; return get(...all) }</script>"""
    button = '<main><div><button id="t">Go</button></div></main>'
    few, many = (
        reads(
            visit(
                head=counting,
                body=button + "<ul><li>x</li></ul>" * count,
                attributes={"autocapture": "true"},
            )
        )
        for count in (5, 10_000)
    )
    assert 0 < few == many
