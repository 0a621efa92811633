"""Page views, leaving and vitals where a tab really is in the background, killed or prerendered."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.arrivals import Collector, Event, properties_of
from tests.browser.raw_tabs import RawTabs
from tests.browser.visitor import Visitor
from tests.chromium import launch_options
from tests.waiting import wait_until

ALL = dict.fromkeys(("engagement", "web-vitals", "capture-pageview"), "true")
SOON: dict[str, str | None] = {**ALL, "flush-interval-ms": "200"}
PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"


def test_a_background_tab_is_viewed_once_it_is_shown(
    tabs: RawTabs, visitor: Visitor, collector: Collector
) -> None:
    tab = tabs.open("about:blank")
    tabs.open("about:blank")
    tab.wait_until_visibility("hidden")
    tab.send("Page.navigate", url=visitor.put(attributes=SOON))
    wait_until(lambda: tab.evaluate("!!window.periscale"), lambda: "the tag starts")
    tab.evaluate("periscale.track('hidden')")
    collector.wait_for("hidden")
    tab.activate()
    collector.wait_for("hidden", "$pageview")


def test_a_page_killed_after_it_was_hidden_has_told_of_its_end(
    tabs: RawTabs, visitor: Visitor, collector: Collector
) -> None:
    tab = tabs.open(visitor.put(attributes={**ALL, "flush-interval-ms": "3600000"}))
    wait_until(lambda: tab.evaluate(PAINTED), lambda: "it is painted")
    tabs.open("about:blank")
    tab.wait_until_visibility("hidden")
    tab.close()
    wait_until(
        lambda: set(collector.names()) == {"$pageview", "$pageleave", "$web_vitals"},
        lambda: f"all three arrive, not only {collector.names()}",
    )
    (view,) = [event for event in collector.events() if event["event"] == "$pageview"]
    for event in collector.events():
        assert properties_of(event)["$pageview_id"] == properties_of(view)["$pageview_id"]


@contextmanager
def browser_of_its_own(address: str, profile: Path) -> Iterator[None]:
    """Chromium without a debugger: with one it neither keeps pages nor renders any ahead."""
    options = launch_options()
    command = [options["executable_path"], *options["args"], f"--user-data-dir={profile}"]
    chromium = subprocess.Popen([*command, "--headless=new", address], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        chromium.terminate()
        chromium.wait()


def test_a_prerendered_page_is_viewed_when_it_is_activated(
    visitor: Visitor, collector: Collector, tmp_path: Path
) -> None:
    ahead = visitor.put(
        attributes={"flush-interval-ms": "200"},
        tail="""<script>addEventListener('DOMContentLoaded', () => {
          periscale.track('before', {prerendering: document.prerendering});
          localStorage.ahead = 1 })</script>""",
        name="ahead",
    )
    rules = f'{{"prerender": [{{"urls": ["{ahead}"], "eagerness": "immediate"}}]}}'
    first = visitor.put(
        attributes={"capture-pageview": "false"},
        head=f"""<script type="speculationrules">{rules}</script><script>setInterval(() => {{
          if (localStorage.ahead) location.href = '{ahead}' }}, 50)</script>""",
    )
    with browser_of_its_own(first, tmp_path):
        before, view = collector.wait_for("before", "$pageview")
    assert properties_of(before)["prerendering"] is True
    assert properties_of(view)["$current_url"] == ahead
    assert properties_of(view)["$navigation_type"] == "load"


def restored(collector: Collector) -> list[Event]:
    """A view, its end and the next view, which is that of a page from the cache."""
    made = sorted(collector.events(), key=lambda event: str(event["uuid"]))[-3:]
    is_whole = [event["event"] for event in made] == ["$pageview", "$pageleave", "$pageview"]
    is_kept = is_whole and properties_of(made[2])["$navigation_type"] == "bfcache"
    return made if is_kept else []


def test_a_page_that_comes_back_from_the_cache_is_viewed_again(
    visitor: Visitor, collector: Collector, tmp_path: Path
) -> None:
    back = visitor.put(scripts="", body="<script>setTimeout(() => history.back(), 300)</script>")
    first = visitor.put(
        attributes={**SOON, "web-vitals": "false"},
        head=f"""<script>onload = () => setTimeout(() => {{ location.href = '{back}' }}, 300)
        </script>""",
    )
    with browser_of_its_own(first, tmp_path):
        # A browser short of memory does not keep the page, and the two lead to each other again.
        load, leave, again = wait_until(
            lambda: restored(collector), lambda: f"it is restored, not {collector.names()}"
        )
    assert properties_of(leave)["$prev_pageview_id"] == properties_of(load)["$pageview_id"]
    assert properties_of(again)["$pageview_id"] != properties_of(load)["$pageview_id"]
