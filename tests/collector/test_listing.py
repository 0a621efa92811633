"""`GET /events`: filters, order, paging."""

from typing import Any

import pytest

from tests.collector.wire import make_batch, make_event, post, send, uuids
from tests.site import Site


def make_visit(distinct_id: str, session: str, name: str) -> dict[str, Any]:
    return make_event(event=name, properties={"distinct_id": distinct_id, "$session_id": session})


@pytest.fixture
def visits(site: Site, api_key: str) -> list[dict[str, Any]]:
    visits = [
        make_visit("ann", f"{api_key}-1", "$pageview"),
        make_visit("ann", f"{api_key}-2", "signed up"),
        make_visit("bob", f"{api_key}-3", "$pageview"),
        make_visit("bob", f"{api_key}-3", "signed up"),
    ]
    post(site, make_batch(api_key, *visits))
    return visits


def test_filters_narrow_together(site: Site, api_key: str, visits: list[dict[str, Any]]) -> None:
    def found(**filters: str | int) -> list[int]:
        wanted = uuids(visits)
        return [wanted.index(at) for at in uuids(site.events(api_key=api_key, **filters))]

    assert found() == [0, 1, 2, 3]
    assert found(name="$pageview") == [0, 2]
    assert found(distinct_id="bob") == [2, 3]
    assert found(session=f"{api_key}-3") == [2, 3]
    assert found(name="signed up", distinct_id="ann") == [1]
    assert found(name="SIGNED UP") == []


def test_paging_by_id_sees_each_event_once(
    site: Site, api_key: str, visits: list[dict[str, Any]]
) -> None:
    seen: list[str] = []
    last_id = site.events(api_key=api_key)[0]["id"] - 1
    for _ in range(3):
        page = site.call("GET", f"/events?api_key={api_key}&since={last_id}&limit=3")
        seen += uuids(page["events"])
        last_id = page["last_id"]
    assert seen == uuids(visits)
    assert last_id == site.events(api_key=api_key)[-1]["id"]


def test_without_since_the_newest_come_oldest_first(
    site: Site, api_key: str, visits: list[dict[str, Any]]
) -> None:
    page = site.call("GET", f"/events?api_key={api_key}&limit=2")
    assert uuids(page["events"]) == uuids(visits[2:])
    assert page["last_id"] == page["events"][-1]["id"]


def test_limit_is_100_unless_told(site: Site, api_key: str) -> None:
    events = [make_event() for _ in range(101)]
    post(site, make_batch(api_key, *events))
    page = site.call("GET", f"/events?api_key={api_key}")
    assert uuids(page["events"]) == uuids(events[1:])


def test_nothing_found(site: Site, api_key: str) -> None:
    assert site.call("GET", f"/events?api_key={api_key}") == {"events": [], "last_id": 0}
    assert site.call("GET", f"/events?api_key={api_key}&since=5") == {"events": [], "last_id": 5}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=10001", "limit"),
        ("limit=many", "limit"),
        ("since=-1", "since"),
        ("since=1.5", "since"),
        (f"since={2**63}", "since"),
        ("since=" + "9" * 5_000, "since"),
        ("name=", "name"),
        ("name=a&name=b", "name"),
        ("event=a", "event"),
    ],
)
def test_wrong_filter_is_named_with_those_allowed(site: Site, query: str, field: str) -> None:
    answer = send(site, "GET", f"/events?{query}")
    assert answer.status == 400
    assert answer.fields == [field]
    assert f"'{field}'" in answer.json["error"]
    assert "name, distinct_id, session and api_key" in answer.json["error"]


def test_odd_characters_in_filters_find_nothing(site: Site) -> None:
    for odd in ("%00", "%ED%A0%80", "%FF", "'%20OR%201=1--"):
        assert send(site, "GET", f"/events?name={odd}").json["events"] == []
