"""`POST /batch/`: take in one batch, whole or not at all.

Never answers 200 before it is on disk.
"""

from datetime import UTC, datetime

from flask import Blueprint, Response, jsonify

from testsite.collector.body import read_batch_bytes
from testsite.collector.envelope import rows_of_body
from testsite.collector.json_text import parse_json
from testsite.collector.store import EventStore


def collector_blueprint(store: EventStore) -> Blueprint:
    blueprint = Blueprint("collector", __name__)

    @blueprint.post("/batch/", strict_slashes=False)
    def receive_batch() -> Response:
        received_at = datetime.now(UTC)
        rows = rows_of_body(parse_json(read_batch_bytes()), received_at)
        stored = store.add(rows)
        return jsonify(status=1, stored=stored, duplicates=len(rows) - stored)

    return blueprint
