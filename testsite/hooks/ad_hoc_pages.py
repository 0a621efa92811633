"""Serve pages a test has made up, with any headers. Never writes them to disk."""

from typing import Annotated

from flask import Blueprint, Response, abort, jsonify, request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from testsite.collector.refusal import FieldProblem, Refusal

HeaderName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+$")]
HeaderValue = Annotated[str, StringConstraints(pattern=r"^[\t -~]*$")]


class AdHocPage(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    html: str
    headers: dict[HeaderName, HeaderValue] = {}
    status: Annotated[int, Field(ge=200, le=599)] = 200


def ad_hoc_pages_blueprint() -> Blueprint:
    """PUT /test/pages/<name> keeps a page in memory; GET or POST /p/<name> serves it."""
    blueprint = Blueprint("ad_hoc_pages", __name__)
    pages: dict[str, AdHocPage] = {}

    @blueprint.put("/test/pages/<path:name>")
    def put_page(name: str) -> Response:
        pages[name] = _read_page()
        return jsonify(address=f"/p/{name}")

    # POST too: a page under test may submit a form to itself.
    @blueprint.route("/p/<path:name>", methods=["GET", "POST"])
    def show_page(name: str) -> Response:
        page = pages.get(name)
        if page is None:
            abort(404, f"No test has put a page at /test/pages/{name}.")
        # Not no-store, which would keep the page out of the back-forward cache.
        response = Response(page.html, status=page.status, headers={"Cache-Control": "no-cache"})
        response.headers.update(page.headers)
        return response

    return blueprint


def _read_page() -> AdHocPage:
    try:
        return AdHocPage.model_validate_json(request.get_data())
    except ValidationError as error:
        at = error.errors(include_url=False, include_context=False)[0]
        field = ".".join(map(str, at["loc"]))
        raise Refusal(
            400,
            f'Send {{"html": …, "headers": {{…}}, "status": 200}}: {field} {at["msg"]}.',
            FieldProblem(field, at["msg"]),
        ) from error
