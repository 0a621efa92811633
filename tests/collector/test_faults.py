"""Faults on demand: each kind does what it says, as often as it says, to whom it says."""

import gzip
import http.client
import json
import socket
import struct
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from tests.collector.wire import Answer, make_batch, make_event, post, send, uuids
from tests.site import Site
from tests.waiting import PATIENCE_S, wait_until


def statuses(site: Site, api_key: str, requests: int) -> list[int]:
    return [post(site, make_batch(api_key, make_event())).status for _ in range(requests)]


def wait_for_hits(site: Site, api_key: str, hits: int) -> None:
    wait_until(
        lambda: sum(rule["hits"] for rule in site.faults(api_key)) >= hits,
        lambda: f"{hits} requests meet a fault: {site.faults(api_key)}",
    )


@pytest.mark.parametrize("status", [400, 401, 408, 413, 429, 500, 503])
def test_status_without_storing(site: Site, api_key: str, status: int) -> None:
    site.put_faults([{"status": status}], api_key)
    answer = post(site, make_batch(api_key, make_event()))
    assert answer.status == status
    assert "Retry-After" not in answer.headers
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert site.events(api_key=api_key) == []


@pytest.mark.parametrize("retry_after", [0, 7, "Sun, 01 Mar 2026 12:00:00 GMT"])
def test_retry_after(site: Site, api_key: str, retry_after: int | str) -> None:
    site.put_faults([{"status": 429, "retry_after": retry_after}], api_key)
    answer = post(site, make_batch(api_key, make_event()))
    assert answer.headers["Retry-After"] == str(retry_after)
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]


def test_success_without_a_body_or_storing(site: Site, api_key: str) -> None:
    site.put_faults([{"status": 204}], api_key)
    answer = post(site, make_batch(api_key, make_event()))
    assert (answer.status, answer.text) == (204, "")
    assert site.events(api_key=api_key) == []


def test_times(site: Site, api_key: str) -> None:
    site.put_faults([{"status": 500, "times": 2}, {"status": 429, "times": 1}], api_key)
    assert statuses(site, api_key, 5) == [500, 500, 429, 200, 200]
    assert [rule["hits"] for rule in site.faults(api_key)] == [2, 1]
    assert len(site.events(api_key=api_key)) == 2


def test_probability_follows_the_seed(site: Site, api_key: str) -> None:
    rule = {"status": 500, "probability": 0.5, "seed": 4}
    site.put_faults([rule], api_key)
    first = statuses(site, api_key, 30)
    site.put_faults([rule], api_key)
    assert statuses(site, api_key, 30) == first
    assert 5 < first.count(500) < 25
    site.put_faults([{**rule, "seed": 5}], api_key)
    assert statuses(site, api_key, 30) != first


def test_match_looks_in_body_origin_and_address(site: Site, api_key: str) -> None:
    def answer_to(match: str, name: str = "x") -> int:
        site.put_faults([{"status": 500, "match": match}], api_key)
        batch = make_batch(api_key, make_event(event=name))
        return post(
            site, batch, query="?tab=left", headers={"Origin": "https://shop.example"}
        ).status

    assert answer_to("checkout", name="checkout begun") == 500
    assert answer_to("shop.example") == 500
    assert answer_to("tab=left") == 500
    assert answer_to("tab=right") == 200


def test_close_resets_the_connection(site: Site, api_key: str) -> None:
    site.put_faults([{"close": True, "times": 1}], api_key)
    event = make_event()
    with pytest.raises(ConnectionResetError) as lost:
        post(site, make_batch(api_key, event))
    assert lost.type is ConnectionResetError  # not its subclass for an orderly close
    assert site.events(api_key=api_key) == []
    assert post(site, make_batch(api_key, event)).status == 200
    assert [at["status"] for at in site.requests(api_key=api_key)] == ["closed", 200]


@pytest.mark.parametrize(
    "outcome", [{"close": True}, {"status": 500}, {"status": 413}], ids=lambda at: next(iter(at))
)
def test_lost_acknowledgement(site: Site, api_key: str, outcome: dict[str, Any]) -> None:
    site.put_faults([{**outcome, "after_store": True, "times": 1}], api_key)
    batch = make_batch(api_key, make_event())
    try:
        assert post(site, batch).status == outcome["status"]
    except ConnectionResetError:
        assert "close" in outcome
    assert len(site.events(api_key=api_key)) == 1
    assert post(site, batch).json == {"status": 1, "stored": 0, "duplicates": 1}
    log = site.requests(api_key=api_key)
    assert [at["stored"] for at in log] == [1, 0]
    assert log[0]["status"] == outcome.get("status", "closed")


def test_delay_then_the_usual_answer(site: Site, api_key: str) -> None:
    site.put_faults([{"delay_ms": 300}], api_key)
    assert post(site, make_batch(api_key, make_event())).status == 200
    (entry,) = site.requests(api_key=api_key)
    assert entry["answered_at"] - entry["arrived_at"] >= 0.29


def test_delay_goes_with_other_outcomes(site: Site, api_key: str) -> None:
    site.put_faults([{"delay_ms": 200, "status": 503}], api_key)
    assert post(site, make_batch(api_key, make_event())).status == 503
    (entry,) = site.requests(api_key=api_key)
    assert entry["answered_at"] - entry["arrived_at"] >= 0.19


