"""A browser with a profile on disk, which can be closed, killed and started again.

Never shares its browser process with another test.
"""

import contextlib
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tests.browser.renderers import kill_renderers
from tests.chromium import launch_options
from tests.waiting import wait_until


class Profile:
    """One visitor's browser. `context` is the running one."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self._playwright = playwright
        self._folder = folder
        self.context: BrowserContext = self._launch()

    def _launch(self) -> BrowserContext:
        return self._playwright.chromium.launch_persistent_context(
            str(self._folder), **launch_options()
        )

    def open(self, address: str) -> Page:
        """A new tab; another one if the browser gave it a renderer that was just killed."""
        pages: list[Page] = []

        def is_open() -> bool:
            try:
                page = self.context.new_page()
                page.goto(address)
            except Error as error:
                if "crashed" not in str(error):
                    raise
                return False
            pages.append(page)
            return True

        wait_until(is_open, lambda: "a tab opens")
        return pages[0]

    def restart(self) -> None:
        """Close the browser as a person does, and start it again."""
        self.context.close()
        self.context = self._launch()

    def kill_renderers(self, page: Page) -> None:
        """SIGKILL to every process that runs pages."""
        crashed: list[Page] = []
        page.on("crash", lambda page: crashed.append(page))
        assert self.context.browser is not None
        browser = self.context.browser.new_browser_cdp_session()
        kill_renderers(browser)
        browser.detach()

        def has_crashed() -> bool:
            self.context.cookies()  # lets Playwright hand over what has happened
            return bool(crashed)

        wait_until(has_crashed, lambda: "the page crashes")

    def crash(self, page: Page) -> None:
        """Crash the page's renderer from inside."""
        with contextlib.suppress(Error):
            page.goto("chrome://crash")

    def close(self) -> None:
        self.context.close()
