"""Turn bytes into JSON values and back, refusing what cannot be kept.

Never knows what an event is.
"""

import json
from math import isfinite

from testsite.collector.refusal import Refusal

# The tag nests 8 deep. The limit keeps every later reader far from Python's recursion limit.
MAX_DEPTH = 64


def parse_json(text: bytes) -> object:
    """Parse UTF-8 JSON. Raises Refusal 400 where it stops being JSON."""
    try:
        # NaN and Infinity come out as floats here, for find_unstorable to name their place.
        return json.loads(text.decode("utf-8"))
    except RecursionError as error:
        raise Refusal(400, f"The body nests deeper than {MAX_DEPTH} levels: flatten it.") from error
    except UnicodeDecodeError as error:
        raise Refusal(
            400, f"The body is not UTF-8 (byte {error.start}): encode the JSON as UTF-8."
        ) from error
    except ValueError as error:  # not JSON, or an integer of thousands of digits
        raise Refusal(
            400, f"The body is not valid JSON ({error}): send one JSON object."
        ) from error


def find_unstorable(value: object) -> str | None:
    """Say what in `value` cannot be kept as JSON and what to do, or None when all of it can."""
    level = [value]
    for _ in range(MAX_DEPTH):
        inner = [item for container in level for item in _items(container)]
        if any(isinstance(item, float) and not isfinite(item) for item in inner):
            return "holds NaN or a number too large for JSON: send a finite number or null"
        level = [item for item in inner if isinstance(item, dict | list)]
        if not level:
            return None
    return f"nests deeper than {MAX_DEPTH} levels: flatten it"


def to_json(value: object) -> str:
    """Compact JSON in ASCII: lone surrogates and NUL stay as escapes, which SQLite can keep."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def _items(container: object) -> list[object]:
    if isinstance(container, dict):
        return list(container.values())
    return list(container) if isinstance(container, list) else []
