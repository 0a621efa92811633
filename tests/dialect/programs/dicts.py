"""Dicts and TypedDicts."""

from typing import TypedDict


class Point(TypedDict, total=False):
    x: int
    y: int


def case_dict_methods() -> list[object]:
    mapping = {"a": 1, "b": 2}
    key = "toString"
    mapping.update({"c": 3})
    mapping.update(d=4)
    popped = mapping.pop("a", 0)
    missing = mapping.pop("zz", 7)
    default = mapping.setdefault("e", 5)
    kept = mapping.setdefault("b", 99)
    return [
        mapping,
        popped,
        missing,
        default,
        kept,
        mapping.get("b"),
        mapping.get("nope"),
        mapping.get("nope", 8),
        mapping.get(key),
        mapping.get(key, 1),
        mapping.get("toString", 1),
        mapping.get("constructor"),
        list(mapping.keys()),
        list(mapping.values()),
        list(mapping),
        [[k, v] for k, v in mapping.items()],
        mapping.copy(),
        dict(mapping, z=1),
        dict([("p", 1), ("q", 2)]),
        mapping | {"y": 0},
    ]


def case_none_in_dict() -> list[object]:
    mapping: dict[str, int | None] = {"a": None}
    return [mapping.get("a", 1), mapping.get("b", 1), "a" in mapping]


def case_awkward_keys() -> list[object]:
    dynamic = "x y"
    mapping = {"a-b": 1, dynamic: 2, "class": 3, "é": 4, "1": 5}
    mapping["new"] = 6
    return [[k for k in mapping if k != "1"], mapping.get("a-b"), mapping.get("class")]


def case_records() -> list[object]:
    point = Point(x=1)
    point["y"] = 2
    point["x"] += 10
    other: Point = {**point, "y": 5}
    return [point, other["x"], other.get("y"), "x" in point, point.get("x", 3)]
