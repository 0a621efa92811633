"""Comprehensions, and generator expressions inside calls."""


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
        any([]),
        any(["", 0]),
        all([[], [1]]),
    ]


def case_lambdas_inside() -> list[object]:
    n = 4
    return [
        [f() for f in [lambda: n]],
        [f(2) for f in [lambda i: i for i in range(2)]],
        [sorted([3, 1, 2], key=lambda x: x * i) for i in [1, -1]],
    ]
