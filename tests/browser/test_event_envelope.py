"""Ids, times and the envelope of the events, as they arrive."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.matching import ISO_MS, UUID7, differences
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab


def test_uuids_are_unique_and_sort_by_time_and_timestamps_are_now(
    visit: Visit, collector: Collector
) -> None:
    before = datetime.now(UTC)
    page = visit()
    page.evaluate("() => { for (let i = 0; i < 60; i++) periscale.track('e', {i}) }")
    flush(page)
    after = datetime.now(UTC)
    events = collector.wait_for("$pageview", *["e"] * 60)
    uuids = [event["uuid"] for event in events]
    assert len(set(uuids)) == 61
    assert uuids == sorted(uuids)
    assert all(UUID7.fullmatch(uuid) for uuid in uuids)
    # Rounded to milliseconds.
    tolerance = timedelta(milliseconds=2)
    for event in events:
        assert before - tolerance <= _time(event["timestamp"]) <= after + tolerance
        assert before - tolerance <= _time_of_uuid(event["uuid"]) <= after + tolerance
    assert [event["properties"]["i"] for event in events[1:]] == list(range(60))


def test_the_envelope_has_key_and_time_and_nothing_else(
    visit: Visit, collector: Collector, api_key: str
) -> None:
    flush(visit())
    (request,) = collector.requests()
    body: dict[str, Any] = json.loads(request["body"])
    assert not differences(body, {"api_key": api_key, "sent_at": ISO_MS, "batch": list})
    assert sorted(body) == ["api_key", "batch", "sent_at"]
    assert sorted(body["batch"][0]) == ["event", "properties", "timestamp", "uuid"]


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _time_of_uuid(uuid: str) -> datetime:
    return datetime.fromtimestamp(int(uuid.replace("-", "")[:12], 16) / 1000, UTC)


def test_uuids_of_a_clock_far_ahead(
    new_visitor: Callable[[], Visitor], collector: Collector
) -> None:
    """From 2039 on, the number that an id is made of has more digits than a float."""
    visitor = new_visitor()  # with a profile of its own: the clock is that of all its pages
    page = visitor.new_page()
    page.clock.install(time="2045-01-01T00:00:00Z")
    visitor.visit(page=page, attributes={"capture-pageview": "false"})
    page.evaluate("() => { for (let i = 0; i < 10; i++) periscale.track('e') }")
    flush(page)
    events = collector.wait_for(*["e"] * 10)
    assert sorted({event["uuid"] for event in events}) == [event["uuid"] for event in events]
