"""Records which lines of the tag the browser tests execute; on when PERISCALE_COVERAGE is set.

Counts of a page that crashes are lost, as are those of the first moments of a page that another
page opens. Pages of one site share a process then (LAUNCH_ARG), because V8 counts per process: so
what a page does while it is left or closed is counted as well.
Never changes what a page does.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import coverage
from periscale_build.coverage_map import TagCoverage
from periscale_build.coverage_plugin import PLUGIN_NAME
from periscale_build.source_map import parse_source_map
from playwright.sync_api import BrowserContext, CDPSession, Error, Page

LAUNCH_ARG = "--process-per-site"
_TAG = "periscale.min.js"


def is_wanted() -> bool:
    """Whether this test run measures coverage."""
    return bool(os.environ.get("PERISCALE_COVERAGE"))


class CoverageRecorder:
    """Takes V8's counts of the tag from the pages of the contexts it watches."""

    def __init__(self, dist: Path) -> None:
        code = (dist / _TAG).read_text(encoding="utf-8")
        map_text = (dist / f"{_TAG}.map").read_text(encoding="utf-8")
        self._coverage = TagCoverage(code, parse_source_map(map_text))
        self._sessions: list[CDPSession] = []
        self._kept_sites: set[tuple[BrowserContext, str]] = set()

    def watch(self, context: BrowserContext) -> None:
        """Records all pages of the context from now on, until it closes."""
        for page in context.pages:
            self._watch_page(page)
        original = context.new_page

        # Not the event "page": its handlers run beside the test, which may load the tag meanwhile.
        def new_page() -> Page:
            page = original()
            self._watch_page(page)
            return page

        setattr(context, "new_page", new_page)  # noqa: B010 (types know no such assignment)
        _before(context, "close", self.take)

    def take(self) -> None:
        """Collects the counts of all open pages; called before one is closed."""
        alive = []
        for session in self._sessions:
            try:
                answer = session.send("Profiler.takePreciseCoverage")
            except Error:
                # Its page has been closed or has crashed.
                continue
            alive.append(session)
            self._add(answer)
        self._sessions = alive

    def save(self, suffix: str) -> None:
        """Writes a data file beside .coverage, for `coverage combine`."""
        data = coverage.CoverageData(basename=".coverage", suffix=f"tag.{suffix}")
        lines = self._coverage.lines()
        data.add_lines(lines)
        data.touch_files(lines, plugin_name=PLUGIN_NAME)
        data.write()

    def _watch_page(self, page: Page) -> None:
        self._start(page)
        page.on("popup", self._watch_page)
        _before(page, "close", lambda: self._keep_process(page))

    def _start(self, page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("Profiler.enable")
        session.send("Profiler.startPreciseCoverage", {"callCount": True, "detailed": True})
        self._sessions.append(session)

    def _keep_process(self, page: Page) -> None:
        """Opens an empty page of the same site, whose session outlives the page being closed."""
        self.take()
        url = urlsplit(page.url)
        site = (page.context, f"{url.scheme}://{url.netloc}/")
        if url.scheme not in ("http", "https") or site in self._kept_sites:
            return
        self._kept_sites.add(site)
        # The method of the class: that of the object would watch it like a page of the test's.
        keeper = BrowserContext.new_page(page.context)
        # Answered here, so that the site never sees the request.
        keeper.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
        keeper.goto(site[1])
        self._start(keeper)

    def _add(self, answer: dict[str, Any]) -> None:
        for script in answer["result"]:
            if urlsplit(script["url"]).path.endswith(f"/{_TAG}"):
                self._coverage.add(script["functions"])


def _before(target: Page | BrowserContext, method: str, action: Callable[[], None]) -> None:
    """Makes a Playwright object run the action before one of its methods."""
    original = getattr(target, method)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        action()
        return original(*args, **kwargs)

    setattr(target, method, wrapped)
