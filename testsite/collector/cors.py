"""Let pages of any origin post to the collector and read the answer. Never allows credentials."""

from flask import Response, request

PREFLIGHT_MAX_AGE_S = 86_400
PATHS = ("/batch", "/identity/resolve")


def allow_any_origin(response: Response) -> Response:
    """Mark every answer to the tag, errors included, so that the tag can read its status."""
    if request.path.rstrip("/") not in PATHS:
        return response
    headers = response.headers
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = "Retry-After"
    if request.method == "OPTIONS":
        headers["Access-Control-Allow-Methods"] = "POST"
        headers["Access-Control-Allow-Headers"] = "Content-Type, Content-Encoding"
        headers["Access-Control-Max-Age"] = str(PREFLIGHT_MAX_AGE_S)
    return response
