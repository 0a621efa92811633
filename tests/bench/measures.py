"""What is measured of a contestant, each once per round. Never compares."""

import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator

from playwright.sync_api import Browser

from tests.bench.contestants import BUTTONS, CONTESTANTS, NODES, NONE, WEB_VITALS, page_path
from tests.bench.host import Host
from tests.bench.tab import Tab
from tests.bench.trace import ScriptTime

SLOWDOWN = 4
# Far enough from each other that quick clicks do not count as angry ones.
CLICK_ORDER = [(5 * n) % BUTTONS for n in range(BUTTONS)]
# posthog-js sends three seconds after an event; what that costs belongs to the click.
AFTER_CLICKS_S = 3.5
# The clock of a page ticks every 0.1 ms: a run must be long beside that.
CALLS_PER_RUN, RUNS = 100, 12
VISIT_CLICKS, VISIT_CALLS = 20, 4
# No request for so long means that there are no more.
QUIET_S = 1.0

START_UP = f"start-up script time, ms ({SLOWDOWN}x slowed)"
CLICK = f"script time per click, ms ({SLOWDOWN}x slowed)"
CLICK_HANDLERS = f"of which in event handlers, ms ({SLOWDOWN}x slowed)"
CLICK_IN_LARGE = f"script time per click in a page of {NODES:,} nodes, ms ({SLOWDOWN}x slowed)"
CLICK_HANDLERS_IN_LARGE = f"of which in event handlers there, ms ({SLOWDOWN}x slowed)"
CALL = "one call of track() or capture(), µs"
HEAP = "heap, KiB"
LISTENERS = "listeners"
VISIT = "bytes sent for a visit of 25 events"

Reading = tuple[str, float]


def readings(
    browser: Browser, host: Host, name: str, remark: Callable[[str], object]
) -> Iterator[Reading]:
    """All figures of one contestant; differences to the page without a library come later.

    Calls `remark` with what makes a figure doubtful.
    """
    yield from _of_small_page(browser, host, name)
    if name == WEB_VITALS:
        return
    yield from _of_large_page(browser, host, name)
    if name != NONE:
        yield CALL, _call_us(browser, host, name)
        yield VISIT, _visit_bytes(browser, host, name)
        for event in _missing_events(host):
            remark(f"{name} left {event} of the visit unsent, so its bytes are too few.")


def _of_small_page(browser: Browser, host: Host, name: str) -> Iterator[Reading]:
    tab = Tab(browser, host.origin + page_path(name), SLOWDOWN, is_traced=True)
    yield START_UP, tab.stop_trace().all_ms
    yield LISTENERS, tab.listeners()
    yield HEAP, tab.heap_kib()
    spent = _time_of_clicks(tab)
    yield CLICK, spent.all_ms / BUTTONS
    yield CLICK_HANDLERS, spent.handlers_ms / BUTTONS
    tab.close()


def _of_large_page(browser: Browser, host: Host, name: str) -> Iterator[Reading]:
    tab = Tab(browser, host.origin + page_path(name, NODES), SLOWDOWN)
    spent = _time_of_clicks(tab)
    yield CLICK_IN_LARGE, spent.all_ms / BUTTONS
    yield CLICK_HANDLERS_IN_LARGE, spent.handlers_ms / BUTTONS
    tab.close()


def _time_of_clicks(tab: Tab) -> ScriptTime:
    middles = _middles(tab)
    tab.start_trace()
    for x, y in middles:
        tab.page.mouse.click(x, y)
    tab.rest(AFTER_CLICKS_S)
    return tab.stop_trace()


def _middles(tab: Tab) -> list[tuple[float, float]]:
    """Of the buttons, in the order of clicking."""
    boxes = [tab.page.locator(f"#b{n}").bounding_box() for n in CLICK_ORDER]
    return [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box]


def _call_us(browser: Browser, host: Host, name: str) -> float:
    """Of an ordinary processor: the median of some runs of calls in one task each."""
    tab = Tab(browser, host.origin + page_path(name))
    loop = (
        "(() => { const start = performance.now();"
        f"for (let i = 0; i < {CALLS_PER_RUN}; i++) {CONTESTANTS[name].call};"
        "return performance.now() - start })()"
    )
    runs = []
    for _ in range(RUNS):
        runs.append(1000 * tab.evaluate(loop) / CALLS_PER_RUN)
        tab.rest(0.1)
    tab.close()
    return statistics.median(runs)


def _visit_bytes(browser: Browser, host: Host, name: str) -> float:
    """Of the bodies: a page view, clicks and calls in one go, left before the first timer."""
    host.received.clear()
    tab = Tab(browser, host.origin + page_path(name))
    for x, y in _middles(tab)[:VISIT_CLICKS]:
        tab.page.mouse.click(x, y)
    for _ in range(VISIT_CALLS):
        tab.evaluate(f"({CONTESTANTS[name].call}, 0)")
    tab.page.goto("about:blank")
    count = -1
    while count != len(host.received):
        count = len(host.received)
        time.sleep(QUIET_S)
    tab.close()
    return sum(map(len, host.received))


def _missing_events(host: Host) -> list[str]:
    """What was not reported of the visit, such as `8 $autocapture`."""
    expected = Counter({"$pageview": 1, "$autocapture": VISIT_CLICKS, "bench": VISIT_CALLS})
    expected += Counter(["$pageleave", "$web_vitals"])
    missing = expected - Counter(host.events())
    return [f"{count} {event}" for event, count in missing.items()]
