"""Describe an error that is to be reported, and be silent where it is reported too often.

Never sends it, and never throws because of what was thrown.
"""

from typing import TypedDict, cast

from js import Record, undefined

from tag_src.browser.attempt import attempt
from tag_src.browser.json import Json, Properties, to_json
from tag_src.browser.natives import now_ms
from tag_src.context.stack_trace import Frame, parse_stack
from tag_src.context.thrown_values import message_of, part, text_part

REPEAT_MS = 10_000
MINUTE_MS = 60_000
MAX_PER_MINUTE = 10
MAX_PER_PAGE = 100
MAX_ERRORS = 5
SCRIPT_ERROR = '"Script error."'
"""All that a browser tells of an error in a script of another origin, as JSON."""


class Mechanism(TypedDict):
    type: str
    handled: bool
    synthetic: bool


class Stacktrace(TypedDict):
    type: str
    frames: list[Frame]


class Entry(TypedDict):
    type: str
    value: str
    mechanism: Mechanism
    stacktrace: Stacktrace


is_busy = False
sent_ms: list[int] = []
reports: dict[str, list[int]] = {}
"""Of each error when it was sent last, and how often it was not sent since."""


def exception_properties(error: object, mechanism: str = "") -> Properties | None:
    """The properties of `$exception`, None if it is not to be sent.

    `mechanism` is the name of the handler that came by the error, "" if the page has caught it.
    """
    global is_busy
    # Whatever a getter of the error throws, or reports in turn.
    if is_busy:
        return None
    is_busy = True
    properties = attempt(lambda: describe_errors(error, mechanism))
    is_busy = False
    return properties


def describe_errors(error: object, mechanism: str) -> Properties | None:
    """The error, then what caused it and what it is made of."""
    errors = [error]
    entries: list[Entry] = []
    for thrown in errors:
        frames = parse_stack(text_part(thrown, "stack"))
        entries.append(
            {
                "type": text_part(thrown, "name") or "Error",
                "value": message_of(thrown),
                "mechanism": {
                    "type": mechanism or "generic",
                    "handled": not mechanism,
                    "synthetic": not frames,
                },
                "stacktrace": {"type": "raw", "frames": frames},
            }
        )
        members = part(thrown, "errors")
        for inner in [part(thrown, "cause"), *(members if isinstance(members, list) else [])]:
            if inner is not None and cast(Record, inner) not in errors and len(errors) < MAX_ERRORS:
                errors.append(inner)
    now = now_ms()
    top = entries[0]["stacktrace"]["frames"]
    key = to_json([entries[0]["type"], entries[0]["value"], top[-1:]])
    report = reports.get(key, [0, 0])
    if (
        # No end of silence where the clock is put back.
        abs(now - report[0]) < REPEAT_MS
        or (report[0] and SCRIPT_ERROR in key)
        # Of frames only an extension's and the browser's own, which name no place.
        or (
            not all(frame["in_app"] for frame in top)
            and not any(frame["in_app"] and frame["colno"] for frame in top)
        )
        or len(sent_ms) >= MAX_PER_PAGE
        or abs(now - sent_ms[-MAX_PER_MINUTE]) < MINUTE_MS
    ):
        report[1] += 1
        return None
    sent_ms.append(now)
    reports[key] = [now, 0]
    return {
        "$exception_list": cast(Json, entries),
        "$exception_level": "error",
        "$exception_types": [entry["type"] for entry in entries],
        "$exception_values": [entry["value"] for entry in entries],
        "$exception_repeats": report[1] or undefined,
    }
