"""Truth, equality, identity and membership."""


def case_truth() -> list[str]:
    found = []
    empty: list[int] = []
    nothing: dict[str, int] = {}
    maybe: list[int] | None = None
    full: list[int] | None = [1]
    if empty:
        found.append("empty list")
    if not nothing:
        found.append("empty dict is false")
    if nothing:
        found.append("empty dict")
    if maybe:
        found.append("none")
    if full:
        found.append("full")
    if {"a": 1}:
        found.append("dict")
    if not ():
        found.append("empty tuple is false")
    return found


def case_or_empty() -> list[object]:
    none: list[int] | None = None
    mapping: dict[str, list[int]] = {"a": [1]}
    return [none or [], mapping.get("a") or [], [] or [], mapping or {}]


def case_membership() -> list[bool]:
    mapping = {"a": 1}
    return [
        1 in [1, 2],
        3 not in (1, 2),
        "a" in mapping,
        "toString" in mapping,
        "constructor" not in mapping,
        "b" in {"a", "b"},
        2 in {1, 3},
    ]


def case_equality_of_optionals() -> list[bool]:
    a: str | None = None
    b: str | None = "x"
    mapping: dict[str, str] = {}
    return [a == b, a == mapping.get("none"), b != a, b == "x"]


def case_identity() -> list[bool]:
    a: list[int] = []
    b = a
    c: list[int] = []
    return [a is b, a is not c, a is None, a is not None]


def case_identity_of_optionals() -> list[bool]:
    none: str | None = None
    mapping: dict[str, str] = {}
    return [none is mapping.get("a"), none is not mapping.get("a")]


def case_membership_of_something() -> list[bool]:
    mapping: dict[str, str] = {}
    things: list[object] = ["a", 2, None]
    found = [thing in ("a", "b") for thing in things]
    return [*found, mapping.get("a") in ["a"], "a" in [mapping.get("a")], "a" in things]
