"""Run the test site as a process of its own, and talk to it. Never imports the site's code."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tests.waiting import PATIENCE_S, wait_until

ROOT = Path(__file__).resolve().parent.parent
READY = "Periscale test site: "


@contextmanager
def running_site(
    database: Path, test_hooks: bool = True, tag_dir: Path | None = None
) -> Iterator["Site"]:
    """A site on a free port with `database`, stopped at the end.

    `tag_dir` serves other files than the built ones.
    """
    site = Site(database, test_hooks, tag_dir)
    site.start()
    try:
        yield site
    finally:
        site.stop()


@dataclass
class Site:
    """The site's process. `url` ends without a slash; `log` is what it wrote to stderr."""

    database: Path
    test_hooks: bool
    tag_dir: Path | None
    port: int = 0
    _process: "subprocess.Popen[str] | None" = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self._log_path.read_text(encoding="utf-8")

    @property
    def _log_path(self) -> Path:
        return self.database.with_name(f"{self.database.name}.log")

    def start(self) -> None:
        """Start on the port of last time, if any. Returns once connections are accepted."""

        def has_started() -> bool:
            if self._try_start():
                return True
            # Another program may have the port for the moment, as its end of a connection.
            if "cannot listen" not in self.log:
                raise RuntimeError(f"The test site did not start:\n{self.log}")
            return False

        wait_until(has_started, lambda: f"the test site starts:\n{self.log}")

    def stop(self) -> int | None:
        """Stop in good order. Returns the exit status, or None when it is not running."""
        return self._end(subprocess.Popen.terminate)

    def kill(self) -> None:
        """End it on the spot, as a crash would."""
        self._end(subprocess.Popen.kill)

    def restart(self) -> None:
        """Stop, if it is running, and start again on the same port and database."""
        self.stop()
        self.start()

    def events(self, **filters: str | int) -> list[dict[str, Any]]:
        """Stored events, oldest first. Filters: those of GET /events."""
        query = urllib.parse.urlencode({"limit": 10_000, **filters})
        events: list[dict[str, Any]] = self.call("GET", f"/events?{query}")["events"]
        return events

    def requests(self, **filters: str | int) -> list[dict[str, Any]]:
        """Requests that reached /batch/, oldest first. Filters: api_key, since."""
        query = urllib.parse.urlencode(filters)
        requests: list[dict[str, Any]] = self.call("GET", f"/test/requests?{query}")["requests"]
        return requests

    def put_faults(self, rules: Sequence[Mapping[str, Any]], api_key: str | None = None) -> None:
        """Replace the fault rules, all of them or those of `api_key`."""
        self.call("PUT", _faults_path(api_key), rules)

    def clear_faults(self, api_key: str | None = None) -> None:
        self.call("DELETE", _faults_path(api_key))

    def faults(self, api_key: str | None = None) -> list[dict[str, Any]]:
        """The rules in force, each with its `hits`."""
        rules: list[dict[str, Any]] = self.call("GET", _faults_path(api_key))["rules"]
        return rules

    def put_page(self, name: str, html: str, headers: Mapping[str, str] | None = None) -> str:
        """Serve `html` at the address returned."""
        page = {"html": html, "headers": dict(headers or {})}
        path = self.call("PUT", f"/test/pages/{urllib.parse.quote(name)}", page)["address"]
        return self.url + urllib.parse.quote(path)

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Send JSON, return the JSON answer. Raises AssertionError with an error's answer."""
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()}") from None

    def _try_start(self) -> bool:
        environment = {
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "DATABASE": str(self.database),
            "TEST_HOOKS": "1" if self.test_hooks else "0",
            "TAG_DIR": str(self.tag_dir or ""),
        }
        with self._log_path.open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "testsite"],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        line = _stdout_of(self._process).readline()
        if not line.startswith(READY):
            self.stop()
            return False
        port = urllib.parse.urlsplit(line.removeprefix(READY).strip()).port
        assert port is not None, line
        self.port = port
        return True

    def _end(self, signal_it: "Callable[[subprocess.Popen[str]], None]") -> int | None:
        process = self._process
        if process is None:
            return None
        signal_it(process)
        try:
            return process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        finally:
            _stdout_of(process).close()
            self._process = None


def _faults_path(api_key: str | None) -> str:
    return "/test/faults" if api_key is None else f"/test/faults?api_key={api_key}"


def _stdout_of(process: "subprocess.Popen[str]") -> IO[str]:
    assert process.stdout is not None
    return process.stdout
