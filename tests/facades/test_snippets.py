"""The snippets that the build makes for each API work as they are pasted."""

from pathlib import Path

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

CALLS = {
    "heap": "heap.identify('u1'); heap.track('early')",
    "user_com": "userengage('event.early')",
    "upscope": "Upscope('updateConnection', {uniqueId: 'u1'}); Upscope('requestAgent')",
    "people_tracking": "peopleTracking.track('early')",
}
LATER = {
    "heap": "heap.track('later')",
    "user_com": "UE.pageHit({apiKey: 'k', event: {event_name: 'later'}})",
    "upscope": "Upscope('customMessage', 'later')",
    "people_tracking": "peopleTracking.track('later')",
}
EXPECTED = {
    "heap": {"$identify", "early", "$pageview", "later"},
    "user_com": {"early", "$pageview", "later"},
    "upscope": {"$identify", "upscope_requestAgent", "$pageview", "upscope_customMessage"},
    "people_tracking": {"Session started", "$pageview", "early", "later"},
}


def test_a_reference_to_the_stub_works_though_it_has_queued_nothing(
    visit: Visit, visitor: Visitor, collector: Collector, dist: Path
) -> None:
    snippet = (dist / "snippet.user_com.html").read_text(encoding="utf-8")
    snippet = snippet.replace("sb_live_YOUR_KEY", collector.api_key)
    snippet = snippet.replace("https://YOUR-HOST/periscale.min.js", visitor.tag_address())
    hold = "</script><script>window.held = userengage</script>"
    page = visit(scripts=snippet.replace("</script>", hold, 1))
    page.evaluate("held('event.held'); userengage('event.direct')")
    flush(page)
    names = [name for name in collector.names() if name in ("held", "direct")]
    assert names == ["held", "direct"]


@pytest.mark.parametrize("name", CALLS)
def test_snippet(
    visit: Visit, visitor: Visitor, collector: Collector, dist: Path, name: str
) -> None:
    snippet = (dist / f"snippet.{name}.html").read_text(encoding="utf-8")
    snippet = snippet.replace("sb_live_YOUR_KEY", collector.api_key)
    snippet = snippet.replace("https://YOUR-HOST/periscale.min.js", visitor.tag_address())
    page = visit(scripts=snippet, tail=f"<script>{CALLS[name]}</script>")
    page.evaluate(f"() => {LATER[name]}")
    flush(page)
    assert set(collector.names()) - {"$web_vitals"} >= EXPECTED[name]