def test_hang_ends_without_an_answer_when_cleared(site: Site, api_key: str) -> None:
    site.put_faults([{"hang": True}], api_key)
    with ThreadPoolExecutor(1) as clients:
        hung = clients.submit(post, site, make_batch(api_key, make_event()))
        wait_for_hits(site, api_key, 1)
        assert site.requests(api_key=api_key)[0]["status"] is None
        site.clear_faults(api_key)
        assert isinstance(hung.exception(PATIENCE_S), ConnectionResetError)
    assert site.requests(api_key=api_key)[0]["status"] == "closed"
    assert site.events(api_key=api_key) == []


@pytest.mark.parametrize("with_reset", [False, True])
def test_hung_request_is_let_go_when_its_client_gives_up(
    site: Site, api_key: str, with_reset: bool
) -> None:
    site.put_faults([{"hang": True}], api_key)
    client = http.client.HTTPConnection("127.0.0.1", site.port)
    client.request("POST", "/batch/", f'{{"api_key": "{api_key}"}}', {"Content-Type": "text/plain"})
    wait_for_hits(site, api_key, 1)
    if with_reset:
        client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
    wait_until(
        lambda: site.requests(api_key=api_key)[0]["status"] is not None,
        lambda: "the request is let go",
    )
    assert site.requests(api_key=api_key)[0]["status"] == "closed"
    site.clear_faults(api_key)


def test_hung_requests_do_not_starve_the_others(site: Site, api_key: str) -> None:
    hung_clients = 36  # two browsers' worth: three tabs with six connections each
    site.put_faults([{"hang": True, "match": "hang me"}], api_key)
    with ThreadPoolExecutor(hung_clients) as clients:
        hung: list[Future[Answer]] = [
            clients.submit(post, site, make_batch(api_key, make_event(event="hang me")))
            for _ in range(hung_clients)
        ]
        wait_for_hits(site, api_key, hung_clients)
        assert statuses(site, api_key, 20) == [200] * 20
        site.clear_faults(api_key)
        assert all(isinstance(at.exception(PATIENCE_S), ConnectionResetError) for at in hung)


def test_rules_of_one_key_leave_others_alone(site: Site, api_key: str) -> None:
    other_key = f"{api_key}_other"
    site.put_faults([{"status": 500}], api_key)
    site.put_faults([{"status": 429}], other_key)
    assert statuses(site, api_key, 1) == [500]
    assert statuses(site, other_key, 1) == [429]
    site.clear_faults(other_key)
    assert statuses(site, api_key, 1) == [500]
    assert statuses(site, other_key, 1) == [200]
    assert site.faults(other_key) == []


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        ({"status": 500}, ""),
        ([{}], "0"),
        ([{"status": 500}, {"status": 99}], "1.status"),
        ([{"status": "500"}], "0.status"),
        ([{"status": 500, "close": True}], "0"),
        ([{"retry_after": 5, "close": True}], "0"),
        ([{"status": 500, "times": 0}], "0.times"),
        ([{"status": 500, "probability": 2}], "0.probability"),
        ([{"status": 500, "delay": 5}], "0.delay"),
        ([{"delay_ms": 10**9}], "0.delay_ms"),
        ([{"status": 500, "api_key": "sb_test_another"}], "0.api_key"),
    ],
)
def test_wrong_rule_is_named(site: Site, api_key: str, rules: object, field: str) -> None:
    path = f"/test/faults?api_key={api_key}"
    answer = send(site, "PUT", path, json.dumps(rules).encode())
    assert answer.status == 400
    assert field in answer.fields
    assert site.faults(api_key) == []


def test_request_log_tells_what_was_sent_and_answered(site: Site, api_key: str) -> None:
    event = make_event(event="café")
    text = json.dumps(make_batch(api_key, event), ensure_ascii=False)
    sent = gzip.compress(text.encode())
    post(site, sent, query="?compression=gzip-js", headers={"Origin": "https://shop.example"})
    post(site, make_batch(api_key, {"uuid": "no"}))

    good, bad = site.requests(api_key=api_key)
    assert (good["method"], good["address"]) == ("POST", "/batch/?compression=gzip-js")
    assert good["headers"]["Origin"] == "https://shop.example"
    assert good["content_type"] == "text/plain"
    assert good["raw_bytes"] == len(sent)
    assert good["body"] == text
    assert (good["status"], good["stored"]) == (200, 1)
    assert good["answered_at"] >= good["arrived_at"]
    assert (bad["status"], bad["stored"]) == (400, 0)
    assert site.requests(api_key=api_key, since=good["id"]) == [bad]
    assert uuids(site.events(api_key=api_key)) == [event["uuid"]]


def test_request_log_has_unreadable_requests_and_preflights(site: Site) -> None:
    before = max((at["id"] for at in site.requests()), default=0)
    send(site, "OPTIONS", "/batch/")
    post(site, b"x", "image/png")
    post(site, b"\xff{")
    send(site, "GET", "/batch/")
    send(site, "GET", "/events")
    log = [at for at in site.requests(since=before) if at["api_key"] is None]
    assert [(at["method"], at["status"]) for at in log] == [
        ("OPTIONS", 200),
        ("POST", 415),
        ("POST", 400),
        ("GET", 405),
    ]


def test_request_log_wants_an_id(site: Site) -> None:
    assert send(site, "GET", "/test/requests?since=yesterday").status == 400
