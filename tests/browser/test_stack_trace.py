"""An exception inside the shipped file leads to the right line of Python, by its source map."""

import re
from pathlib import Path
from typing import Any

from periscale_build.project import this_project
from periscale_build.source_map import SourceMap, parse_source_map
from playwright.sync_api import CDPSession

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

TAG_FILE = "periscale.min.js"


def read_map(dist: Path) -> SourceMap:
    return parse_source_map((dist / f"{TAG_FILE}.map").read_text(encoding="utf-8"))


def python_lines(source_map: SourceMap, places: list[tuple[int, int]]) -> list[tuple[str, str]]:
    """File and text of the Python lines behind places (1, 0 based) of the minified file.

    The outermost frame may be the bundler's own function around everything, which has no source.
    """
    lines = []
    for line, column in places:
        segment = source_map.original(line, column)
        assert segment is not None
        if segment.source is None:
            assert (line, column) == places[-1], f"no source at {line}:{column}"
            continue
        text = (this_project().root / segment.source).read_text(encoding="utf-8")
        assert text == source_map.contents[segment.source]
        lines.append((segment.source, text.splitlines()[segment.source_line - 1].strip()))
    return lines


def test_an_exception_that_the_tag_swallows_is_found_by_a_debugger(
    visitor: Visitor, visit: Visit, dist: Path
) -> None:
    page = visitor.context.new_page()
    session = visitor.context.new_cdp_session(page)
    exceptions = Exceptions(session)
    visit(
        page=page,
        head="""<script>Storage.prototype.getItem = function getItem() {
          throw new Error('denied');
        }</script>""",
    )
    session.send("Debugger.disable")
    source_map = read_map(dist)
    stacks = [python_lines(source_map, stack) for stack in exceptions.stacks_in(TAG_FILE)]
    # The tag may stumble elsewhere on purpose; this is the stumbling that the page caused.
    stack = next(stack for stack in stacks if "localStorage.getItem(" in stack[0][1])
    assert stack[0][0] == "tag_src/browser/storage.py"
    assert {source for source, _ in stack} > {"tag_src/tracker.py", "tag_src/facades/periscale.py"}
    assert all(source.startswith("tag_src/") for source, _ in stack)


def test_the_stack_of_an_error_leads_through_the_callers(
    visitor: Visitor, visit: Visit, dist: Path
) -> None:
    """As a browser's developer tools, or an error tracker, resolve it."""
    visitor.ignore("[periscale]")
    page = visit(
        head="""<script>
          Error.stackTraceLimit = 50;
          const original = Crypto.prototype.getRandomValues;
          Crypto.prototype.getRandomValues = function getRandomValues(array) {
            window.stack ??= new Error('seen').stack;
            return original.call(this, array);
          };
        </script>"""
    )
    stack = page.evaluate("stack")
    source_map = read_map(dist)
    places = re.findall(rf"{TAG_FILE}:(\d+):(\d+)", stack)
    lines = python_lines(source_map, [(int(line), int(column) - 1) for line, column in places])
    assert lines[0][0] == "tag_src/browser/ids.py"
    assert "getRandomValues(" in lines[0][1]
    assert any("uuid7(" in text for _, text in lines[1:])
    # The entry waits for the file to be through; who started that waiting is the end of the trace.
    assert [source for source, _ in lines[-3:]] == [
        "tag_src/main.py",
        "tag_src/boot/script_tag.py",
        "tag_src/browser/guard.py",
    ]


class Exceptions:
    """Stops at each exception, caught ones too, and notes the frames it is thrown from."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session
        self._stacks: list[list[dict[str, Any]]] = []
        self._address_of_script: dict[str, str] = {}
        session.on("Debugger.scriptParsed", self._on_script)
        session.on("Debugger.paused", self._on_paused)
        session.send("Debugger.enable")
        session.send("Debugger.setPauseOnExceptions", {"state": "all"})

    def stacks_in(self, file: str) -> list[list[tuple[int, int]]]:
        """For each exception, lines (from 1) and columns (from 0) of its frames inside the file."""
        stacks = []
        for stack in self._stacks:
            locations = [frame["location"] for frame in stack]
            inside = [
                at for at in locations if self._address_of_script[at["scriptId"]].endswith(file)
            ]
            if inside:
                stacks.append([(at["lineNumber"] + 1, at["columnNumber"]) for at in inside])
        return stacks

    def _on_script(self, event: dict[str, Any]) -> None:
        self._address_of_script[event["scriptId"]] = event["url"]

    def _on_paused(self, event: dict[str, Any]) -> None:
        self._stacks.append(event["callFrames"])
        self._session.send("Debugger.resume")
