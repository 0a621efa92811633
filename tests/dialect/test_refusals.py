"""What the dialect refuses: each with its line, its name and what to write instead."""

from pathlib import Path

import pytest
from periscale_build.dialect import CompileFailed, Refusal, compile_tag

# Statements of a function body -> words that the refusal must contain.
REFUSED = {
    "while x:\n        break\n    else:\n        pass": "else of a loop",
    "for i in [1]:\n        pass\n    else:\n        pass": "else of a loop",
    "with open('f') as f:\n        pass": "the statement `with`",
    "assert x": "the statement `assert`",
    "match x:\n        case 1:\n            pass": "the statement `match`",
    "print(x)": "use `console` from js",
    "y = round(1.5)": "Math.round",
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
    "y = mapping['key']": "write `.get(key)`",
    "mapping['key'] += 1": "read it with .get first",
    "y = mapping.pop('key')": "the dialect takes",
    "y = mapping.popitem()": "dict.popitem",
    "mapping['__proto__'] = 1": "would set the prototype",
    "y = items[::2]": "slice with a step",
    "items[0:1] = [2]": "assignment to a slice",
    "items[-1] = 2": "negative index",
    "items.remove(1)": "list.remove",
    "items.sort()": "list.sort",
    "y = items.pop(1)": "del items[i]",
    "y = items * 2": "arithmetic on",
    "y = text % 2": "arithmetic on",
    "y = text.strip('x')": "str.strip with 1",
    "y = text.split(',', 1)": "the dialect takes",
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
    "yield x": "Yield",
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


def len2(n: int) -> int:
    return n


async def f(
    x: int, maybe: str | None, flag: bool, items: list[int], mapping: dict[str, int], text: str,
    anything: object,
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


def refusals_of(folder: Path, modules: dict[str, str]) -> list[Refusal]:
    """What compiling these modules is refused for."""
    package = folder / "refused"
    (package / "typings").mkdir(parents=True)
    (package / "typings" / "js.pyi").write_text(BROWSER)
    (package / "counting.py").write_text(COUNTING)
    for name, source in modules.items():
        (package / f"{name}.py").write_text(source)
    imports = "".join(f"from refused.{name} import __doc__ as {name}\n" for name in modules)
    (package / "main.py").write_text(imports)
    with pytest.raises(CompileFailed) as failed:
        compile_tag(package, "main", folder / "out")
    return failed.value.refusals


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> list[Refusal]:
    """The refusals of all snippets, found in one compilation."""
    modules = {f"body{i}": PRELUDE.format(body) for i, body in enumerate(REFUSED)}
    modules |= {
        f"top{i}": "def helper(f: object) -> object:\n    return f\n" + source
        for i, source in enumerate(TOP_LEVEL)
    }
    return refusals_of(tmp_path_factory.mktemp("refusals"), modules)


@pytest.mark.parametrize(
    ("name", "snippet", "words"),
    [
        *((f"body{i}", snippet, words) for i, (snippet, words) in enumerate(REFUSED.items())),
        *((f"top{i}", snippet, words) for i, (snippet, words) in enumerate(TOP_LEVEL.items())),
    ],
)
def test_is_refused(name: str, snippet: str, words: str, refusals: list[Refusal]) -> None:
    mine = [refusal for refusal in refusals if refusal.path.endswith(f"/{name}.py")]
    assert mine, f"not refused: {snippet}"
    assert any(words in str(refusal) for refusal in mine), mine
    assert all(refusal.instead for refusal in mine)


def test_a_refusal_names_file_line_construct_and_what_to_write(tmp_path: Path) -> None:
    (refusal,) = refusals_of(tmp_path, {"one": "X = [1]\nY = X == [2]\n"})
    assert str(refusal) == "refused/one.py:2: equality of list: compare their parts"


def test_a_type_error_is_refused_with_its_line(tmp_path: Path) -> None:
    source = "from js import document\n\ny = document.nope()\n"
    (refusal,) = refusals_of(tmp_path, {"one": source})
    assert refusal.path.endswith("refused/one.py")
    assert refusal.line == 3
    assert '"nope"' in refusal.instead


def test_a_syntax_error_is_refused_with_its_line(tmp_path: Path) -> None:
    (refusal,) = refusals_of(tmp_path, {"one": "x = 1\ny = = 2\n"})
    assert (refusal.line, refusal.construct) == (2, "syntax error")


def test_a_name_that_may_be_unbound_is_refused(tmp_path: Path) -> None:
    source = "def f(a: int) -> int:\n    if a:\n        b = 1\n    return b\n"
    (refusal,) = refusals_of(tmp_path, {"one": source})
    assert refusal.line == 4
