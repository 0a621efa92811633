"""`POST /identity/resolve`: whose e-mail or user id it is, the same for all who ask at once."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.collector.wire import Answer, make_batch, make_event, post, send
from tests.site import Site

BROWSERS = 24


def ask(site: Site, api_key: str, distinct_id: str, **about: Any) -> Answer:
    question = {"api_key": api_key, "distinct_id": distinct_id, **about}
    body = json.dumps(question).encode()
    return send(site, "POST", "/identity/resolve", body, {"Content-Type": "text/plain"})


def owner(site: Site, api_key: str, distinct_id: str, **about: Any) -> str | None:
    answer = ask(site, api_key, distinct_id, **about)
    assert answer.status == 200, answer.text
    found: str | None = answer.json["owner"]
    return found


def describe(site: Site, api_key: str, distinct_id: str, **properties: Any) -> None:
    event = make_event(event="$set", properties={"distinct_id": distinct_id, **properties})
    assert post(site, make_batch(api_key, event)).status == 200


def test_an_email_belongs_to_the_profile_that_has_it(site: Site, api_key: str) -> None:
    describe(site, api_key, "ann", **{"$set": {"email": "Ann@Example.com"}})
    assert owner(site, api_key, "other", email="ann@example.com") == "ann"
    assert owner(site, api_key, "ann", email="ANN@example.com") == "ann", "it is the asker's own"
    assert owner(site, f"{api_key}_other_site", "other", email="ann@example.com") is None


def test_the_owner_is_named_by_the_id_of_the_login(site: Site, api_key: str) -> None:
    describe(site, api_key, "anon", **{"$set": {"email": "b@example.com"}})
    event = {"distinct_id": "bob", "$anon_distinct_id": "anon"}
    post(site, make_batch(api_key, make_event(event="$identify", properties=event)))
    assert owner(site, api_key, "other", email="b@example.com") == "bob"
    assert owner(site, api_key, "anon", email="b@example.com") == "anon"


def test_a_changed_email_is_free_again(site: Site, api_key: str) -> None:
    describe(site, api_key, "ann", **{"$set": {"email": "old@example.com"}})
    describe(site, api_key, "ann", **{"$set": {"email": "new@example.com"}})
    assert owner(site, api_key, "other", email="old@example.com") is None
    assert owner(site, api_key, "other", email="new@example.com") == "ann"


def test_a_user_id_belongs_to_its_person(site: Site, api_key: str) -> None:
    event = {"distinct_id": "u1", "$anon_distinct_id": "anon"}
    post(site, make_batch(api_key, make_event(event="$identify", properties=event)))
    assert owner(site, api_key, "stranger", user_id="u1") == "u1"
    assert owner(site, api_key, "anon", user_id="u1") is None
    assert owner(site, api_key, "stranger", user_id="u2") is None


def test_of_many_who_ask_at_once_one_gets_a_new_email(site: Site, api_key: str) -> None:
    def be_a_browser(number: int) -> str | None:
        return owner(site, api_key, f"anon-{number}", email="new@example.com")

    with ThreadPoolExecutor(BROWSERS) as browsers:
        owners = list(browsers.map(be_a_browser, range(BROWSERS)))
    assert owners.count(None) == 1
    first = f"anon-{owners.index(None)}"
    assert set(owners) == {None, first}
    # Whoever has it in the end owns it, even if that is somebody else than the one who claimed.
    describe(site, api_key, "winner", **{"$set": {"email": "new@example.com"}})
    assert owner(site, api_key, first, email="new@example.com") == "winner"


def test_who_has_another_email_claims_none(site: Site, api_key: str) -> None:
    """A new user gets it, whose id is not known here before its events arrive."""
    describe(site, api_key, "ann", **{"$set": {"email": "ann@example.com"}})
    assert owner(site, api_key, "ann", email="new@example.com") is None
    assert owner(site, api_key, "new user", email="new@example.com") is None
    assert owner(site, api_key, "ann", email="new@example.com") == "new user"


def test_who_has_claimed_another_email_claims_none(site: Site, api_key: str) -> None:
    assert owner(site, api_key, "ann", email="ann@example.com") is None
    assert owner(site, api_key, "ann", email="new@example.com") is None
    assert owner(site, api_key, "new user", email="new@example.com") is None
    assert owner(site, api_key, "new user", email="ann@example.com") == "ann"
    assert owner(site, api_key, "ann", email="ann@example.com") is None, "its own claim"


def test_without_a_question_only_the_key_is_checked(site: Site, api_key: str) -> None:
    assert owner(site, api_key, "anyone") is None
    assert ask(site, "nonsense", "anyone").status == 401


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"email": 5}, "email"),
        ({"email": ""}, "email"),
        ({"email": "x" * 321}, "email"),
        ({"user_id": "half \ud800"}, "user_id"),
        ({"distinct_id": ""}, "distinct_id"),
        ({"distinct_id": "x" * 256}, "distinct_id"),
        ({"other": 1}, ""),
    ],
)
def test_bad_questions_name_the_field(
    site: Site, api_key: str, about: dict[str, object], field: str
) -> None:
    answer = ask(site, api_key, **{"distinct_id": "d", **about})  # type: ignore[arg-type]
    assert answer.status == 400
    assert answer.fields == [field]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
def test_bad_bodies(site: Site, body: bytes) -> None:
    answer = send(site, "POST", "/identity/resolve", body, {"Content-Type": "text/plain"})
    assert answer.status == 400
    assert answer.json["error"]


def test_pages_of_any_origin_may_ask(site: Site, api_key: str) -> None:
    for answer in (ask(site, api_key, "d"), ask(site, "nonsense", "d")):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
