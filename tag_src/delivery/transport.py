"""Send one request to the collector. Never retries and knows nothing of events."""

from typing import TypeAlias

from js import AbortSignal, Blob, Promise, Response, undefined

from tag_src.boot.endpoint import endpoint
from tag_src.browser.attempt import attempt
from tag_src.browser.natives import fetch_at_load

KEEPALIVE_BYTES = 60_000
"""Browsers allow a page 64 KiB at a time in requests that outlive it."""
ROOM_BYTES = 10_000
TIMEOUT_MS = 30_000

Body: TypeAlias = str | Blob
"""A Blob is gzip, a str is plain."""

bytes_under_way = 0


def has_room() -> bool:
    """Whether another request is likely to outlive the page, too."""
    return bytes_under_way < ROOM_BYTES


async def post(body: Body) -> Response:
    """The answer, with the status 0 if there is none.

    The request outlives the page, as long as the browser grants that for so many bytes.
    """
    global bytes_under_way
    url = endpoint("/batch/")
    if isinstance(body, Blob):
        url += "?compression=gzip-js"
    size_bytes = Blob([body]).size
    bytes_under_way += size_bytes
    try:
        response = await request(url, body, bytes_under_way < KEEPALIVE_BYTES, TIMEOUT_MS)
        await response.text()  # until it is read, the request counts against the quota
        return response
    except Exception:
        return Response.error()
    finally:
        bytes_under_way -= size_bytes


def request(url: str, body: Body, keepalive: bool, timeout_ms: int) -> Promise[Response]:
    return fetch_at_load(
        url,
        {
            "method": "POST",
            "body": body,
            # Keeps cross-origin requests free of a preflight.
            "headers": {"content-type": "text/plain"},
            "credentials": "omit",
            "keepalive": keepalive,
            "signal": deadline(timeout_ms),
        },
    )


def deadline(timeout_ms: int) -> AbortSignal | None:
    """Not in every browser."""
    return attempt(lambda: AbortSignal.timeout(timeout_ms)) or undefined
