"""Lists and tuples: items, slices, methods, order, unpacking."""


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


def case_indexing() -> list[object]:
    items = [1, 2, 3]
    items[0] = 9
    items[1] += 5
    pair = (1, "b")
    return [items[-1], items[0], items[1:], items[:-1], items[-2:], pair[1], pair[-1]]


def case_slices_of_lists() -> list[object]:
    xs = [1, 2, 3, 4]
    low, high = -3, -1
    return [xs[low:high], xs[high:low], xs[1:], xs[:], xs[5:], xs[-9:2]]


def case_length() -> list[int]:
    return [len([1, 2]), len("abc"), len({"a": 1, "b": 2}), len(()), len((1, 2, 3))]


def case_spread() -> list[object]:
    a, b = [1, 2], (3, 4)
    return [[*a, *b], {**{"a": 1}, "b": 2, **{"a": 3}}, [*"ab"], total(*a), total(1, *b)]


def total(*rest: int) -> int:
    return sum(rest)


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


def case_computed_places() -> list[object]:
    items, rows = [1, 2, 3], [[1], [2]]
    first, last = 0, -1
    items[last] = 9
    items[first - 1] += 10
    items[first], items[last] = items[last], items[first]
    items[-2] = 7
    rows[last][0] = 5
    for items[first] in [4, 6]:
        pass
    return [items, rows]


def case_values_come_before_places() -> list[object]:
    items, log = [1, 2, 3], []

    def note(n: int) -> int:
        log.append(n)
        return n

    def taken() -> int:
        return items.pop()

    items[note(0)] = note(7)
    items[note(0)], items[note(1)] = note(8), note(9)
    last = -1
    items[last] = taken()
    items[last] += taken() if len(items) > 2 else 5
    return [items, log]
