"""Keep events and persons in one SQLite file, each uuid once. Never judges what it is given."""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, fields
from pathlib import Path

from testsite.collector.event_row import EventRow
from testsite.collector.persons import learn

SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
SCHEMA_VERSION = 2
BUSY_TIMEOUT_S = 30.0


class DatabaseError(Exception):
    """The database file cannot be used; the message says what to do."""


COLUMNS = tuple(field.name for field in fields(EventRow))
# Not INSERT OR IGNORE, which would also swallow a missing value.
INSERT = (
    f"INSERT INTO events ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))}) "
    "ON CONFLICT (uuid) DO NOTHING"
)
SELECT = f"SELECT id, {', '.join(COLUMNS)} FROM events"


class EventStore:
    """One connection per thread; writers queue at a lock, which is fairer than SQLite's polling."""

    def __init__(self, path: Path) -> None:
        """Open or create the file. Raises DatabaseError when it is not one of ours."""
        self._path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._connections_lock = threading.Lock()
        self._write_lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._create_tables()
        except DatabaseError:
            self.close()
            raise
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise DatabaseError(
                f"the database {path} cannot be used ({error}): "
                "set DATABASE to a file in a folder you can write to."
            ) from error

    def add(self, rows: Sequence[EventRow]) -> int:
        """Store the rows in one transaction; those whose uuid is known are left out.

        Returns how many were new. When it returns, they are on disk, and their persons up to date.
        """
        with self.writing() as connection:
            new = [row for row in rows if connection.execute(INSERT, astuple(row)).rowcount]
            for row in new:
                learn(connection, row)
            return len(new)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction of its own: nobody else writes meanwhile, and an exception undoes it."""
        connection = self._connection()
        with self._write_lock, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    def reading(self) -> sqlite3.Connection:
        """This thread's connection, to read from."""
        return self._connection()

    def find(
        self, equals: dict[str, str], since: int | None, limit: int
    ) -> list[dict[str, object]]:
        """Events in order of arrival whose columns have the values of `equals`.

        With `since` the first `limit` after that id, otherwise the newest `limit`.
        """
        conditions = [f"{column} = ?" for column in equals]
        values: list[str | int] = list(equals.values())
        if since is not None:
            conditions.append("id > ?")
            values.append(since)
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        order = "DESC" if since is None else "ASC"
        found = self._connection().execute(
            f"{SELECT}{where} ORDER BY id {order} LIMIT ?", [*values, limit]
        )
        events = [_event(row) for row in found]
        return events[::-1] if since is None else events

    def check(self) -> None:
        """Raise sqlite3.Error when the file cannot be read."""
        self._connection().execute("SELECT 1 FROM events LIMIT 1").fetchone()

    def close(self) -> None:
        """Close the connections of all threads; the store is of no use afterwards."""
        with self._connections_lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self._path,
                timeout=BUSY_TIMEOUT_S,
                isolation_level=None,
                check_same_thread=False,  # close() runs in another thread
            )
            # Before anything else, so that close() finds it should the next line fail.
            with self._connections_lock:
                self._connections.append(connection)
            # The tag forgets what was answered with 200, so it must outlive a power cut too.
            connection.execute("PRAGMA synchronous = FULL")
            connection.row_factory = sqlite3.Row
            self._local.connection = connection
        return connection

    def _create_tables(self) -> None:
        connection = self._connection()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if version != SCHEMA_VERSION and tables:
            raise DatabaseError(
                f"{self._path} is a database of another program or version: "
                "move it away, or set DATABASE to another file."
            )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")


def _event(row: sqlite3.Row) -> dict[str, object]:
    event: dict[str, object] = dict(row)
    event["properties"] = json.loads(row["properties"])
    return event
