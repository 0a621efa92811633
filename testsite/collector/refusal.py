"""A request the collector refuses, and the JSON answer it gets. Never stores anything."""

from dataclasses import dataclass

from flask import Response, jsonify


@dataclass(frozen=True)
class FieldProblem:
    field: str  # dotted path in what was sent: batch.3.uuid
    problem: str


class Refusal(Exception):
    """Raise it anywhere under a request. `message` says what to do about it."""

    def __init__(self, status: int, message: str, *fields: FieldProblem) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.fields = fields

    def response(self) -> Response:
        answer = jsonify(
            error=self.message,
            fields=[{"field": at.field, "problem": at.problem} for at in self.fields],
        )
        answer.status_code = self.status
        return answer
