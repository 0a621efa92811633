"""Send one request to the collector. Never retries and knows nothing of events."""

from js import regex

from tag_src.boot.options import options
from tag_src.browser.natives import fetch_at_load

END_SLASH = regex("/$")
KEEPALIVE_QUOTA_CHARS = 60_000
"""Browsers refuse keepalive requests beyond 64 KiB in flight; the rest is left to the page."""


async def post(body: str) -> int:
    """The status of the answer, 0 if there was none. The request outlives the page if it can."""
    try:
        response = await fetch_at_load(
            END_SLASH.sub("", options()["apiHost"]) + "/batch/",
            {
                "method": "POST",
                # A string goes out as text/plain, which needs no preflight.
                "body": body,
                "credentials": "omit",
                "keepalive": len(body) < KEEPALIVE_QUOTA_CHARS,
            },
        )
        # Until it is read, the request counts against the quota.
        await response.text()
        return response.status
    except Exception:
        return 0
