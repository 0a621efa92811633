"""What a page executes, in Chromium, arrives as lines of Python."""

from pathlib import Path

import coverage
import pytest
from periscale_build.bundle import bundle
from periscale_build.node import Node
from periscale_build.project import Project
from playwright.sync_api import Playwright

from tests.browser_coverage import LAUNCH_ARG, CoverageRecorder
from tests.build.tiny_tag import write_module
from tests.chromium import launch_options

TAG = """\
let calls = 0;
function at_load() {
  return calls += 1;
}
function when_closed(name) {
  return localStorage.setItem(name, calls += 1);
}
function never() {
  return calls += 2;
}
at_load();
addEventListener("pagehide", () => when_closed("closed"));
window.periscale = {never, at_load};
"""


def test_lines_executed_while_a_page_closes_are_recorded(
    project: Project,
    node: Node,
    playwright: Playwright,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, text in bundle(project, node, write_module(project, "main", TAG)).files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    recorder = CoverageRecorder(tmp_path)
    options = launch_options()
    options["args"].append(LAUNCH_ARG)
    with playwright.chromium.launch(**options) as chromium:
        chromium.on("context", recorder.watch)
        context = chromium.new_context()
        context.route("**/*.js", lambda route: route.fulfill(path=tmp_path / "periscale.min.js"))
        page = context.new_page()
        html = "<script src=/periscale.min.js></script>"
        page.route("**/", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto("http://site.test/")
        page.close()
        context.close()
    monkeypatch.chdir(tmp_path)
    recorder.save("test")
    data = coverage.CoverageData(basename=str(tmp_path / ".coverage.tag.test"))
    data.read()
    lines = data.lines(str(Path("tag_src", "main.py")))
    assert lines is not None
    executed = set(lines)
    assert {3, 6} <= executed
    assert 9 not in executed
