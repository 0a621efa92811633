"""What the fault tests share: a site of their own that may die, a browser that may be killed."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.arrivals import Collector
from tests.browser.host_page import HostPage
from tests.faults.ledger import Ledger, Row
from tests.faults.profile import Profile
from tests.site import Site, running_site


@pytest.fixture
def site(dist: Path, tmp_path: Path) -> Iterator[Site]:
    with running_site(tmp_path / "events.sqlite3", tag_dir=dist) as site:
        yield site


@pytest.fixture
def collector(site: Site) -> Collector:
    return Collector(site, f"sb_live_{uuid.uuid4().hex[:16]}")


@pytest.fixture
def ledger(collector: Collector) -> Ledger:
    return Ledger(collector)


@pytest.fixture
def profile(playwright: Playwright, tmp_path: Path) -> Iterator[Profile]:
    profile = Profile(playwright, tmp_path / "profile")
    yield profile
    profile.close()


@pytest.fixture
def address(collector: Collector) -> Callable[..., str]:
    """The address of a page with the tag; attributes of the tag as keyword arguments."""

    def make(name: str = "page", **attributes: str) -> str:
        page = HostPage(attributes={k.replace("_", "-"): v for k, v in attributes.items()})
        src = f"http://127.0.0.1:{collector.site.port}/periscale.min.js"
        html = page.write(src, collector.api_key)
        return collector.site.put_page(f"{collector.api_key}/{name}", html)

    return make


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Callable[[Row], None]:
    """Put a row into the table that stands at the end of the test run, and check it."""

    def add(row: Row) -> None:
        record_property(
            "fault",
            [
                row.fault,
                row.accepted,
                row.stored,
                row.lost,
                row.twice,
                row.sent_again,
                row.requests,
            ],
        )
        row.expect_nothing_lost()

    return add
