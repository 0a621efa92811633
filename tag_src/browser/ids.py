"""Make ids: UUIDs of version 7 (RFC 9562). Never from anything personal."""

from js import BigUint64Array, crypto, regex

from tag_src.browser.natives import now_ms

TICKS_PER_MS = 4096
"""The 12 bits after the version count ids made within a millisecond."""

# Of the time and of random digits, the first of which makes room for the variant.
FIELDS = regex("(.{8})(....)(...).(...)")

tick = 2**52


def uuid7() -> str:
    """Ids of one page sort in the order they were made, even when the clock is put back."""
    global tick
    tick = max(now_ms() * TICKS_PER_MS, tick + 1)  # below 2**53 until 2039
    random = crypto.getRandomValues(BigUint64Array(1))[0]
    return FIELDS.sub("$1-$2-7$3-8$4-", f"0{tick:x}{random:016x}")
