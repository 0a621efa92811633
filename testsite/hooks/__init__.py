"""Test-only parts, installed by TEST_HOOKS alone: faults, request log, ad-hoc pages.

Never part of a served site.
"""

from typing import cast

from flask import Flask

from testsite.hooks.ad_hoc_pages import ad_hoc_pages_blueprint
from testsite.hooks.fault_views import faults_blueprint
from testsite.hooks.faults import FaultRules
from testsite.hooks.observe import observe_batches
from testsite.hooks.request_log import RequestLog, request_log_blueprint

RULES = "periscale.fault_rules"


def install(app: Flask) -> None:
    rules = FaultRules()
    log = RequestLog()
    app.extensions[RULES] = rules
    observe_batches(app, rules, log)
    app.register_blueprint(faults_blueprint(rules))
    app.register_blueprint(request_log_blueprint(log))
    app.register_blueprint(ad_hoc_pages_blueprint())


def stop(app: Flask) -> None:
    """Let go of the requests that a fault holds, now and later. Does nothing without test hooks."""
    if RULES in app.extensions:
        cast(FaultRules, app.extensions[RULES]).stop()
