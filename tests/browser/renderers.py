"""The browser's processes that run pages, and how they die when memory is short."""

import contextlib
import os
import signal

from playwright.sync_api import CDPSession

from tests.waiting import wait_until


def kill_renderers(browser: CDPSession) -> None:
    """SIGKILL to all of them, of every profile."""
    killed = _renderers(browser)
    for process_id in killed:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process_id, signal.SIGKILL)
    # Until it notices, the browser may give one of them to a new tab, which then stands still.
    wait_until(lambda: not killed & _renderers(browser), lambda: "the browser notices")


def _renderers(browser: CDPSession) -> set[int]:
    processes = browser.send("SystemInfo.getProcessInfo")["processInfo"]
    return {process["id"] for process in processes if process["type"] == "renderer"}
