"""Check a parsed body against the wire format and make rows of it. Never stores them."""

import re
from datetime import UTC, datetime

from pydantic import ValidationError

from testsite.collector.event_row import EventRow
from testsite.collector.json_text import to_json
from testsite.collector.models import Envelope, Event
from testsite.collector.refusal import FieldProblem, Refusal

API_KEY = re.compile(r"sb_(live|test)_[A-Za-z0-9_-]{1,128}")
# For pydantic's error types whose own words do not say what to do.
PROBLEM_OF_TYPE = {
    "missing": "is missing: add it",
    "string_type": "must be a string",
    "string_too_short": "is empty: give it a value",
    "string_unicode": "holds half a surrogate pair: send well-formed text",
    "list_type": "must be a list of events",
    "too_short": "is empty: send at least one event",
    "model_type": "must be an object",
}


def rows_of_body(body: object, received_at: datetime) -> list[EventRow]:
    """The rows of a whole batch. Raises Refusal 400 or 401, naming the fields."""
    if not isinstance(body, dict):
        raise Refusal(
            400, 'The body must be a JSON object: {"api_key": …, "sent_at": …, "batch": […]}.'
        )
    require_api_key(body.get("api_key"))
    try:
        envelope = Envelope.model_validate(body)
    except ValidationError as error:
        raise refusal_of(error) from error
    return [
        _row(envelope, event, sent, body["sent_at"], received_at)
        for event, sent in zip(envelope.batch, body["batch"], strict=True)
    ]


def iso_text(moment: datetime) -> str:
    """2026-01-31T12:00:00.000Z, as JavaScript's toISOString writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def require_api_key(api_key: object) -> None:
    """Raises Refusal 401."""
    if not isinstance(api_key, str) or not API_KEY.fullmatch(api_key):
        problem = "must look like sb_live_… or sb_test_…"
        raise Refusal(
            401,
            f"The api_key is missing or malformed: it {problem}.",
            FieldProblem("api_key", problem),
        )


def _row(
    envelope: Envelope, event: Event, sent: dict[str, object], sent_at: str, received_at: datetime
) -> EventRow:
    # The device's clock may be wrong, but by the same amount at both of its readings.
    corrected = received_at - (envelope.sent_at - event.timestamp)
    return EventRow(
        uuid=event.uuid,
        event=event.event,
        timestamp=str(sent["timestamp"]),
        corrected_timestamp=iso_text(corrected),
        received_at=iso_text(received_at),
        sent_at=sent_at,
        api_key=envelope.api_key,
        distinct_id=event.properties.distinct_id,
        session_id=event.properties.session_id,
        properties=to_json(sent["properties"]),
    )


def refusal_of(error: ValidationError, what: str = "Nothing of this batch was stored") -> Refusal:
    problems = [
        FieldProblem(
            ".".join(str(part) for part in at["loc"]),
            PROBLEM_OF_TYPE.get(at["type"]) or at["msg"],
        )
        for at in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    first = problems[0]
    return Refusal(
        400,
        f"{what}: {first.field or 'the body'} {first.problem}.",
        *problems,
    )
