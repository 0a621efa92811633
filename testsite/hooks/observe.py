"""Hook the fault rules and the request log into /batch/.

Never changes how the collector itself works.
"""

import json

from flask import Flask, Response, g, request

from testsite.collector.body import read_batch_bytes
from testsite.hooks.faults import ArmedRule, Arrival, FaultRules
from testsite.hooks.misbehave import misbehave
from testsite.hooks.request_log import LogEntry, RequestLog


def observe_batches(app: Flask, rules: FaultRules, log: RequestLog) -> None:
    @app.before_request
    def before_batch() -> Response | None:
        if request.path.rstrip("/") != "/batch":
            return None
        g.log_entry = entry = log.open()
        if request.method != "POST":
            return None
        text = read_batch_bytes().decode("utf-8", "replace")  # refused here as in the view
        entry.raw_bytes = g.sent_bytes
        entry.body = text
        entry.api_key = _api_key_in(text)
        armed = rules.pick(_arrival(entry, text))
        if armed is None:
            return None
        if armed.rule.after_store:
            g.fault_after_store = armed
            return None
        return _carry_out(armed)

    @app.after_request
    def after_batch(response: Response) -> Response:
        entry: LogEntry | None = g.get("log_entry")
        if entry is None:
            return response
        answer = response.get_json(silent=True)
        if isinstance(answer, dict):
            entry.stored = answer.get("stored", 0)
        armed: ArmedRule | None = g.get("fault_after_store")
        if armed is not None:
            response = _carry_out(armed) or response
        entry.finish("closed" if g.get("is_cut") else response.status_code)
        return response


def _carry_out(armed: ArmedRule) -> Response | None:
    rule = armed.rule
    g.log_entry.is_held_up = rule.hang or rule.delay_ms > 0
    answer = misbehave(armed)
    g.log_entry.is_held_up = False
    g.is_cut = rule.hang or rule.close
    return answer


def _arrival(entry: LogEntry, text: str) -> Arrival:
    return Arrival(entry.api_key, (text, request.headers.get("Origin", ""), entry.address))


def _api_key_in(text: str) -> str | None:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return None
    api_key = body.get("api_key") if isinstance(body, dict) else None
    return api_key if isinstance(api_key, str) else None
