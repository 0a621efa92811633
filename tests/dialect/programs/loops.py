"""`for` and `while`, range and enumerate."""


def case_loops() -> list[object]:
    found: list[object] = []
    n = 0
    while True:
        n += 1
        if n == 2:
            continue
        if n > 4:
            break
        found.append(n)
    for i, c in enumerate("abc", 1):
        if i == 2:
            continue
        found.append(c)
    for i, (a, b) in enumerate([(1, 2)]):
        for j, d in enumerate([a, b]):
            found.append([i, j, d])
    for k, v in {"x": 1}.items():
        found.append([k, v])
    for k in {"y": 1}:
        found.append(k)
    for x in reversed([1, 2]):
        found.append(x)
    return found


def case_range() -> list[object]:
    found = []
    for i in range(3):
        found.append(i)
    for i in range(2, 5):
        found.append(i)
    for i in range(6, 0, -2):
        found.append(i)
    for i in range(0, 10, 4):
        found.append(i)
    for i in range(len(found)):
        if i > 100:
            found.append(i)
    last = i
    for _ in range(0):
        found.append(99)
    return [found, last]


def case_range_bound_is_evaluated_once() -> int:
    items = [1, 2]
    for _ in range(len(items)):
        items.append(0)
    return len(items)


def case_changing_the_counter() -> list[int]:
    seen = []
    for i in range(4):
        seen.append(i)
        i += 10
        seen.append(i)
    return seen


def case_ranges_and_pairs_as_lists() -> list[object]:
    start, words = 5, ["a", "b", "c"]
    return [
        list(range(2, start)),
        [n for n in range(start, 0, -2)],
        list(range(start, start)),
        list(range(6, start)),
        sum(range(0, 10, 3)),
        list(enumerate(words, 1)),
        [word for n, word in enumerate(words, start)],
        [n for n, word in enumerate(words, start=start)],
        [(n, word) for n, word in enumerate(words, 1) if n > 1],
    ]


def case_range_without_a_step() -> list[int]:
    step = 0
    return list(range(1, 5, step))
