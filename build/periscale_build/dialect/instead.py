"""What to write instead of those parts of Python that the dialect does not have.

Tables only; what is refused because of its operands says so where it is compiled.
"""

from __future__ import annotations

import sys

ANYTHING = "the dialect does not have it"

STATEMENTS = {
    "with": "use `try` and `finally`",
    "asyncwith": "use `try` and `finally`",
    "asyncfor": "await one after the other in a `for`",
    "match": "use `if` and `elif`",
    "assert": "raise Exception(…) in an `if`",
    "trystar": "use `except`",
}
EXPRESSIONS = {
    "Yield": "return a list, or take a function to call with each item",
    "YieldFrom": "return a list, or take a function to call with each item",
    "GeneratorExp": "write a list comprehension",
    "Set": "use a list, or `Set` from js",
    "SetComp": "use a list, or `Set` from js",
}
BUILTINS = {
    "print": "use `console` from js",
    "input": "use a form of the page",
    "open": "there are no files in a browser",
    "round": "use `Math.round` from js; Python rounds halves to even",
    "pow": "write `a ** b`",
    "divmod": "write `a // b` and `a % b`",
    "hex": 'write f"{n:x}"',
    "format": "write an f-string",
    "ord": "cast to a class of js.pyi that has `codePointAt`",
    "chr": "declare `fromCodePoint` for `String` in js.pyi",
    "repr": "use `JSON.stringify` from js",
    "zip": "use enumerate and an index",
    "map": "use a comprehension",
    "filter": "use a comprehension",
    "iter": "use a `for`",
    "slice": "write `items[a:b]`",
    "getattr": "use a subscript of a browser object",
    "setattr": "use a subscript of a browser object",
    "delattr": "use `del` of a browser object's item",
    "hasattr": "use `in`, or `is not None`",
    "set": "use `Set` from js",
    "frozenset": "use `Set` from js",
    "bytes": "use `Uint8Array` from js",
    "bytearray": "use `Uint8Array` from js",
    "type": "use isinstance, or `typeof` from js",
    "id": "compare with `is`",
}
METHODS = {
    "str.strip": 'write regex(r"^x+|x+$", "g").sub("", text)',
    "str.lstrip": 'write regex(r"^x+").sub("", text)',
    "str.rstrip": 'write regex(r"x+$").sub("", text)',
    "str.find": "slice the text first",
    "str.rfind": "slice the text first",
    "str.index": "use `.find(…)`, which gives -1",
    "str.rindex": "use `.rfind(…)`, which gives -1",
    "str.count": "write len(text.split(part)) - 1",
    "str.format": "write an f-string",
    "str.format_map": "write an f-string",
    "str.zfill": 'write .rjust(width, "0")',
    "str.rjust": 'give the fill too: .rjust(width, " ")',
    "str.ljust": 'give the fill too: .ljust(width, " ")',
    "str.title": "split it, and join text[:1].upper() + text[1:].lower()",
    "str.capitalize": "write text[:1].upper() + text[1:].lower()",
    "str.casefold": "use `.lower()`",
    "str.partition": "use `.find(…)` and slices",
    "str.rpartition": "use `.rfind(…)` and slices",
    "str.rsplit": "use `.split(…)`, or `.rfind(…)` and slices",
    "str.splitlines": 'write .split("\\n")',
    "str.removeprefix": "use `.startswith(…)` and a slice",
    "str.removesuffix": "use `.endswith(…)` and a slice",
    "str.isdigit": 'write regex(r"^\\d+$").test(text)',
    "str.isdecimal": 'write regex(r"^\\d+$").test(text)',
    "str.isnumeric": 'write regex(r"^\\d+$").test(text)',
    "str.isalpha": 'write regex(r"^[a-z]+$", "i").test(text)',
    "str.isalnum": 'write regex(r"^[a-z0-9]+$", "i").test(text)',
    "str.isspace": 'write regex(r"^\\s+$").test(text)',
    "str.translate": "write regex(…).sub(…, text)",
    "str.encode": "use `TextEncoder` from js",
    "list.sort": "use sorted(items, …), which gives a new list",
    "list.index": "go through enumerate(items)",
    "list.count": "write len([x for x in items if x == item])",
    "list.remove": "write [x for x in items if x != item]",
    "dict.clear": "use a new dict",
    "dict.popitem": "use `.pop(key, default)`",
    "dict.fromkeys": "write a dict comprehension",
}
# What the dialect has, but not with as many arguments.
ARGUMENTS = {
    "int": "use `parseInt` from js",
    "startswith": "slice the text first",
    "endswith": "slice the text first",
    "split": "use `.find(…)` and slices",
    "replace": "use regex(…).sub(new, text), which replaces the first",
    "pop": "give a default: .pop(key, default)",
}
# What stands in the place of a module of the standard library.
MODULES = {
    "math": "`from js import Math`",
    "random": "`from js import Math`",
    "json": "`from js import JSON`",
    "datetime": "`from js import Date`",
    "time": "`from js import Date`",
    "re": "`from js import regex`",
}


def of_module(name: str) -> tuple[str, str]:
    """A module that the program does not have, and what to import instead."""
    top = name.partition(".")[0]
    words = "there is no such module in the program"
    if top in sys.stdlib_module_names:
        found = MODULES.get(top, "what a browser has comes from `js`")
        words = f"the dialect has no standard library: {found}"
    return f"the module `{name}`", words
