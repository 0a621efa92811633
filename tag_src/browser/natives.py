"""Keep the browser's functions as they were when the tag loaded.

A page may replace `JSON`, `Date`, `fetch` or timers later; the tag goes on with these.
Never called before they are needed: taking a reference changes nothing in the page.
"""

from js import JSON, Date, console, fetch, performance, setTimeout

from tag_src.browser.attempt import attempt

stringify = JSON.stringify
parse = JSON.parse
DateAtLoad = Date
now_ms = Date.now
fetch_at_load = fetch
set_timeout = setTimeout
console_at_load = console
# A page may have a variable of this name.
clock = performance if attempt(lambda: performance.now()) else Date


def elapsed_ms() -> int:
    """Since the page began; for spans of time, which no change of the clock must change."""
    return int(clock.now())


def iso_time(ms: int) -> str:
    """ISO 8601 in UTC with milliseconds, of milliseconds since 1970."""
    return DateAtLoad(ms).toISOString()
