"""Make events and batches, and send them over real HTTP. Never asserts anything."""

import gzip
import http.client
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.site import Site
from tests.waiting import PATIENCE_S

SENT_AT = "2026-03-01T12:00:10.000Z"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def fields(self) -> list[str]:
        """The fields that a refusal names."""
        return [at["field"] for at in self.json["fields"]]


def make_event(**fields: Any) -> dict[str, Any]:
    """A valid event with a new uuid; `fields` replace or add to its own."""
    return {
        "uuid": str(uuid.uuid4()),
        "event": "signed up",
        "timestamp": "2026-03-01T12:00:00.000Z",
        "properties": {"distinct_id": "visitor-1"},
        **fields,
    }


def make_batch(api_key: str, *events: object, **fields: Any) -> dict[str, Any]:
    return {"api_key": api_key, "sent_at": SENT_AT, "batch": list(events), **fields}


def send(
    site: Site,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE_S)
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read().decode())
    finally:
        connection.close()


def post(
    site: Site,
    batch: object,
    content_type: str = "text/plain",
    query: str = "",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """POST /batch/. `batch` goes as it is when bytes, otherwise as JSON."""
    body = batch if isinstance(batch, bytes) else json.dumps(batch).encode()
    return send(
        site, "POST", f"/batch/{query}", body, {"Content-Type": content_type, **(headers or {})}
    )


def post_gzip(site: Site, sent: bytes) -> Answer:
    return post(site, sent, query="?compression=gzip-js")


def gzipped(batch: object) -> bytes:
    return gzip.compress(json.dumps(batch).encode())


def uuids(events: list[dict[str, Any]]) -> list[str]:
    return [event["uuid"] for event in events]
