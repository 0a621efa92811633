"""Loading the tag twice is harmless: the second copy does nothing."""

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.scripts import script
from tests.browser.visitor import flush

pytestmark = pytest.mark.same_tab

READABLE = "/periscale.js"
MINIFIED = "/periscale.min.js"


def tag(src: str, key: str, loading: str = "defer") -> str:
    return (
        f'<script src="{src}" data-api-key="{key}" data-autocapture="false" '
        f'data-engagement="false" data-web-vitals="false" data-errors="false" {loading}></script>'
    )


@pytest.mark.parametrize("loading", ["", "defer"])
@pytest.mark.parametrize(
    "second", [MINIFIED, f"{MINIFIED}?v=2", READABLE], ids=["same", "other address", "other copy"]
)
def test_a_second_copy_does_nothing(
    visit: Visit, collector: Collector, api_key: str, second: str, loading: str
) -> None:
    page = visit(
        scripts=tag(MINIFIED, api_key, loading)
        + "<script>window.first = window.periscale; window.firstTrack = first?.track</script>"
        + tag(second, api_key, loading)
    )
    if not loading:
        assert page.evaluate("first === periscale && firstTrack === periscale.track")
    page.evaluate("periscale.track('once')")
    flush(page)
    collector.wait_for("$pageview", "once")


def test_a_second_copy_with_another_key_does_nothing(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    page = visit(scripts=tag(MINIFIED, api_key) + tag(READABLE, "sb_live_other"))
    flush(page)
    collector.wait_for("$pageview")
    assert page.evaluate("JSON.stringify(localStorage)").count("sb_live_other") == 0


def test_a_second_copy_leaves_the_waiting_one_alone(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    """The first has data-no-init: consent has not been given, whatever the second says."""
    no_init = f'<script src="{MINIFIED}" data-no-init="true" defer></script>'
    page = visit(scripts=no_init + tag(READABLE, api_key))
    assert page.evaluate("periscale.getDistinctId()") is None
    page.evaluate("apiKey => periscale.init({apiKey, autocapture: false})", api_key)
    flush(page)
    collector.wait_for_one("$pageview")


def test_a_second_copy_adds_no_listener(visit: Visit, api_key: str) -> None:
    count = "() => hostCalls.filter(call => call.startsWith('addEventListener')).length"
    head = f"<script>{script('recorder')}</script>"
    page = visit(head=head, scripts=tag(MINIFIED, api_key))
    once = page.evaluate(count)
    visit(page=page, head=head, scripts=tag(MINIFIED, api_key) + tag(READABLE, api_key))
    assert page.evaluate(count) == once > 0


def test_inserted_again_later(visit: Visit, collector: Collector, api_key: str) -> None:
    page = visit()
    page.evaluate(
        """src => new Promise(done => {
          const again = document.createElement('script');
          again.src = src;
          again.onload = done;
          document.head.append(again);
        })""",
        MINIFIED,
    )
    flush(page)
    collector.wait_for("$pageview")
