"""Decide how long to wait after a failure. Never keeps a timer."""

from js import Math, parseFloat

from tag_src.browser.natives import DateAtLoad, now_ms

FIRST_DELAY_MS = 1_000
MAX_DELAY_MS = 60_000.0


def backoff_ms(failures: int) -> float:
    """Doubles with each failure in a row; a random half keeps pages from acting in step."""
    return min(FIRST_DELAY_MS * 2.0**failures, MAX_DELAY_MS) * (1 - Math.random() / 2)


def retry_after_ms(header: str | None) -> float:
    """What a `Retry-After` header asks for, in seconds or as a date; 0 if it cannot be read."""
    return parseFloat(header) * 1000 or DateAtLoad.parse(header) - now_ms() or 0
