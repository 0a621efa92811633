"""`GET /events`: list stored events as JSON, filtered. Never changes them."""

from typing import Annotated

from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from testsite.collector.refusal import FieldProblem, Refusal
from testsite.collector.store import EventStore

MAX_SQLITE_INTEGER = 2**63 - 1
# Filters in the address → columns of the table.
COLUMN_OF_FILTER = {
    "name": "event",
    "distinct_id": "distinct_id",
    "session": "session_id",
    "api_key": "api_key",
}
ALLOWED = (
    "name, distinct_id, session and api_key (exact text), since (an id, 0 or more) "
    "and limit (1 to 10000), each at most once"
)

Filter = Annotated[str | None, Field(min_length=1)]


class ListingQuery(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Filter = None
    distinct_id: Filter = None
    session: Filter = None
    api_key: Filter = None
    since: Annotated[int | None, Field(ge=0, le=MAX_SQLITE_INTEGER)] = None
    limit: Annotated[int, Field(ge=1, le=10_000)] = 100


def listing_blueprint(store: EventStore) -> Blueprint:
    blueprint = Blueprint("listing", __name__)

    @blueprint.get("/events")
    def list_events() -> Response:
        query = _read_query()
        given = query.model_dump(include=set(COLUMN_OF_FILTER), exclude_none=True)
        equals = {COLUMN_OF_FILTER[name]: value for name, value in given.items()}
        events = store.find(equals, query.since, query.limit)
        # Ask again with since=last_id for what came later.
        last_id = events[-1]["id"] if events else query.since or 0
        response = jsonify(events=events, last_id=last_id)
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint


def _read_query() -> ListingQuery:
    # A filter given twice is a list here, which no field accepts.
    given = {
        name: values if len(values) > 1 else values[0] for name, values in request.args.lists()
    }
    try:
        return ListingQuery.model_validate(given)
    except ValidationError as error:
        problems = [
            FieldProblem(str(at["loc"][0]), at["msg"])
            for at in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise Refusal(
            400, f"Wrong filter {problems[0].field!r}. Allowed are {ALLOWED}.", *problems
        ) from error
