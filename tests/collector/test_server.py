"""The process itself: settings, start, stop, connections."""

import http.client
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.collector.wire import make_batch, make_event, post, send
from tests.site import ROOT, Site, running_site
from tests.waiting import PATIENCE_S, wait_until
from testsite import create_app
from testsite.settings import ServerSettings, SettingsError


def start_in_vain(**environment: str) -> str:
    """Start the site with settings it must refuse; what it says on stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "testsite"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr


def test_port_in_use_is_explained(site: Site, tmp_path: Path) -> None:
    said = start_in_vain(PORT=str(site.port), DATABASE=str(tmp_path / "events.sqlite3"))
    assert f"port {site.port}" in said
    assert "PORT=" in said


@pytest.mark.parametrize("host", ["nosuch.invalid", "192.0.2.1"])
def test_host_of_another_machine_is_explained(tmp_path: Path, host: str) -> None:
    said = start_in_vain(HOST=host, PORT="0", DATABASE=str(tmp_path / "events.sqlite3"))
    assert "This machine has no such address: leave HOST out" in said
    assert "PORT=" not in said


def test_unusable_database_is_explained(tmp_path: Path) -> None:
    assert "set DATABASE" in start_in_vain(PORT="0", DATABASE=str(tmp_path))


def test_wrong_port_is_explained() -> None:
    assert "PORT must be a number" in start_in_vain(PORT="http")


@pytest.mark.parametrize("port", ["-1", "65536", "8000.0", "٨٠٠٠", "1" * 5_000])
def test_ports_refused(port: str) -> None:
    with pytest.raises(SettingsError, match="PORT must be a number"):
        ServerSettings.from_environment({"PORT": port})


def test_test_hooks_are_one_or_zero() -> None:
    with pytest.raises(SettingsError, match="TEST_HOOKS must be 1"):
        ServerSettings.from_environment({"TEST_HOOKS": "yes"})
    assert ServerSettings.from_environment({"TEST_HOOKS": "1"}).config["TEST_HOOKS"] is True


def test_empty_environment_gives_the_defaults() -> None:
    settings = ServerSettings.from_environment({"PORT": "", "DATABASE": ""})
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.config == {"TEST_HOOKS": False}


@pytest.mark.parametrize(
    "config", [{"TEST_HOOKS": "1"}, {"DATABASE": 5}, {"DATABASE": ""}, {"DATEBASE": "x"}]
)
def test_wrong_config_is_named(config: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match=next(iter(config))):
        create_app(config)


def test_stops_in_good_order_with_requests_hanging(tmp_path: Path, api_key: str) -> None:
    with running_site(tmp_path / "events.sqlite3") as site:
        site.put_faults([{"hang": True}])
        lost = threading.Event()

        def hang() -> None:
            try:
                post(site, make_batch(api_key, make_event()))
            except (ConnectionError, http.client.HTTPException):
                lost.set()

        client = threading.Thread(target=hang)
        client.start()
        wait_until(lambda: site.faults()[0]["hits"], lambda: "the request hangs")
        idle = socket.create_connection(("127.0.0.1", site.port))
        exit_status = site.stop()
        client.join(PATIENCE_S)
        idle.close()
        assert exit_status == 0
        assert lost.is_set()
        assert site.log == ""
        with pytest.raises(ConnectionRefusedError):
            send(site, "GET", "/healthz")


def test_without_test_hooks_there_are_none(tmp_path: Path, api_key: str) -> None:
    with running_site(tmp_path / "events.sqlite3", test_hooks=False) as site:
        for method, path in [
            ("GET", "/test/faults"),
            ("PUT", "/test/faults"),
            ("GET", "/test/requests"),
            ("PUT", "/test/pages/x"),
            ("GET", "/p/x"),
        ]:
            assert send(site, method, path, b"[]").status == 404
        assert post(site, make_batch(api_key, make_event())).status == 200
        assert site.call("GET", "/healthz") == {"status": "ok"}


def test_connections_are_kept_for_the_next_request(site: Site) -> None:
    def ask(connection: http.client.HTTPConnection, *request: Any) -> socket.socket:
        connection.request(*request)
        connection.getresponse().read()
        assert connection.sock is not None, "the server closed the connection"
        return connection.sock

    # A server that keeps only a few would have closed the first of them by then.
    connections = [http.client.HTTPConnection("127.0.0.1", site.port) for _ in range(30)]
    sockets = [ask(connection, "GET", "/healthz") for connection in connections]
    # A refused request must not cost the connection either.
    refused = ("POST", "/batch/", b"no json", {"Content-Type": "image/png"})
    assert [ask(connection, *refused) for connection in connections] == sockets
    assert [ask(connection, "GET", "/healthz") for connection in connections] == sockets
    for connection in connections:
        connection.close()


def test_silent_connections_hold_no_thread(site: Site) -> None:
    # More than the server has threads; browsers open such connections ahead of need.
    silent = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(100)]
    assert site.call("GET", "/healthz") == {"status": "ok"}
    for connection in silent:
        connection.close()
