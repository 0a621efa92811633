"""What every browser test stands on: the built tag and a running Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from periscale_build.pipeline import build
from periscale_build.project import this_project
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tests import browser_coverage
from tests.chromium import launch_options
from tests.facades.table import conformance_table
from tests.faults.table import fault_table
from tests.waiting import PATIENCE_S

expect.set_options(timeout=PATIENCE_S * 1000)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Shows what the fault tests counted and the calls of all APIs, passed or not."""
    reports = [
        report
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
    ]
    for line in [*fault_table(reports), *conformance_table(reports)]:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def dist() -> Path:
    """build/dist of the present source: built by the first worker that asks, used by all."""
    project = this_project()
    build(project)
    return project.dist


@pytest.fixture(scope="session")
def watch_context(dist: Path, worker_id: str) -> Iterator[Callable[[BrowserContext], None]]:
    """Call it with a context that `browser` did not make.

    Its pages then have as much time as all else, and count for coverage.
    """
    recorder = browser_coverage.CoverageRecorder(dist) if browser_coverage.is_wanted() else None

    def watch(context: BrowserContext) -> None:
        context.set_default_timeout(PATIENCE_S * 1000)
        if recorder:
            recorder.watch(context)

    yield watch
    if recorder:
        recorder.save(worker_id)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one Playwright of a worker; it refuses to run twice in a process."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(
    playwright: Playwright, watch_context: Callable[[BrowserContext], None]
) -> Iterator[Browser]:
    """A Chromium without any context: each test makes its own and closes it."""
    with playwright.chromium.launch(**launch_options()) as chromium:
        chromium.on("context", watch_context)
        yield chromium
