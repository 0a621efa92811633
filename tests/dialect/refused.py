"""Programs that the dialect refuses, each with words that the refusal must contain."""

# Statements of a function body.
REFUSED = {
    "while x:\n        break\n    else:\n        pass": "else of a loop",
    "for i in [1]:\n        pass\n    else:\n        pass": "else of a loop",
    "with open('f') as f:\n        pass": "the statement `with`: use `try` and `finally`",
    "async for i in x:\n        pass": "await one after the other",
    "assert x": "the statement `assert`: raise Exception(…)",
    "match x:\n        case 1:\n            pass": "the statement `match`: use `if` and `elif`",
    "print(x)": "use `console` from js",
    "y = round(1.5)": "Math.round",
    "y = int('ff', 16)": "int(…) with 2 arguments: use `parseInt` from js",
    "y = pow(2, 3)": "write `a ** b`",
    "y = ord('a')": "codePointAt",
    "y = hex(255)": 'f"{n:x}"',
    "y = len(items, items)": "len(…) with 2 arguments: the dialect takes 1",
    "y = {1, 2}": "Set",
    "y = set([1])": "use `Set` from js",
    "y = {n: 1 for n in [1]}": "use str keys",
    "y = {1: 2}": "use str keys",
    "y = b'bytes'": "the literal",
    "y = 1j": "the literal",
    "y = 1.5 & 1": "bit operator on float",
    "y = x << 2.5": "bit operator on float",
    "y = ~1.5": "bit operator on float",
    "y = {'a': 1} ^ {}": "arithmetic on",
    "y = [1] == [2]": "equality of list",
    "y = {} == {}": "equality of dict",
    "y = maybe == None": "write `is None`",
    "y = flag == x": "a bool and a number",
    "y = [1] < [2]": "order of list",
    "if anything:\n        pass": "truth of unknown type",
    "y = not anything": "truth of unknown type",
    "y = items or [1]": "the value of `and`/`or` with list",
    "y = [1] in [[1]]": "compares by value",
    "y = anything in [[1]]": "compares by value",
    "y = True in items": "a bool and a number",
    "y = x in {'1': 1}": "use str keys",
    "y = maybe in [maybe]": "`in` of two optional values",
    "y = anything in [anything]": "two values of unknown type",
    "y = anything == anything": "two values of unknown type",
    "y = anything != maybe": "two values of unknown type",
    "y = anything is anything": "two values of unknown type",
    "y = maybe is (1 if flag else None)": "rule out None first",
    "y = mapping['key']": "write `.get(key)`",
    "mapping['key'] += 1": "read it with .get first",
    "y = mapping.pop('key')": "pop(…) with 1 argument: give a default",
    "y = mapping.popitem()": "dict.popitem: use `.pop(key, default)`",
    "y = mapping.setdefault('key')": "setdefault(…) with 1 argument: the dialect takes 2",
    "mapping['__proto__'] = 1": "would set the prototype",
    "y = items[::2]": "slice with a step",
    "items[0:1] = [2]": "assignment to a slice",
    "rows[0][x] = 2": "assign the list to a name",
    "items.remove(1)": "[x for x in items if x != item]",
    "items.sort()": "use sorted(items, …)",
    "items.sort(key=lambda n: -n)": "use sorted(items, …)",
    "y = items.index(1)": "enumerate(items)",
    "y = items.count(1)": "len([x for x in items if x == item])",
    "y = items.pop(1)": "del items[i]",
    "y = items * 2": "arithmetic on",
    "y = text % 2": "arithmetic on",
    "y = text.strip('x')": 'with 1 argument: write regex(r"^x+|x+$", "g")',
    "y = text.split(',', 1)": "split(…) with 2 arguments: use `.find(…)` and slices",
    "y = text.replace('a', 'b', 1)": "regex(…).sub(new, text)",
    "y = text.startswith('b', 1)": "slice the text first",
    "y = text.title()": "str.title: split it",
    "y = text.zfill(3)": '.rjust(width, "0")',
    "y = '{}'.format(x)": "str.format: write an f-string",
    "y = text.count('a')": "len(text.split(part)) - 1",
    "y = text.partition('a')": "use `.find(…)` and slices",
    "y = text.isdigit()": r'regex(r"^\d+$").test(text)',
    "y = text.rsplit(',')": "use `.split(…)`",
    "y = text.isidentifier()": "str.isidentifier: the dialect does not have it",
    "y = text.split('')": "an empty separator",
    "y = text.startswith(('a', 'b'))": "tuple of affixes",
    "y = text.encode()": "str.encode",
    "y = text.title": "attribute `title` of str",
    "y = f'{1.5}'": "String(…)",
    "y = f'{flag}'": "String(…)",
    "y = f'{maybe}'": "String(…)",
    "y = f'{x:>10}'": "format specification",
    "y = f'{text!r}'": "a conversion",
    "y = str(1.5)": "String(…)",
    "y = isinstance(anything, int)": 'typeof(x) == "number"',
    "y = isinstance(anything, set)": "isinstance of set",
    "a, b = items": "unknown length",
    "y = sorted(items, key=len2)": "write a lambda",
    "y = sorted([[1], [2]])": "sorted by list",
    "y = next(iter([1]), None)": "next of this",
    "y = zip(items, items)": "enumerate",
    "y = map(str, items)": "comprehension",
    "y = len": "call it",
    "y = document.find": "write a lambda that calls it",
    "y = anything.append(1)": "of unknown type",
    "y = document.find(name='a')": "keyword arguments to a callee not known",
    "y = helper(*items, b=2)": "after `*spread`",
    "y = helper(b=side(), a=side())": "keep the order",
    "f = lambda q: helper\n    y = f(1)(a=2)": "keyword arguments to a callee not known",
    "y = [await later(i) for i in items]": "write a for loop",
    "y = next((i for i in items if await later(i)), None)": "write a for loop",
    "y = [lambda: i for i in items]": "a lambda with the comprehension's `i`",
    "y = {str(i): lambda n: n + i for i in items}": "a lambda with the comprehension's `i`",
    "y = [g() for i in items for g in [lambda: i]]": "a lambda with the comprehension's `i`",
    "y = [keep(key=lambda: i) for i in items]": "a lambda with the comprehension's `i`",
    "y = any(keep(lambda: i) for i in items)": "a lambda with the comprehension's `i`",
    "yield x": "the expression `Yield`: return a list",
    "y = (i for i in items)": "GeneratorExp",
    "raise ValueError('v')": "ValueError",
    "raise Exception('v') from None": "raise … from",
    "try:\n        pass\n    except ValueError:\n        pass": "except of this class",
    "try:\n        pass\n    except* Exception:\n        pass": "the statement `trystar`",
    "import json": "write `from module import name`",
    "from typing import Any": "inside a function",
    "def inner(*args, key=1):\n        pass": "keyword-only parameters after",
    "def inner(**more):\n        pass": "in a parameter list",
    "def inner(a=[]):\n        pass": "a default that is not a constant",
    "def inner(a: int | None = 5):\n        return a": "a default of `a` that may be None",
    "def inner(*, a: object = 5):\n        return lambda: a": "a default of `a` that may be None",
    "class Inner:\n        pass": "use functions",
    "del x": "del of a name",
    "undefined = 1": "emitted code needs it",
    "Object = 1": "emitted code needs it",
    "y = regex(text)": "RegExp",
    "y = 2**53 + 9007199254740993": "up to 2**53",
    "for i in range(0, 3, x):\n        pass": "literal step",
    "for pair in enumerate(items):\n        pass": "unpack",
    "y = a = items[0] = 1": "assign one by one",
}
TOP_LEVEL = {
    "import json\n": "write `from module import name`",
    "from . import other\n": "a relative import",
    "from math import floor\n": ":3: the module `math`: the dialect has no standard library",
    "from datetime import datetime\ny = datetime.now().year\n": "`from js import Date`",
    "from refused import counting\n": "import from its modules",
    "from pathlib import Path\ndef f(path: Path) -> None:\n    pass\n": "the module `pathlib`",
    "from refused.countign import count\n": ":3: the module `refused.countign`: there is no such",
    "from typing import assert_never\ny = [assert_never]\n": "only the type checker knows it",
    "from collections.abc import Sequence\ny = isinstance([], Sequence)\n": (
        "only the type checker knows it"
    ),
    "from typing import TypeVar\nT = TypeVar('T')\ndef f(a: T, b: T):\n    return a == b\n": (
        "two values of unknown type"
    ),
    "class Thing:\n    pass\n": "use functions",
    "from refused.counting import counter\ny = counter\n": "its module rebinds",
    "n = 1\ndef f(n: int) -> None:\n    def g() -> None:\n        global n\n        n = 2\n": (
        "`global n` inside a function"
    ),
    "@helper\ndef f(a: int) -> int:\n    return a\n": "a decorator",
    "from js import document\ndef f(document: int) -> int:\n    return document\ny = document\n": (
        "this module binds"
    ),
}
PRELUDE = """
from js import document, later, page, regex


def helper(a: int, b: int = 1) -> int:
    return a


def side() -> int:
    return 1


def keep(function: object = None, key: object = None) -> bool:
    return True


def len2(n: int) -> int:
    return n


async def f(
    x: int, maybe: str | None, flag: bool, items: list[int], rows: list[list[int]],
    mapping: dict[str, int], text: str, anything: object,
):
    {}
"""
BROWSER = """
from typing import Any, Awaitable
class Document:
    def find(self, name: str) -> str: ...
document: Document
page: Document
def regex(pattern: str, flags: str = ...) -> str: ...
def later(value: int) -> Awaitable[int]: ...
"""
COUNTING = "counter = 0\n\n\ndef count() -> None:\n    global counter\n    counter += 1\n"
