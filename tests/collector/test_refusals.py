"""Which events and envelopes the collector refuses, in which words, and that nothing is stored."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.collector.wire import make_batch, make_event, post
from tests.site import Site


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value


def with_property(value: object) -> dict[str, Any]:
    return make_event(properties={"distinct_id": "v", "odd": value})


BAD_EVENTS = {
    "uuid missing": ({"uuid": None}, "uuid"),
    "uuid malformed": ({"uuid": "123"}, "uuid"),
    "uuid a number": ({"uuid": 7}, "uuid"),
    "event empty": ({"event": ""}, "event"),
    "event too long": ({"event": "x" * 256}, "event"),
    "event with NUL": ({"event": "a\0"}, "event"),
    "event with half a pair": ({"event": "a\ud800"}, "event"),
    "event a list": ({"event": []}, "event"),
    "timestamp a number": ({"timestamp": 1_700_000_000}, "timestamp"),
    "timestamp without zone": ({"timestamp": "2026-03-01T12:00:00"}, "timestamp"),
    "timestamp no date": ({"timestamp": "yesterday"}, "timestamp"),
    "timestamp overflows": ({"timestamp": "0001-01-01T00:00:00+14:00"}, "timestamp"),
    "timestamp far off": ({"timestamp": "9999-12-31T23:59:59Z"}, "timestamp"),
    "timestamp half a pair": ({"timestamp": "\ud800"}, "timestamp"),
    "properties a list": ({"properties": []}, "properties"),
    "no distinct id": ({"properties": {}}, "properties.distinct_id"),
    "distinct id a number": ({"properties": {"distinct_id": 5}}, "properties.distinct_id"),
    "distinct id empty": ({"properties": {"distinct_id": ""}}, "properties.distinct_id"),
    "distinct id with NUL": ({"properties": {"distinct_id": "\0"}}, "properties.distinct_id"),
    "session id a number": (
        {"properties": {"distinct_id": "v", "$session_id": 1}},
        "properties.$session_id",
    ),
    "NaN": ({"properties": {"distinct_id": "v", "n": float("nan")}}, "properties"),
    "Infinity": ({"properties": {"distinct_id": "v", "n": [float("-inf")]}}, "properties"),
    "nested too deep": ({"properties": {"distinct_id": "v", "n": nested(65)}}, "properties"),
    "unknown field": ({"propertys": {}}, ""),
}


@pytest.mark.parametrize(("changes", "field"), BAD_EVENTS.values(), ids=BAD_EVENTS)
def test_bad_event_is_named_and_its_batch_refused_whole(
    site: Site, api_key: str, changes: dict[str, Any], field: str
) -> None:
    bad = {name: value for name, value in make_event(**changes).items() if value is not None}
    answer = post(site, make_batch(api_key, make_event(), bad, make_event()))
    assert answer.status == 400
    assert answer.fields == [f"batch.1.{field}".rstrip(".")]
    assert f"batch.1.{field}".rstrip(".") in answer.json["error"]
    assert site.events(api_key=api_key) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sent_at": None}, "sent_at"),
        ({"sent_at": "now"}, "sent_at"),
        ({"batch": None}, "batch"),
        ({"batch": {}}, "batch"),
        ({"batch": []}, "batch"),
        ({"batch": [17]}, "batch.0"),
        ({"batch": [None]}, "batch.0"),
        ({"historical_migration": True}, ""),
    ],
)
def test_bad_envelope_is_named(
    site: Site, api_key: str, changes: dict[str, Any], field: str
) -> None:
    batch = {
        name: value
        for name, value in make_batch(api_key, make_event(), **changes).items()
        if value is not None
    }
    answer = post(site, batch)
    assert answer.status == 400
    assert answer.fields == [field]
    assert site.events(api_key=api_key) == []


def test_all_problems_of_an_event_are_named(site: Site, api_key: str) -> None:
    bad = {"uuid": "no", "event": "", "timestamp": "no", "properties": {}}
    answer = post(site, make_batch(api_key, bad))
    assert answer.fields == [
        "batch.0.uuid",
        "batch.0.event",
        "batch.0.timestamp",
        "batch.0.properties.distinct_id",
    ]


def test_of_many_bad_events_the_first_is_named(site: Site, api_key: str) -> None:
    # Naming each of them would cost the collector a gigabyte.
    answer = post(site, make_batch(api_key, *[17] * 100_000))
    assert answer.fields == ["batch.0"]


def test_of_many_unknown_fields_the_first_is_named(site: Site, api_key: str) -> None:
    unknown = {f"field {number}": 1 for number in range(30_000)}
    answer = post(site, make_batch(api_key, make_event(), **unknown))
    assert len(answer.fields) == 1
    assert "'field 0'" in answer.json["error"]


@pytest.mark.parametrize(
    "key", [None, "", "phc_abc", "sb_live_", "sb_live_a b", "sb_live_abc\n", "sb_dev_abc", 7, []]
)
def test_malformed_key_is_unauthorised(site: Site, key: object) -> None:
    answer = post(site, {**make_batch("", make_event()), "api_key": key})
    assert answer.status == 401
    assert "sb_live_" in answer.json["error"]
    assert answer.fields == ["api_key"]


def test_number_too_large_for_json(site: Site, api_key: str) -> None:
    text = json.dumps(make_batch(api_key, with_property("HERE"))).replace('"HERE"', "1e999")
    answer = post(site, text.encode())
    assert answer.status == 400
    assert answer.fields == ["batch.0.properties"]


def test_deepest_nesting_that_is_kept_can_be_listed(site: Site, api_key: str) -> None:
    # The properties themselves are the first level.
    event = with_property(nested(63))
    assert post(site, make_batch(api_key, event)).status == 200
    assert site.events(api_key=api_key)[0]["properties"] == event["properties"]
    assert post(site, make_batch(api_key, with_property(nested(64)))).status == 400


ANY_TEXT = st.text(st.characters(), max_size=8)  # lone surrogates and NUL included
ANY_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=6,
)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    event_changes=st.dictionaries(
        st.sampled_from(["uuid", "event", "timestamp", "properties"]) | ANY_TEXT, ANY_VALUE
    ),
    envelope_changes=st.dictionaries(
        st.sampled_from(["sent_at", "batch"]) | ANY_TEXT, ANY_VALUE, max_size=1
    ),
    properties=st.dictionaries(st.sampled_from(["$session_id"]) | ANY_TEXT, ANY_VALUE),
)
def test_any_json_is_stored_whole_or_refused_whole(
    site: Site,
    api_key: str,
    event_changes: dict[str, Any],
    envelope_changes: dict[str, Any],
    properties: dict[str, Any],
) -> None:
    before = len(site.events(api_key=api_key))
    good = make_event()
    odd = make_event(properties={"distinct_id": "v", **properties}) | event_changes
    answer = post(site, make_batch(api_key, good, odd, **envelope_changes))
    stored = site.events(api_key=api_key)[before:]
    if answer.status == 200:
        assert answer.json["stored"] == len(stored) == 2
        assert stored[1]["properties"] == odd["properties"]
    else:
        assert answer.status == 400
        assert answer.json["fields"]
        assert stored == []
