"""Make ids: UUIDs of version 7 (RFC 9562). Never from anything personal."""

from js import BigUint64Array, crypto

from tag_src.browser.natives import now_ms

TICKS_PER_MS = 4096
"""The 12 bits after the version count ids made within a millisecond."""

tick = 2**52
page_digits = ""
"""Random, and the same in most ids of a page: the ticks tell those from each other."""


def uuid7(is_unlike_others: bool = False) -> str:
    """Ids of one page sort in the order they were made, even when the clock is put back.

    One that must not be linked to those before gets random digits of its own.
    """
    global tick, page_digits
    if is_unlike_others or not page_digits:
        digits = f"{crypto.getRandomValues(BigUint64Array(1))[0]:016x}"
        page_digits = f"8{digits[1:4]}-{digits[4:]}"
    tick = max(now_ms() * TICKS_PER_MS, tick + 2)  # from 2039 on these numbers are even
    time = f"0{tick:x}"
    return f"{time[:8]}-{time[8:12]}-7{time[12:]}-{page_digits}"
