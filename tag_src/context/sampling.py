"""Decide which visitors are tracked at all. Never differs between two pages of a visitor."""

from js import parseInt

from tag_src.boot.options import options
from tag_src.identity.visitor import current_visitor

RANDOM_DIGITS = 8


def is_in_sample() -> bool:
    """True for `sampleRate` of all visitors, by the random end of their anonymous id."""
    digits = parseInt(current_visitor()["anonymous_id"][-RANDOM_DIGITS:], 16)
    # An id without hexadecimal digits, from a foreign cookie, makes it NaN.
    return not digits / 16.0**RANDOM_DIGITS >= options()["sampleRate"]
