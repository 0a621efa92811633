"""A visitor: a browser profile that opens pages of the test's making.

Never lets an uncaught error or a complaint in the console pass that the test did not expect.
"""

import itertools
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, WebError

from tests.browser.arrivals import Collector
from tests.browser.host_page import HostPage
from tests.browser.same_tab import SameTab
from tests.waiting import wait_until

LOOPBACK = "127.0.0.1"
_names = itertools.count(1)


class Visitor:
    """`problems` are uncaught errors, and errors and warnings of the console, in any page.

    `said` are all texts of the console. Both are complete only after `pump`.
    """

    def __init__(
        self,
        browser: Browser,
        collector: Collector,
        same_tab: SameTab | None = None,
        **context_options: Any,
    ) -> None:
        self.collector = collector
        self.context = same_tab.context if same_tab else browser.new_context(**context_options)
        self.problems: list[str] = []
        self.said: list[str] = []
        self._ignored: list[str] = []
        self._same_tab = same_tab
        self._is_first_visit = True
        self.context.on("weberror", self._on_web_error)
        self.context.on("console", self._on_console)

    def close(self) -> None:
        """Leave all pages and forget what they stored."""
        if self._same_tab is None:
            self.context.close()
            return
        self._same_tab.empty(self.collector.site)
        self.context.remove_listener("weberror", self._on_web_error)
        self.context.remove_listener("console", self._on_console)

    def visit(
        self,
        host_page: HostPage | None = None,
        *,
        host: str = LOOPBACK,
        tag_host: str | None = None,
        query: str = "",
        page: Page | None = None,
        **fields: Any,
    ) -> Page:
        """Open a page with the tag, in `page` or a new tab; returns once it has loaded.

        `query` is appended to the address as it is; `fields` are those of HostPage.
        """
        address = self.put(host_page, host=host, tag_host=tag_host, **fields)
        page = page or self.new_page()
        page.goto(address + query)
        return page

    def new_page(self) -> Page:
        """An empty tab."""
        is_first_visit, self._is_first_visit = self._is_first_visit, False
        if self._same_tab and is_first_visit:
            return self._same_tab.page
        return self.context.new_page()

    def put(
        self,
        host_page: HostPage | None = None,
        *,
        host: str = LOOPBACK,
        tag_host: str | None = None,
        name: str | None = None,
        **fields: Any,
    ) -> str:
        """Serve a page without opening it; returns its address."""
        assert not self._same_tab or host == LOOPBACK, "another host needs a profile of its own"
        collector = self.collector
        host_page = host_page or HostPage(**fields)
        html = host_page.write(self.tag_address(tag_host or host), collector.api_key)
        path = f"{collector.api_key}/{name or next(_names)}"
        address = collector.site.put_page(path, html, host_page.headers)
        return address.replace(LOOPBACK, host)

    def tag_address(self, host: str = LOOPBACK) -> str:
        return f"http://{host}:{self.collector.site.port}/periscale.min.js"

    def expect_problem(self, *texts: str) -> str:
        """Wait for one problem that holds all the texts, and take it off the list."""

        def find() -> str | None:
            self.pump()
            return next((p for p in self.problems if all(text in p for text in texts)), None)

        found = wait_until(find, lambda: f"{texts} is told, not only {self.problems}")
        assert found is not None
        self.problems.remove(found)
        return found

    def ignore(self, text: str) -> None:
        """Let problems pass that hold the text, such as the browser's own of a refused request."""
        self._ignored.append(text)

    def pump(self) -> None:
        """Let Playwright deliver what has happened in the pages up to now."""
        for page in self.context.pages:
            page.evaluate("0")

    def expect_no_problem(self) -> None:
        assert not self.problems, self.problems

    def cookies(self) -> Mapping[str, Any]:
        return {cookie["name"]: cookie for cookie in self.context.cookies()}

    def _on_web_error(self, error: WebError) -> None:
        # A page may have taken the stack away.
        self._note(f"uncaught: {error.error.stack or error.error.message}")

    def _on_console(self, message: ConsoleMessage) -> None:
        self.said.append(message.text)
        # The site has no favicon.ico, which the browser asks for by itself.
        is_favicon = message.location["url"].endswith("/favicon.ico")
        if message.type in ("error", "warning") and not is_favicon:
            self._note(f"{message.type}: {message.text}")

    def _note(self, problem: str) -> None:
        if not any(text in problem for text in self._ignored):
            self.problems.append(problem)


def flush(page: Page) -> None:
    """Send what the page has queued: afterwards everything it will send has arrived."""
    page.evaluate("() => periscale.flush()")
