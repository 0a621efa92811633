"""What the dialect refuses: each with its line, its name and what to write instead."""

from pathlib import Path

import pytest
from periscale_build.dialect import CompileFailed, Refusal, compile_tag

from tests.dialect.refused import BROWSER, COUNTING, PRELUDE, REFUSED, TOP_LEVEL


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


def test_a_misspelt_module_is_refused_once(tmp_path: Path) -> None:
    (refusal,) = refusals_of(tmp_path, {"one": "X = 1\nfrom refused.countign import count\n"})
    assert refusal.line == 2
    assert refusal.construct == "the module `refused.countign`"


def test_a_syntax_error_is_refused_with_its_line(tmp_path: Path) -> None:
    (refusal,) = refusals_of(tmp_path, {"one": "x = 1\ny = = 2\n"})
    assert (refusal.line, refusal.construct) == (2, "syntax error")


def test_a_name_that_may_be_unbound_is_refused(tmp_path: Path) -> None:
    source = "def f(a: int) -> int:\n    if a:\n        b = 1\n    return b\n"
    (refusal,) = refusals_of(tmp_path, {"one": source})
    assert refusal.line == 4
