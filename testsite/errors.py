"""Answer errors: JSON for programs, a page for people. Never decides what is an error."""

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, NotFound

from testsite.collector.refusal import Refusal

PROGRAM_PATHS = ("/batch", "/events", "/identity", "/persons", "/healthz", "/test/", "/periscale.")


def register_error_answers(app: Flask) -> None:
    app.register_error_handler(Refusal, _answer_refusal)
    app.register_error_handler(HTTPException, _answer_http_error)


def _answer_refusal(refusal: Refusal) -> Response:
    return refusal.response()


def _answer_http_error(error: HTTPException) -> Response:
    """Keep the status and headers (Allow, …) Werkzeug chose; replace the body only."""
    plain = error.get_response()
    status = plain.status_code
    description = error.description or error.name
    if description == NotFound.description:
        description = f"There is nothing at {request.path}."
    if request.path.startswith(PROGRAM_PATHS):
        answer = jsonify(error=description)
    else:
        page = render_template(
            "error.html", status=status, name=error.name, description=description
        )
        answer = Response(page)
    answer.status_code = status
    for name in ("Allow", "Location", "Retry-After"):
        if name in plain.headers:
            answer.headers[name] = plain.headers[name]
    return answer
