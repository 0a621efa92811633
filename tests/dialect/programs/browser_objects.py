"""Objects, classes and functions of the browser, and types at run time."""

from typing import TypeAlias

from js import Bag, regex, truthy, typeof, undefined

BagAtLoad = Bag
Unused: TypeAlias = list[int]


def case_alias_of_a_class() -> list[object]:
    return [BagAtLoad("z").name, isinstance(Bag(), BagAtLoad)]


def case_foreign_attributes() -> list[object]:
    bag = Bag("b")
    bag.type, bag.key = "t", "k"
    bag.keys, bag.values = 3, 4
    bag.next, bag.new, bag.default, bag.case = "n", "w", "d", "c"
    return [
        bag.name,
        bag.type,
        bag.key,
        bag.keys,
        bag.values,
        bag.next,
        bag.new,
        bag.default,
        bag.case,
        bag.items(),
        bag.get("g"),
        bag.update("u"),
        bag.copy(),
        bag.sort(),
        bag.append("a"),
        bag.pop(),
        isinstance(bag, Bag),
        [x for x in bag],
        [*bag],
        list(bag),
    ]


def case_foreign_items() -> list[object]:
    bag = Bag("b")
    bag["dynamic"] = "d"
    key = "dyn" + "amic"
    had = "dynamic" in bag
    value = bag[key]
    del bag["dynamic"]
    return [had, value, "dynamic" in bag]


def case_types_at_run_time() -> list[object]:
    values: list[object] = ["s", True, [1], {"a": 1}, None, Bag("b")]
    return [
        [isinstance(v, str) for v in values],
        [isinstance(v, bool) for v in values],
        [isinstance(v, list) for v in values],
        [isinstance(v, Bag) for v in values],
        [isinstance(v, (str, list)) for v in values],
        [isinstance(v, str | bool) for v in values],
        [isinstance(v, dict) for v in values[:-1]],
        [v is None for v in values],
    ]


def case_none_is_undefined() -> list[object]:
    def nothing() -> None:
        pass

    value = nothing  # a function without a value
    missing: dict[str, str] = {}
    return [undefined is None, missing.get("x") is None, value is not None]


def case_regular_expressions() -> list[object]:
    return [
        regex(r"^a/b\d+$", "i").test("A/B12"),
        regex(r"[/]").test("/"),
        regex("x+", "g").sub("-", "axxbx"),
    ]


def case_typeof() -> list[object]:
    return [typeof("x") == "string", truthy("") or truthy("a")]
