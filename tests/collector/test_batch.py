"""What a good batch becomes: stored once, whole, as sent."""

import gzip
import http.client
import json
from datetime import datetime, timedelta

import pytest

from tests.collector.wire import (
    SENT_AT,
    gzipped,
    make_batch,
    make_event,
    post,
    post_gzip,
    send,
    uuids,
)
from tests.site import Site


def test_stored_event_is_listed_as_sent(site: Site, api_key: str) -> None:
    properties = {
        "distinct_id": "visitor-7",
        "$session_id": "session-3",
        "nested": {"list": [1, 2.5, None, True], "empty": {}},
        "text": 'naïve 💡 \u2028 "quoted"',
        "big": 2**63,
    }
    event = make_event(event="Ünïcode 💡", properties=properties)

    answer = post(site, make_batch(api_key, event))

    assert answer.status == 200
    assert answer.json == {"status": 1, "stored": 1, "duplicates": 0}
    (stored,) = site.events(api_key=api_key)
    received_at = stored.pop("received_at")
    stored.pop("id")
    corrected = datetime.fromisoformat(stored.pop("corrected_timestamp"))
    assert stored == {
        **event,
        "sent_at": SENT_AT,
        "api_key": api_key,
        "distinct_id": "visitor-7",
        "session_id": "session-3",
    }
    # The event happened ten seconds before it was sent, whatever the device's clock said.
    assert datetime.fromisoformat(received_at) - corrected == timedelta(seconds=10)


def test_order_of_arrival_is_the_order_of_ids(site: Site, api_key: str) -> None:
    first, second, third = make_event(), make_event(), make_event()
    post(site, make_batch(api_key, second, first))
    post(site, make_batch(api_key, third))
    events = site.events(api_key=api_key)
    assert uuids(events) == uuids([second, first, third])
    ids = [event["id"] for event in events]
    assert ids == sorted(ids)


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "text/plain;charset=UTF-8",
        "application/json",
        "application/json; charset=utf-8",
    ],
)
def test_content_types_taken(site: Site, api_key: str, content_type: str) -> None:
    assert post(site, make_batch(api_key, make_event()), content_type).status == 200
    assert len(site.events(api_key=api_key)) == 1


def test_gzip_announced_by_query(site: Site, api_key: str) -> None:
    event = make_event()
    assert post_gzip(site, gzipped(make_batch(api_key, event))).status == 200
    assert uuids(site.events(api_key=api_key)) == [event["uuid"]]


def test_gzip_announced_by_header(site: Site, api_key: str) -> None:
    event = make_event()
    sent = gzipped(make_batch(api_key, event))
    answer = post(site, sent, headers={"Content-Encoding": "gzip"})
    assert answer.status == 200
    assert uuids(site.events(api_key=api_key)) == [event["uuid"]]


def test_chunked_upload(site: Site, api_key: str) -> None:
    body = json.dumps(make_batch(api_key, make_event())).encode()
    connection = http.client.HTTPConnection("127.0.0.1", site.port)
    pieces = (body[at : at + 100] for at in range(0, len(body), 100))
    connection.request(
        "POST", "/batch/", pieces, {"Content-Type": "text/plain"}, encode_chunked=True
    )
    assert connection.getresponse().status == 200
    connection.close()
    assert len(site.events(api_key=api_key)) == 1


def test_path_without_slash_is_no_redirect(site: Site, api_key: str) -> None:
    body = json.dumps(make_batch(api_key, make_event())).encode()
    assert send(site, "POST", "/batch", body, {"Content-Type": "text/plain"}).status == 200


def test_same_uuid_is_stored_once(site: Site, api_key: str) -> None:
    event, other = make_event(), make_event()
    assert post(site, make_batch(api_key, event)).json["stored"] == 1
    shouted = {**event, "uuid": event["uuid"].upper(), "event": "second copy"}
    answer = post(site, make_batch(api_key, shouted, other, other))
    assert answer.json == {"status": 1, "stored": 1, "duplicates": 2}
    events = site.events(api_key=api_key)
    assert [(at["uuid"], at["event"]) for at in events] == [
        (event["uuid"], "signed up"),
        (other["uuid"], "signed up"),
    ]


def test_text_that_is_no_text_survives_inside_properties(site: Site, api_key: str) -> None:
    odd = {"distinct_id": "visitor", "half": "a\ud83d", "nul": "a\0b", "\udc00\0": [1]}
    assert post(site, make_batch(api_key, make_event(properties=odd))).status == 200
    assert site.events(api_key=api_key)[0]["properties"] == odd


def test_times_are_kept_as_sent_and_corrected_in_utc(site: Site, api_key: str) -> None:
    ahead = make_event(timestamp="2031-05-01T14:00:00+02:00")
    post(site, make_batch(api_key, ahead, sent_at="2031-05-01T12:00:01Z"))
    (stored,) = site.events(api_key=api_key)
    assert stored["timestamp"] == "2031-05-01T14:00:00+02:00"
    assert stored["sent_at"] == "2031-05-01T12:00:01Z"
    assert stored["corrected_timestamp"].endswith("Z")
    late = datetime.fromisoformat(stored["received_at"]) - datetime.fromisoformat(
        stored["corrected_timestamp"]
    )
    assert late == timedelta(seconds=1)


def test_largest_bodies_that_fit(site: Site, api_key: str) -> None:
    def padded(text_bytes: int) -> bytes:
        batch = make_batch(api_key, make_event(properties={"distinct_id": "v", "padding": ""}))
        missing = text_bytes - len(json.dumps(batch))
        batch["batch"][0]["properties"]["padding"] = "x" * missing
        return json.dumps(batch).encode()

    assert post(site, padded(1024 * 1024)).status == 200
    assert post_gzip(site, gzip.compress(padded(8 * 1024 * 1024))).status == 200
    assert len(site.events(api_key=api_key)) == 2


def test_any_origin_may_read_the_answer(site: Site, api_key: str) -> None:
    answer = post(
        site, make_batch(api_key, make_event()), headers={"Origin": "https://shop.example"}
    )
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Expose-Headers"] == "Retry-After"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_preflight(site: Site) -> None:
    answer = send(
        site,
        "OPTIONS",
        "/batch/",
        headers={
            "Origin": "https://shop.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert answer.status == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    assert "Content-Encoding" in answer.headers["Access-Control-Allow-Headers"]
    assert int(answer.headers["Access-Control-Max-Age"]) > 0
