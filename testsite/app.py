"""Assemble the Flask application from its parts. Never opens a network port."""

from collections.abc import Mapping
from typing import cast

from flask import Flask, Response, jsonify

from testsite import hooks
from testsite.collector.batch import collector_blueprint
from testsite.collector.body import refuse_huge_body
from testsite.collector.cors import allow_any_origin
from testsite.collector.identity import identity_blueprint
from testsite.collector.listing import listing_blueprint
from testsite.collector.store import EventStore
from testsite.errors import register_error_answers
from testsite.pages import pages_blueprint
from testsite.settings import Settings
from testsite.tag_files import tag_files_blueprint

STORE = "periscale.event_store"


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """Build the site. `config` knows DATABASE and TAG_DIR (paths) and TEST_HOOKS (bool).

    Raises SettingsError for a bad value and DatabaseError for a database that cannot be used.
    """
    settings = Settings.from_config(config or {})
    app = Flask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # DefaultJSONProvider has it
    store = EventStore(settings.database)
    app.extensions[STORE] = store

    # after_request functions run in reverse: registered first, CORS also marks a fault's answer.
    app.after_request(allow_any_origin)
    app.before_request(refuse_huge_body)
    register_error_answers(app)
    app.register_blueprint(collector_blueprint(store))
    app.register_blueprint(identity_blueprint(store))
    app.register_blueprint(listing_blueprint(store))
    app.register_blueprint(tag_files_blueprint(settings.tag_dir))
    app.register_blueprint(pages_blueprint(settings.tag_dir))
    if settings.test_hooks:
        hooks.install(app)

    @app.get("/healthz")
    def health() -> Response:
        store.check()
        return jsonify(status="ok")

    return app


def event_store(app: Flask) -> EventStore:
    return cast(EventStore, app.extensions[STORE])
