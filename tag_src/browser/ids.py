"""Make ids: UUIDs of version 7 (RFC 9562). Never from anything personal."""

from js import BigUint64Array, crypto

from tag_src.browser.natives import now_ms

TICKS_PER_MS = 4096
"""The 12 bits after the version count ids made within a millisecond."""

tick = 0


def uuid7() -> str:
    """Ids of one page sort in the order they were made, even when the clock is put back."""
    global tick
    tick = max(now_ms() * TICKS_PER_MS, tick + 1)  # below 2**53 until 2039
    time = f"{tick:015x}"
    random = f"{crypto.getRandomValues(BigUint64Array(1))[0]:016x}"
    return f"{time[:8]}-{time[8:12]}-7{time[12:]}-8{random[1:4]}-{random[4:]}"
