"""Send one request to the collector. Never retries and knows nothing of events."""

from typing import TypeAlias

from js import AbortSignal, Blob, regex

from tag_src.boot.options import options
from tag_src.browser.attempt import attempt
from tag_src.browser.natives import fetch_at_load
from tag_src.delivery.backoff import retry_after_ms

KEEPALIVE_BYTES = 60_000
"""Browsers allow a page 64 KiB of such requests at a time."""
TIMEOUT_MS = 30_000
END_SLASH = regex("/$")

Body: TypeAlias = str | Blob
"""A Blob is gzip, a str is plain."""


async def post(body: Body, keepalive: bool) -> tuple[int, float]:
    """Status of the answer and milliseconds it asks to wait; 0 and 0 if there is none.

    With `keepalive` the request outlives the page, unless it is too large for that.
    """
    url = END_SLASH.sub("", options()["apiHost"]) + "/batch/"
    if isinstance(body, Blob):
        url += "?compression=gzip-js"
    try:
        response = await fetch_at_load(
            url,
            {
                "method": "POST",
                # Neither text nor the Blob's type need a preflight.
                "body": body,
                "credentials": "omit",
                "keepalive": keepalive and Blob([body]).size < KEEPALIVE_BYTES,
                "signal": attempt(lambda: AbortSignal.timeout(TIMEOUT_MS)),
            },
        )
        await response.text()  # until it is read, the request counts against the quota
        return response.status, retry_after_ms(response.headers.get("Retry-After"))
    except Exception:
        return 0, 0
