"""The map of the shipped file, checked on the real tag."""

import ast
import re
from pathlib import Path

from periscale_build.project import this_project
from periscale_build.source_map import parse_source_map

# What the compiler writes for `isinstance`, and the bundler for PERISCALE_VERSION: no such text
# stands in the Python.
_MADE_UP = {"string", "number", "boolean", "object", "function", "undefined"}
_MADE_UP |= {this_project().version}
# A literal may go on in the next line.
_BEGINNING = 12
_LITERAL = re.compile(r'"([A-Za-z0-9_$ ./:-]{4,})"')


def test_text_in_the_minified_file_leads_to_its_line_of_python(dist: Path) -> None:
    code = (dist / "periscale.min.js").read_text(encoding="utf-8")
    parsed = parse_source_map((dist / "periscale.min.js.map").read_text(encoding="utf-8"))
    starts = {(segment.line, segment.column): segment for segment in parsed.segments}
    checked = set()
    for number, line in enumerate(code.splitlines(), start=1):
        for literal in _LITERAL.finditer(line):
            segment = starts.get((number, literal.start()))
            if segment is None or segment.source is None or literal[1] in _MADE_UP:
                continue
            if not segment.source.startswith("tag_src/"):
                continue  # a library's own map need not hold its text
            written = parsed.contents[segment.source].splitlines()[segment.source_line - 1]
            assert literal[1][:_BEGINNING] in written, f"{literal[0]} leads to {segment}"
            checked.add(segment.source)
    assert len(checked) >= 5, f"only {checked} could be checked"


def test_functions_in_the_readable_file_lead_to_their_definition(dist: Path) -> None:
    code = (dist / "periscale.js").read_text(encoding="utf-8")
    parsed = parse_source_map((dist / "periscale.js.map").read_text(encoding="utf-8"))
    definitions = {
        (source, node.lineno): node.name
        for source, text in parsed.contents.items()
        if source.endswith(".py")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    checked = 0
    for number, line in enumerate(code.splitlines(), start=1):
        function = re.match(r"  var (\w+) = (?:async )?\(.*\) => \{$", line)
        found = function and parsed.original(number, function.start(1))
        if function and found and found.source and found.source.endswith(".py"):
            name = definitions[found.source, found.source_line]
            # The bundler numbers functions of different modules that have the same name.
            assert re.fullmatch(rf"{name}\d*", function[1])
            checked += 1
    assert checked >= 10


def test_the_map_carries_the_very_source(dist: Path) -> None:
    for name in ("periscale.js", "periscale.min.js"):
        parsed = parse_source_map((dist / f"{name}.map").read_text(encoding="utf-8"))
        python = {s: text for s, text in parsed.contents.items() if s.startswith("tag_src/")}
        assert "tag_src/main.py" in python
        for source, text in python.items():
            assert (this_project().root / source).read_text(encoding="utf-8") == text
