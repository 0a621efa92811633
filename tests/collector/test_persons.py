"""Who is who, as `GET /persons/<distinct_id>` tells it after events have arrived."""

from typing import Any

import pytest

from tests.collector.wire import make_batch, make_event, post, send
from tests.site import Site

Person = dict[str, Any]


@pytest.fixture
def tell(site: Site, api_key: str) -> Any:
    """Send one event of `distinct_id` with these properties."""

    def tell(distinct_id: str, event: str = "$set", **properties: Any) -> None:
        named = {name.replace("S_", "$", 1): value for name, value in properties.items()}
        sent = make_event(event=event, properties={"distinct_id": distinct_id, **named})
        assert post(site, make_batch(api_key, sent)).status == 200

    return tell


@pytest.fixture
def person(site: Site, api_key: str) -> Any:
    def person(distinct_id: str) -> Person:
        found: Person = site.call("GET", f"/persons/{distinct_id}?api_key={api_key}")
        return found

    return person


def test_a_visitor_is_a_person_of_one_id(tell: Any, person: Any) -> None:
    tell("anon-1", "$pageview", S_set_once={"$initial_referrer": "$direct"})
    assert person("anon-1") | {"created_at": "", "last_seen_at": ""} == {
        "distinct_id": "anon-1",
        "distinct_ids": ["anon-1"],
        "is_identified": False,
        "properties": {"$initial_referrer": "$direct"},
        "created_at": "",
        "last_seen_at": "",
    }


def test_set_set_once_unset_and_append(tell: Any, person: Any) -> None:
    tell("p", S_set={"a": 1, "b": 2, "tags": "old"}, S_set_once={"a": 0, "c": 3})
    tell("p", S_set_once={"c": 4}, S_unset=["b", "nothing"], S_append={"tags": "new", "list": {}})
    tell("p", S_append={"list": [1]})
    assert person("p")["properties"] == {
        "a": 1, "c": 3, "tags": ["old", "new"], "list": [{}, [1]]
    }  # fmt: skip


@pytest.mark.parametrize("odd", [5, True, "", [1], None, {"a": {"b": [None]}}])
def test_odd_values_break_nothing(tell: Any, person: Any, odd: object) -> None:
    tell("odd", S_set=odd, S_set_once=odd, S_unset=odd, S_append=odd)
    tell("odd", "$identify", S_anon_distinct_id=odd)
    tell("odd", "$create_alias", alias=odd)
    tell("odd", "$create_alias", alias="half \ud800 a pair")
    assert person("odd")["distinct_ids"] == ["odd"]


def test_identify_merges_the_visitor_into_the_person(tell: Any, person: Any) -> None:
    tell("u1", S_set={"plan": "pro"})
    tell("anon-2", S_set={"plan": "free", "seen": "shop"})
    tell("u1", "$identify", S_anon_distinct_id="anon-2", S_set={"email": "Ann@example.com"})
    assert person("anon-2") == person("u1")
    assert person("u1")["distinct_id"] == "u1"
    assert person("u1")["distinct_ids"] == ["anon-2", "u1"]
    assert person("u1")["is_identified"] is True
    assert person("u1")["properties"] == {
        "plan": "pro", "seen": "shop", "email": "Ann@example.com"
    }  # fmt: skip


def test_alias_adds_an_id(tell: Any, person: Any) -> None:
    tell("anon-3", "$create_alias", alias="newsletter-7")
    assert person("newsletter-7")["distinct_ids"] == ["anon-3", "newsletter-7"]


def test_two_people_are_never_merged(tell: Any, person: Any) -> None:
    tell("ann", "$identify", S_anon_distinct_id="anon-a")
    tell("bob", "$identify", S_anon_distinct_id="anon-b")
    tell("bob", "$identify", S_anon_distinct_id="anon-a")
    tell("bob", "$create_alias", alias="ann")
    tell("bob", "$pageview")
    assert person("ann")["distinct_ids"] == ["ann", "anon-a"]
    assert person("bob")["distinct_ids"] == ["anon-b", "bob"]


def test_a_lead_keeps_the_visitors_past_but_is_no_part_of_the_login(tell: Any, person: Any) -> None:
    tell("anon-4", "$pageview", S_set={"seen": "shop"})
    tell("anon-4", S_set={"person_type": "lead"})
    tell("u4", "$identify", S_anon_distinct_id="anon-4")
    assert person("anon-4")["properties"] == {"seen": "shop", "person_type": "lead"}
    assert person("u4")["distinct_ids"] == ["u4"]


def test_an_event_that_comes_twice_counts_once(site: Site, api_key: str, person: Any) -> None:
    event = make_event(properties={"distinct_id": "twice", "$append": {"list": 1}})
    for _ in range(2):
        post(site, make_batch(api_key, event))
    post(site, make_batch(api_key, event, event))
    assert person("twice")["properties"] == {"list": [1]}


def test_ids_with_slashes_and_spaces(tell: Any, person: Any) -> None:
    tell("a/b c")
    assert person("a/b%20c")["distinct_id"] == "a/b c"


def test_who_is_not_known_is_explained(site: Site, api_key: str) -> None:
    answer = send(site, "GET", f"/persons/nobody?api_key={api_key}")
    assert (answer.status, "nobody" in answer.json["error"]) == (404, True)


def test_the_key_may_be_left_out_where_one_site_knows_the_id(site: Site, api_key: str) -> None:
    mine, shared = f"only-{api_key}", f"both-{api_key}"
    for key, distinct_id in ((api_key, mine), (api_key, shared), ("sb_test_z", shared)):
        event = make_event(properties={"distinct_id": distinct_id})
        assert post(site, make_batch(key, event)).status == 200
    assert site.call("GET", f"/persons/{mine}")["distinct_id"] == mine
    answer = send(site, "GET", f"/persons/{shared}")
    assert answer.status == 400
    assert api_key in answer.json["error"]
