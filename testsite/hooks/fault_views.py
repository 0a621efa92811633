"""`/test/faults`: set, clear and read the fault rules. Never applies them."""

from flask import Blueprint, Response, jsonify, request
from pydantic import TypeAdapter, ValidationError

from testsite.collector.refusal import FieldProblem, Refusal
from testsite.hooks.faults import FaultRule, FaultRules

RULE_LIST = TypeAdapter(list[FaultRule])


def faults_blueprint(rules: FaultRules) -> Blueprint:
    """With ?api_key=… each call is about the rules of that key alone: tests can share a server."""
    blueprint = Blueprint("faults", __name__)

    @blueprint.get("/test/faults")
    def show_faults() -> Response:
        return _report()

    @blueprint.put("/test/faults")
    def put_faults() -> Response:
        api_key = request.args.get("api_key")
        rules.replace(_scoped(_read_rules(), api_key), api_key)
        return _report()

    @blueprint.delete("/test/faults")
    def delete_faults() -> Response:
        rules.replace([], request.args.get("api_key"))
        return _report()

    def _report() -> Response:
        return jsonify(rules=rules.report(request.args.get("api_key")))

    return blueprint


def _read_rules() -> list[FaultRule]:
    try:
        return RULE_LIST.validate_json(request.get_data())
    except ValidationError as error:
        problems = [
            FieldProblem(".".join(map(str, at["loc"])), at["msg"])
            for at in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise Refusal(
            400,
            f"Send a JSON list of fault rules: {problems[0].field} {problems[0].problem}.",
            *problems,
        ) from error


def _scoped(rules: list[FaultRule], api_key: str | None) -> list[FaultRule]:
    if api_key is None:
        return rules
    for index, rule in enumerate(rules):
        if rule.api_key not in (None, api_key):
            raise Refusal(
                400,
                f"Rule {index} is for api_key {rule.api_key}, the address for {api_key}: use one.",
                FieldProblem(f"{index}.api_key", "differs from the address"),
            )
    return [rule.model_copy(update={"api_key": api_key}) for rule in rules]
