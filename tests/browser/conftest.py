"""What the browser tests share: one site and one Chromium per worker, a key and a visitor per test.

Never lets one test see what another one sent or stored.
"""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.arrivals import Collector
from tests.browser.host_page import HostPage
from tests.browser.raw_tabs import RawTabs
from tests.browser.same_tab import SameTab
from tests.browser.visitor import Visitor
from tests.site import Site, running_site


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "same_tab: the test changes nothing of its browser profile")


class Visit(Protocol):
    """`Visitor.visit` of the test's visitor."""

    def __call__(
        self,
        host_page: HostPage | None = None,
        *,
        host: str = ...,
        tag_host: str | None = ...,
        query: str = ...,
        page: Page | None = ...,
        **fields: Any,
    ) -> Page: ...


@pytest.fixture(scope="session")
def site(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Checks at the end that no request of any test made the site fail."""
    with running_site(tmp_path_factory.mktemp("browser") / "events.sqlite3", tag_dir=dist) as site:
        yield site
        log = site.log
    assert log == ""


@pytest.fixture
def collector(site: Site) -> Iterator[Collector]:
    """With a key of its own, so that tests on one site do not disturb each other."""
    collector = Collector(site, f"sb_live_{uuid.uuid4().hex[:16]}")
    yield collector
    collector.clear_faults()


@pytest.fixture
def api_key(collector: Collector) -> str:
    return collector.api_key


@pytest.fixture(scope="session")
def same_tab(browser: Browser) -> Iterator[SameTab]:
    same_tab = SameTab(browser)
    yield same_tab
    same_tab.context.close()


@pytest.fixture
def new_visitor(browser: Browser, collector: Collector) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors with nothing stored; the arguments are those of Playwright's contexts."""
    visitors: list[Visitor] = []

    def make(**context_options: Any) -> Visitor:
        visitors.append(Visitor(browser, collector, **context_options))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.close()
    for visitor in visitors:
        visitor.expect_no_problem()


@pytest.fixture
def visitor(request: pytest.FixtureRequest, new_visitor: Callable[..., Visitor]) -> Visitor:
    """The test's visitor, in a profile of its own unless the test is marked with same_tab."""
    is_frugal = request.node.get_closest_marker("same_tab") is not None
    return new_visitor(same_tab=request.getfixturevalue("same_tab") if is_frugal else None)


@pytest.fixture
def visit(visitor: Visitor) -> Visit:
    return visitor.visit


@pytest.fixture
def tabs(browser: Browser) -> Iterator[RawTabs]:
    """Tabs that hide each other, as a person's do."""
    tabs = RawTabs(browser)
    yield tabs
    tabs.close()
