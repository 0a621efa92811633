"""Lists, tuples, dicts and comprehensions."""

from typing import TypedDict


class Point(TypedDict, total=False):
    x: int
    y: int


def numbers() -> list[int]:
    return [3, 1, 2]


def case_list_methods() -> list[object]:
    items = [1, 2]
    items.append(3)
    items.extend([4, 5])
    items.insert(0, 0)
    items.insert(2, 9)
    first, last = items.pop(0), items.pop()
    copy = items.copy()
    copy.clear()
    more = [1]
    more += [2, 3]
    more.reverse()
    return [items, first, last, copy, more, items + more, [*items, 7, *more]]


def case_delete() -> list[object]:
    items = [0, 1, 2, 3, 4, 5]
    del items[0]
    del items[:2]
    n = -1
    del items[:n]
    tail = [1, 2, 3]
    del tail[1:]
    mapping = {"a": 1, "b": 2}
    del mapping["a"]
    return [items, tail, mapping]


def case_filtered_pairs() -> list[object]:
    stock = {"a": 1, "b": 0, "c": 3}
    pairs = [("x", 1), ("y", 2)]
    in_stock = {name: count for name, count in stock.items() if count}
    swapped = {str(count): name for name, count in stock.items() if count}
    kept = [(name, count) for name, count in pairs if count > 1]
    even = [name for index, name in enumerate(["p", "q", "r"]) if index % 2 == 0]
    all_even = [name for index, name in enumerate(["p", "q", "r"])]
    indexed = [(index, name) for index, name in enumerate(["p", "q", "r"]) if index]
    in_stock["d"] = 9
    return [in_stock, stock, swapped, kept, even, all_even, indexed]


def case_indexing() -> list[object]:
    items = [1, 2, 3]
    items[0] = 9
    items[1] += 5
    pair = (1, "b")
    return [items[-1], items[0], items[1:], items[:-1], items[-2:], pair[1], pair[-1]]


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


def case_length() -> list[int]:
    return [len([1, 2]), len("abc"), len({"a": 1, "b": 2}), len(()), len((1, 2, 3))]


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


def case_spread() -> list[object]:
    a, b = [1, 2], (3, 4)
    return [[*a, *b], {**{"a": 1}, "b": 2, **{"a": 3}}, [*"ab"], total(*a), total(1, *b)]


def total(*rest: int) -> int:
    return sum(rest)


def case_list_comprehensions() -> list[object]:
    xs = [1, 2, 3, 4]
    return [
        [x * 2 for x in xs],
        [x for x in xs if x % 2 == 0],
        [x * 2 for x in xs if x > 1 if x < 4],
        [x + y for x in xs for y in [10, 20] if x != y],
        [[x, y] for x in "ab" for y in "cd"],
        [i * x for i, x in enumerate(xs)],
        [k + str(v) for k, v in {"a": 1}.items()],
        [x for x in range(3)],
        [x for x in xs],
        [{"n": x} for x in xs],
        [x for x in {"k": 1}],
        [x for row in [[1], [2, 3]] for x in row],
    ]


def case_dict_comprehensions() -> list[object]:
    return [
        {k: v * 2 for k, v in {"a": 1, "b": 2}.items() if v > 1},
        {str(n): n for n in [1, 2]},
        {x: [x] for x in "ab"},
    ]


def case_evaluation_order() -> list[str]:
    log: list[str] = []

    def note(text: str) -> bool:
        log.append(text)
        return True

    _ = [note("use " + x) for x in "ab" if note("test " + x)]
    return log


def case_quantifiers() -> list[object]:
    xs = [1, 2, 3]
    empty: list[int] = []
    words = ["", "a"]
    lists: list[list[int]] = [[], [1]]
    return [
        any(x > 2 for x in xs),
        all(x > 0 for x in xs),
        any(x > 2 for x in xs if x < 3),
        all(x > 2 for x in xs if x > 2),
        any(x == y for x in xs for y in [9, 3]),
        any(empty),
        all(empty),
        any(words),
        all(words),
        any(lists),
        all(lists),
    ]


def case_extremes() -> list[object]:
    xs = [2, 5, 1]
    return [min(xs), max(xs), min(3, 1, 2), max(1, 2), max(["a", "c"])]


def case_empty_min() -> int:
    empty: list[int] = []
    return min(empty)


def case_sorting() -> list[object]:
    words = ["pear", "fig", "apple"]
    pairs = [("a", 2), ("b", 1), ("c", 2)]
    return [
        sorted([10, 9, 1]),
        sorted(numbers(), reverse=True),
        sorted(words),
        sorted(words, key=lambda w: len(w)),
        [p[0] for p in sorted(pairs, key=lambda p: p[1], reverse=True)],
        list(reversed(words)),
        sorted({"b": 1, "a": 2}),
    ]


def case_sorted_leaves_the_original() -> list[int]:
    xs = [2, 1]
    sorted(xs)
    return xs


def case_next_and_sum() -> list[object]:
    xs = [1, 2, 3]
    return [
        next((x for x in xs if x > 1), None),
        next((x for x in xs if x > 9), None),
        sum(xs),
        sum(x * x for x in xs),
        sum([]),
    ]


def case_unpacking() -> list[object]:
    a, b = 1, 2
    a, b = b, a
    (c, d), e = (3, 4), 5
    first, *others = (1, 2, 3)
    result = []
    for k, (x, y) in [("p", (1, 2)), ("q", (3, 4))]:
        result.append([k, x, y])
    return [a, b, c, d, e, first, others, result]


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


def case_slices_of_lists() -> list[object]:
    xs = [1, 2, 3, 4]
    low, high = -3, -1
    return [xs[low:high], xs[high:low], xs[1:], xs[:], xs[5:], xs[-9:2]]


def case_sorting_what_was_picked_changes_nothing_else() -> list[object]:
    words = ["b", "c", "a"]
    found = [
        sorted([word for word in words]),
        sorted([word for word in words if word != "c"]),
        list(reversed([word for word in words])),
        list(reversed([word + "!" for word in words])),
        sorted(words),
    ]
    return [found, words]
