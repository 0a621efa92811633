"""Which bodies are refused before any event is looked at: media type, size, gzip, no JSON."""

import gzip
import json
import socket
import tracemalloc
from typing import Any

import pytest
from flask import Flask

from tests.collector.wire import Answer, gzipped, make_batch, make_event, post, post_gzip, send
from tests.site import Site
from tests.waiting import PATIENCE_S
from testsite.collector.body import read_batch_bytes
from testsite.collector.refusal import Refusal

MIB = 1024 * 1024


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        b"{}{}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"9" * 5_000,
        b"\xef\xbb\xbf{}",
    ],
    ids=lambda body: repr(body[:6]),
)
def test_body_that_is_no_json_object(site: Site, body: bytes) -> None:
    answer = post(site, body)
    assert answer.status == 400
    assert "body" in answer.json["error"]


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "text/html", "text/plain;charset=utf-16"]
)
def test_content_types_refused(site: Site, api_key: str, content_type: str) -> None:
    answer = post(site, make_batch(api_key, make_event()), content_type)
    assert answer.status == 415
    assert "text/plain or application/json" in answer.json["error"]
    assert site.events(api_key=api_key) == []


def test_missing_content_type_is_refused(site: Site) -> None:
    assert send(site, "POST", "/batch/", b"{}").status == 415


def test_unknown_content_encoding_is_refused(site: Site) -> None:
    answer = post(site, b"x", headers={"Content-Encoding": "br"})
    assert answer.status == 415
    assert "gzip" in answer.json["error"]


def test_unknown_compression_is_refused(site: Site) -> None:
    answer = post(site, b"x", query="?compression=lz64")
    assert answer.status == 400
    assert "gzip-js" in answer.json["error"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sent: b'{"api_key": "sb_test_plain"}',
        lambda sent: sent[:-10],
        lambda sent: sent + b"more",
        lambda sent: sent[:20] + b"\0\0\0\0" + sent[24:],
        lambda sent: b"",
    ],
    ids=["not gzip", "cut off", "trailing bytes", "damaged", "empty"],
)
def test_spoilt_gzip_is_refused(site: Site, api_key: str, spoil: Any) -> None:
    answer = post_gzip(site, spoil(gzipped(make_batch(api_key, make_event()))))
    assert answer.status == 400
    assert "gzip" in answer.json["error"]
    assert site.events(api_key=api_key) == []


def test_body_above_the_limit_is_too_large(site: Site, api_key: str) -> None:
    assert_too_large(post(site, b" " * (MIB + 1)))


def test_much_too_large_body_gets_its_answer(site: Site) -> None:
    # The client is still writing when the limit is passed: it must not see a reset instead.
    assert_too_large(post(site, b" " * (20 * MIB)))


@pytest.mark.parametrize("path", ["/batch/", "/events", "/"])
def test_body_announced_as_enormous_is_refused_unread(site: Site, path: str) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE_S) as client:
        client.sendall(
            f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
            "Content-Length: 99999999999\r\n\r\n".encode()
        )
        assert client.recv(100).startswith(b"HTTP/1.1 413 ")


def test_text_above_the_limit_is_too_large(site: Site) -> None:
    assert_too_large(post_gzip(site, gzip.compress(b" " * (8 * MIB + 1))))


def test_gzip_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"\0" * (500 * MIB))
    assert len(bomb) < MIB
    context = Flask(__name__).test_request_context(
        "/batch/?compression=gzip-js", method="POST", data=bomb, content_type="text/plain"
    )
    with context:
        tracemalloc.start()
        try:
            with pytest.raises(Refusal) as refused:
                read_batch_bytes()
            _, peak_bytes = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert refused.value.status == 413
    assert peak_bytes < 40 * MIB


@pytest.mark.parametrize(
    ("framing", "body"),
    [
        ("Content-Length: {more}", "{text}"),
        ("Transfer-Encoding: chunked", "{size:x}\r\n{text}\r\n"),
        ("Transfer-Encoding: chunked", "{size:x}\r\n{text}\r\n20\r\nhalf a chunk"),
    ],
)
def test_body_cut_off_on_the_way_is_not_stored(
    site: Site, api_key: str, framing: str, body: str
) -> None:
    text = json.dumps(make_batch(api_key, make_event()))
    request = (
        f"POST /batch/ HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n{framing}\r\n\r\n{body}"
    )
    with socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE_S) as client:
        client.sendall(request.format(more=len(text) + 1, size=len(text), text=text).encode())
        client.shutdown(socket.SHUT_WR)
        answer = client.recv(65536)
    assert b" 400 " in answer.split(b"\r\n")[0]
    assert site.events(api_key=api_key) == []


def test_other_methods_are_refused(site: Site) -> None:
    answer = send(site, "GET", "/batch/")
    assert answer.status == 405
    assert "POST" in answer.headers["Allow"]
    assert "error" in answer.json


@pytest.mark.parametrize("content_type", ["text/plain", "image/png"])
def test_refusals_are_readable_from_any_origin(site: Site, content_type: str) -> None:
    assert post(site, b"{}", content_type).headers["Access-Control-Allow-Origin"] == "*"


def assert_too_large(answer: Answer) -> None:
    assert answer.status == 413
    assert "split the batch" in answer.json["error"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
