"""Serve the built tag and its source maps to any origin. Never builds them."""

from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory

TAG_FILES = tuple(
    f"{name}{kind}{ending}"
    for name in ("periscale", "periscale.core")
    for kind in (".min.js", ".js")
    for ending in ("", ".map")
)
MIME_TYPES = {".js": "text/javascript", ".map": "application/json"}


def tag_files_blueprint(tag_dir: Path) -> Blueprint:
    blueprint = Blueprint("tag_files", __name__)

    def serve(name: str) -> Response:
        if not (tag_dir / name).is_file():
            abort(404, f"{name} has not been built yet: run make build, then reload.")
        # send_from_directory resolves a relative folder against the package, not the caller's.
        response = send_from_directory(
            tag_dir.resolve(), name, mimetype=MIME_TYPES[Path(name).suffix]
        )
        response.headers["Cache-Control"] = "no-cache"
        # Without it, errors inside the tag reach other origins as a bare "Script error.".
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    for name in TAG_FILES:
        blueprint.add_url_rule(f"/{name}", view_func=serve, defaults={"name": name})
    return blueprint
