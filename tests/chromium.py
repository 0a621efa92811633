"""Finds the Chromium that the browser tests drive, or brings one: `python -m tests.chromium`.

Never starts it.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests import browser_coverage

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/usr/bin/chromium",
    "/usr/bin/google-chrome",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
# A test machine's browser talks to the test site only; by default it would call home.
_ARGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    # Names for tests of several hosts. `.test` is reserved for such use.
    "--host-resolver-rules=MAP *.test 127.0.0.1",
)


class NoChromium(Exception):
    """No browser is here and none could be brought; the text says what to do."""


def find_chromium() -> Path | None:
    """CHROMIUM names it, else the machine's own, else the one in Playwright's cache."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise NoChromium(f"CHROMIUM is {named!r}, which is no executable file.")
        return Path(found)
    return next(_candidates(), None)


def ensure_chromium() -> Path:
    """As `find_chromium`; where there is none, installs one."""
    found = find_chromium()
    if found:
        return found
    for command in _installers():
        print(f"No Chromium here: {command} …", flush=True)
        done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
        found = find_chromium()
        if found and not done.returncode:
            return found
        print("\n".join(f"{done.stdout}{done.stderr}".strip().splitlines()[-3:]), file=sys.stderr)
    raise NoChromium(
        "The browser tests need Chromium or Chrome and could not install one. Install it "
        "(Debian: apt-get install chromium), or set CHROMIUM to its executable."
    )


def launch_options() -> dict[str, Any]:
    """The keyword arguments for Playwright's `chromium.launch` and `launch_persistent_context`."""
    args = list(_ARGS)
    if _is_root():
        # Chromium's sandbox refuses to run as root.
        args.append("--no-sandbox")
    if browser_coverage.is_wanted():
        args.append(browser_coverage.LAUNCH_ARG)
    return {"executable_path": ensure_chromium(), "args": args}


def _candidates() -> Iterator[Path]:
    for name in (*_NAMES, *_PLACES):
        yield from _if_it_runs(name)
    place = _of_playwright()
    if place:
        yield from _if_it_runs(place)


def _if_it_runs(name: str) -> Iterator[Path]:
    """Ubuntu's `chromium-browser` without its snap is there, but only prints what to install."""
    path = shutil.which(Path(name).expanduser())
    # On Windows `--version` opens a window.
    if path and (os.name == "nt" or _succeeds([path, "--version"])):
        yield Path(path)


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _of_playwright() -> str:
    """Where Playwright puts the Chromium that belongs to it, there or not.

    "" if Playwright itself does not start: on a bare system a library may be missing that comes
    with the system's own Chromium. Asked in a process of its own: Playwright must not run twice in
    one, and a test may run it.
    """
    ask = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    asked = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def _installers() -> Iterator[str]:
    """Shell commands. Playwright's first: on Ubuntu, apt's chromium is an empty package."""
    playwright = f"{shlex.quote(sys.executable)} -m playwright"
    # The libraries it needs come second: a machine that cannot fetch the browser is spared them.
    libraries = f" && {playwright} install-deps chromium" if _is_root() else ""
    yield f"{playwright} install chromium{libraries}"
    if _is_root() and shutil.which("apt-get"):
        yield "apt-get update && apt-get install --yes chromium"


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    try:
        print(f"Chromium: {ensure_chromium()}")
    except NoChromium as problem:
        sys.exit(str(problem))
