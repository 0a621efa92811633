"""One tab for many tests: a tab of its own costs each of them more than all it does there.

Never for tests that change the profile (init scripts, clocks, host names): those outlive the page.
"""

from playwright.sync_api import Browser

from tests.site import Site


class SameTab:
    """A tab on the site's own address, as good as new after `empty`."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context()
        self.page = self.context.new_page()

    def empty(self, site: Site) -> None:
        """Leave the page, close the others, and remove what they stored."""
        for page in self.context.pages:
            if page is not self.page:
                page.close()
        # On a page of the same origin: what is stored while leaving has to go as well.
        self.page.goto(site.put_page("empty", "<!doctype html>"))
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        self.context.clear_cookies()
