"""Nothing acknowledged is lost: not under many clients, not over a restart, not in a crash."""

import http.client
import json
import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.collector.wire import make_batch, make_event, post, uuids
from tests.site import Site, running_site
from tests.waiting import PATIENCE_S
from testsite.collector.event_row import EventRow
from testsite.collector.store import DatabaseError, EventStore

CLIENTS = 32
BATCHES_PER_CLIENT = 20
EVENTS_PER_BATCH = 5


def test_many_clients_with_overlapping_uuids_lose_nothing(site: Site, api_key: str) -> None:
    pool = [make_event() for _ in range(1_000)]

    def be_a_client(number: int) -> tuple[set[str], int]:
        """The uuids sent, and how many of them the collector called new."""
        choose = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE_S)
        sent: set[str] = set()
        new = 0
        for _ in range(BATCHES_PER_CLIENT):
            events = [make_event(), *choose.sample(pool, EVENTS_PER_BATCH - 1)]
            body = json.dumps(make_batch(api_key, *events))
            connection.request("POST", "/batch/", body, {"Content-Type": "text/plain"})
            response = connection.getresponse()
            answer = json.load(response)
            assert response.status == 200
            assert answer["stored"] + answer["duplicates"] == EVENTS_PER_BATCH
            sent |= set(uuids(events))
            new += answer["stored"]
        connection.close()
        return sent, new

    with ThreadPoolExecutor(CLIENTS) as clients:
        results = list(clients.map(be_a_client, range(CLIENTS)))

    sent = set().union(*(uuids_sent for uuids_sent, _ in results))
    stored = uuids(site.events(api_key=api_key))
    assert sorted(stored) == sorted(sent)
    assert sum(new for _, new in results) == len(sent)


def test_events_survive_a_restart(tmp_path: Path, api_key: str) -> None:
    with running_site(tmp_path / "events.sqlite3") as site:
        first, second = make_event(), make_event()
        post(site, make_batch(api_key, first))
        port = site.port
        # The server's end of it stays in TIME_WAIT, which must not block the port.
        idle = http.client.HTTPConnection("127.0.0.1", port)
        idle.request("GET", "/healthz")
        idle.getresponse().read()
        site.restart()
        idle.close()
        assert site.port == port
        assert post(site, make_batch(api_key, first, second)).json["duplicates"] == 1
        events = site.events(api_key=api_key)
        assert uuids(events) == uuids([first, second])
        assert events[0]["id"] < events[1]["id"]


def test_acknowledged_events_survive_a_crash(tmp_path: Path, api_key: str) -> None:
    with running_site(tmp_path / "events.sqlite3") as site:
        event = make_event()
        assert post(site, make_batch(api_key, event)).status == 200
        site.kill()
        site.start()
        assert uuids(site.events(api_key=api_key)) == [event["uuid"]]


def test_database_can_be_read_by_other_programs_meanwhile(tmp_path: Path, api_key: str) -> None:
    database = tmp_path / "events.sqlite3"
    with running_site(database) as site:
        reader = sqlite3.connect(database)
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM events").fetchone() == (0,)
        assert post(site, make_batch(api_key, make_event())).status == 200
        reader.execute("COMMIT")
        assert reader.execute("SELECT api_key FROM events").fetchall() == [(api_key,)]
        reader.close()


def make_row(**changes: str | None) -> EventRow:
    values: dict[str, str | None] = dict.fromkeys(
        ("event", "timestamp", "corrected_timestamp", "received_at", "sent_at", "api_key"), "x"
    )
    return EventRow(
        **{"uuid": "1", "distinct_id": "v", "session_id": None, "properties": "{}"}
        | values
        | changes  # type: ignore[arg-type]
    )


def test_failing_row_takes_its_whole_batch_along(tmp_path: Path) -> None:
    store = EventStore(tmp_path / "events.sqlite3")
    with pytest.raises(sqlite3.IntegrityError):
        store.add([make_row(), make_row(uuid="2", event=None)])
    assert store.find({}, None, 10) == []
    assert store.add([make_row()]) == 1
    store.close()


def test_foreign_database_is_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "other.sqlite3"
    other = sqlite3.connect(database)
    other.execute("CREATE TABLE events (mine TEXT)")
    other.close()
    before = database.read_bytes()
    with pytest.raises(DatabaseError, match="another program"):
        EventStore(database)
    assert database.read_bytes() == before


def test_file_that_is_no_database(tmp_path: Path) -> None:
    database = tmp_path / "notes.txt"
    database.write_text("not a database, but longer than a header would be " * 20)
    with pytest.raises(DatabaseError, match="set DATABASE"):
        EventStore(database)
