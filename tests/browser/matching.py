"""Compare what arrived with the part of it that a test is about. Never looks at the rest."""

import re
from typing import Any

UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
ISO_MS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")

Subset = Any
"""A dict names the keys that matter; a list every item; a tuple the choices. A pattern has to match
the whole text, a type the value's type, ABSENT the missing key; anything else has to be equal."""


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()


def differences(actual: Any, expected: Subset, at: str = "") -> list[str]:
    """In words, where `actual` is not as expected; empty when it is."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        return [
            text
            for key, value in expected.items()
            for text in differences(actual.get(key, ABSENT), value, f"{at}.{key}")
        ]
    if isinstance(expected, list) and isinstance(actual, list) and len(actual) == len(expected):
        pairs = enumerate(zip(actual, expected, strict=True))
        return [text for i, (a, e) in pairs for text in differences(a, e, f"{at}[{i}]")]
    if isinstance(expected, tuple):
        choices = [differences(actual, choice, at) for choice in expected]
        return [] if [] in choices else [f"{at}: {actual!r} is none of {expected!r}"]
    return [] if _is_as(actual, expected) else [f"{at or 'value'}: {actual!r}, not {expected!r}"]


def _is_as(actual: Any, expected: Subset) -> bool:
    if isinstance(expected, re.Pattern):
        return isinstance(actual, str) and expected.fullmatch(actual) is not None
    if isinstance(expected, type):
        # As in JSON, true is no number.
        return isinstance(actual, expected) and (
            expected is bool or not isinstance(actual, bool) or expected is object
        )
    # 1 and 1.0 are the same number in JSON, 1 and true are not.
    return bool(actual == expected) and isinstance(actual, bool) == isinstance(expected, bool)
