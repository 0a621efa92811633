"""The source map of a compiled module points at the Python it stems from, to the column."""

from pathlib import Path

import pytest
from periscale_build.dialect import compile_tag
from periscale_build.source_map import parse_source_map, utf16_length

SOURCE = '''"""A module."""


def é(text: str) -> str:
    """Docstrings leave no trace."""
    astral = "𝒳" + text.upper()
    return (
        astral.strip()
        + astral.lower()
    )


MAPPING = {
    "a": é("x"),
    "b": é("y"),
}
'''


@pytest.mark.parametrize(
    ("javascript", "python"),
    [
        (".toUpperCase(", "text.upper()"),
        ("return ", "return ("),
        ("astral.toLowerCase", "astral.lower()"),
        ('é("y")', 'é("y")'),
    ],
)
def test_positions(javascript: str, python: str, tmp_path: Path) -> None:
    package = tmp_path / "mapped"
    package.mkdir()
    (package / "main.py").write_text(SOURCE, encoding="utf-8")
    entry = compile_tag(package, "main", tmp_path / "out")
    lines = entry.read_text(encoding="utf-8").split("\n")
    line = next(i for i, text in enumerate(lines) if javascript in text)
    column = utf16_length(lines[line][: lines[line].index(javascript)])
    text = (tmp_path / "out" / "main.map").read_text(encoding="utf-8")
    found = parse_source_map(text).original(line + 1, column)
    assert found is not None
    assert found.source is not None
    assert found.source.endswith("mapped/main.py")
    expected = next(i for i, text in enumerate(SOURCE.split("\n")) if python in text)
    before = SOURCE.split("\n")[expected].split(python)[0]
    assert (found.source_line, found.source_column) == (expected + 1, utf16_length(before))
