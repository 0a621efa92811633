"""What the measurements read out of traces and requests is what was in them."""

import base64
import gzip
import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.bench.host import events_of
from tests.bench.trace import ScriptTime, script_time


def slice_of(name: str, start: int, length: int, thread: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "name": name, "ph": "X", "pid": 1, "tid": thread, "ts": start, "dur": length, **fields
    }  # fmt: skip


def read(*slices: dict[str, Any]) -> ScriptTime:
    return script_time(json.dumps({"traceEvents": [{"ph": "M"}, *slices]}).encode())


def test_scripts_inside_of_others_count_once() -> None:
    assert read(
        slice_of("FunctionCall", 2_000, 1_000),
        slice_of("EvaluateScript", 1_000, 5_000),
        slice_of("v8.compile", 1_000, 500),
        slice_of("RunMicrotasks", 6_000, 2_000),
        slice_of("Layout", 8_000, 9_000),
    ) == ScriptTime(7.0, 0.0)


def test_processor_time_counts_where_it_is_known() -> None:
    assert read(slice_of("FunctionCall", 0, 9_000, tdur=2_000)).all_ms == 2


def test_handlers_are_the_scripts_inside_of_a_dispatch() -> None:
    assert read(
        slice_of("EventDispatch", 0, 5_000),
        slice_of("FunctionCall", 1_000, 2_000),
        slice_of("FunctionCall", 1_000, 4_000, thread=2),
        slice_of("FunctionCall", 6_000, 3_000),
    ) == ScriptTime(9.0, 2.0)


EVENTS = [{"event": "a"}, {"event": "b"}]
TEXT = json.dumps(EVENTS).encode()


@pytest.mark.parametrize(
    "body",
    [
        TEXT,
        json.dumps({"api_key": "k", "batch": EVENTS}).encode(),
        gzip.compress(TEXT),
        b"data=" + quote(base64.b64encode(TEXT)).encode(),
    ],
    ids=["list", "batch", "gzip", "form"],
)
def test_events_of_a_request(body: bytes) -> None:
    assert events_of(body) == EVENTS


def test_a_single_event() -> None:
    assert events_of(b'{"event": "a"}') == [{"event": "a"}]
