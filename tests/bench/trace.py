"""How long scripts ran, from a trace of the browser. Counts processor time, not waiting.

Chromium's own counters (Performance.getMetrics) leave out microtasks, so what follows an `await`.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

CATEGORIES = ["-*", "devtools.timeline", "v8", "v8.execute"]
_SCRIPT = {"EvaluateScript", "v8.compile", "FunctionCall", "RunMicrotasks"}
_DISPATCH = "EventDispatch"


@dataclass(frozen=True)
class ScriptTime:
    """`handlers_ms` is the part that ran before an event's default action could."""

    all_ms: float
    handlers_ms: float


def script_time(trace: bytes) -> ScriptTime:
    """Of all pages in the trace."""
    slices = [event for event in json.loads(trace)["traceEvents"] if event.get("ph") == "X"]
    scripts = [event for event in slices if event["name"] in _SCRIPT]
    dispatches = [event for event in slices if event["name"] == _DISPATCH]
    outermost = list(_outermost(scripts))
    in_handlers = [
        script for script in outermost if any(_holds(event, script) for event in dispatches)
    ]
    return ScriptTime(_ms(outermost), _ms(in_handlers))


def _outermost(events: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Those that lie in no other one of their thread."""
    end: dict[tuple[int, int], float] = defaultdict(float)
    for event in sorted(events, key=lambda event: (event["ts"], -event["dur"])):
        thread = (event["pid"], event["tid"])
        if event["ts"] >= end[thread]:
            end[thread] = event["ts"] + event["dur"]
            yield event


def _holds(outer: dict[str, Any], inner: dict[str, Any]) -> bool:
    return (
        (outer["pid"], outer["tid"]) == (inner["pid"], inner["tid"])
        and outer["ts"] <= inner["ts"]
        and inner["ts"] + inner["dur"] <= outer["ts"] + outer["dur"]
    )


def _ms(events: Sequence[dict[str, Any]]) -> float:
    """Of the processor where the platform tells it (`tdur`), else as the clock shows."""
    return sum(float(event.get("tdur", event["dur"])) for event in events) / 1000
