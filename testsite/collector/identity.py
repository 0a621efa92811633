"""`POST /identity/resolve`: whose e-mail or user id is this? `GET /persons/…`: who is this?

The answer to the first is `{"owner": id}`: an id of the profile that has it, null if nobody has.
Who asks for its own e-mail gets its own `distinct_id`, for its own user id null.

Never changes a profile; only that an address is about to be taken is written down.
"""

import json

from flask import Blueprint, Response, jsonify, request
from pydantic import Field, ValidationError

from testsite.collector.body import read_batch_bytes
from testsite.collector.envelope import refusal_of, require_api_key
from testsite.collector.json_text import parse_json
from testsite.collector.models import Text, WireModel
from testsite.collector.persons import (
    api_keys_of,
    find_person,
    ids_of,
    owner_of_email,
    owner_of_id,
)
from testsite.collector.refusal import FieldProblem, Refusal
from testsite.collector.store import EventStore


class Question(WireModel):
    """Who asks, and what for: without an e-mail or user id only whether the key is good."""

    api_key: Text
    distinct_id: Text = Field(max_length=255)
    email: Text | None = Field(default=None, max_length=320)
    user_id: Text | None = Field(default=None, max_length=255)


def identity_blueprint(store: EventStore) -> Blueprint:
    blueprint = Blueprint("identity", __name__)

    @blueprint.post("/identity/resolve", strict_slashes=False)
    def resolve() -> Response:
        question = _read_question()
        owner: str | None = None
        with store.writing() as connection:
            if question.user_id is not None:
                owner = owner_of_id(
                    connection, question.api_key, question.user_id, question.distinct_id
                )
            elif question.email is not None:
                owner = owner_of_email(
                    connection, question.api_key, question.email, question.distinct_id
                )
        return jsonify(owner=owner)

    @blueprint.get("/persons/<path:distinct_id>")
    def show_person(distinct_id: str) -> Response:
        connection = store.reading()
        keys = api_keys_of(connection, distinct_id)
        api_key = request.args.get("api_key") or _only(keys)
        person = find_person(connection, api_key, distinct_id)
        if person is None:
            raise Refusal(404, f"Nobody is known as {distinct_id} under this api_key.")
        response = jsonify(
            distinct_id=person["distinct_id"],
            distinct_ids=ids_of(connection, person),
            is_identified=bool(person["is_identified"]),
            properties=json.loads(person["properties"]),
            created_at=person["created_at"],
            last_seen_at=person["last_seen_at"],
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint


def _read_question() -> Question:
    body = parse_json(read_batch_bytes())
    if not isinstance(body, dict):
        raise Refusal(
            400, 'The body must be a JSON object: {"api_key": …, "distinct_id": …, "email": …}.'
        )
    require_api_key(body.get("api_key"))
    try:
        return Question.model_validate(body)
    except ValidationError as error:
        raise refusal_of(error, "The question cannot be answered") from error


def _only(api_keys: list[str]) -> str:
    if len(api_keys) > 1:
        problem = f"several sites know this id: add ?api_key=, one of {', '.join(api_keys)}"
        raise Refusal(400, f"Say which site: {problem}.", FieldProblem("api_key", problem))
    return api_keys[0] if api_keys else ""
