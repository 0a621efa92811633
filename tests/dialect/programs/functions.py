"""Functions: parameters, closures, names, coroutines."""

from collections.abc import Callable

from js import later

counter = 0
LIMIT = 5
Handler = Callable[[int], int]


def with_defaults(a: int, b: int = 2, *, c: int = 3, d: int = LIMIT) -> list[int]:
    return [a, b, c, d]


def case_defaults_and_keywords() -> list[object]:
    return [
        with_defaults(1),
        with_defaults(1, 9),
        with_defaults(1, c=8),
        with_defaults(b=7, a=0),
        with_defaults(1, d=4),
        with_defaults(a=1, b=2, c=3, d=4),
        rest(1, 2, 3),
        rest(),
    ]


def rest(*items: int) -> list[int]:
    return list(items)


def names(name: str, type: str, new: str, default: str, case: str, var: str = "v") -> str:
    function = name + type
    return function + new + default + case + var


def case_reserved_names() -> list[object]:
    this, typeof_, let, await_ = 1, 2, 3, 4
    delete = [this for this in [5]]
    return [
        names("a", "b", "c", "d", "e"),
        names("a", "b", "c", default="d", case="e"),
        this,
        let,
        delete,
    ]


def case_closures() -> list[int]:
    count = 0

    def bump(by: int = 1) -> int:
        nonlocal count
        count += by
        return count

    bump()
    bump(5)
    add: Handler = lambda n: n + count
    return [count, add(1)]


def case_late_binding() -> list[int]:
    functions: list[Callable[[], int]] = []
    for i in [1, 2, 3]:
        doubled = i * 2
        functions.append(lambda: i + doubled)
    return [function() for function in functions]


def case_globals() -> int:
    global counter
    counter = 0
    count_up()
    count_up()
    return counter


def count_up() -> None:
    global counter
    counter += 1


def case_global_of_a_nested_function() -> list[int]:
    def reset() -> None:
        global counter

        def deeper() -> None:
            global counter
            counter += 40

        counter = 2
        deeper()

    reset()
    return [counter, case_globals(), counter]


def case_recursion() -> int:
    def down(n: int) -> int:
        return 0 if n == 0 else 1 + down(n - 1)

    return down(5)


def case_hoisting() -> list[object]:
    if LIMIT > 3:
        x = "big"
    else:
        x = "small"
    z = 0
    for y in [1, 2]:
        z = y * 2
    return [x, z]


def case_walrus() -> list[object]:
    if (n := len("abc")) > 2:
        n += 1
    found = [m for s in ["a", "bb"] if (m := len(s)) > 1]
    return [n, found]


def case_methods_without_value() -> list[object]:
    items: list[int] = []
    add: Callable[[int], None] = lambda n: items.append(n)
    add(1)
    results: list[object] = [f(2) for f in [add]]
    return [items, results]


async def doubled_later(n: int) -> int:
    value = await later(n)
    return value * 2


async def case_async() -> list[int]:
    first = await doubled_later(2)
    return [first, await doubled_later(first)]


def case_conditional_function() -> int:
    if LIMIT > 1:

        def chosen() -> int:
            return 1
    else:

        def chosen() -> int:
            return 2

    return chosen()


seen = 0


def seen_so_far() -> int:
    """Only returns a variable of the module."""
    return seen


def see() -> int:
    global seen
    seen += 1
    return seen


def case_function_that_only_returns_a_variable() -> list[object]:
    before = seen_so_far()
    see()
    passed_on = [ask() for ask in [seen_so_far, see, seen_so_far]]

    def with_a_local_of_that_name(seen: int) -> list[int]:
        return [seen, seen_so_far()]

    return [before, seen_so_far(), passed_on, with_a_local_of_that_name(7)]
