"""Tells coverage.py which lines of `tag_src` can be executed: those the built tag has code for.

Loaded by coverage.py only (pyproject.toml names it). Never measures anything by itself.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coverage.plugin import CoveragePlugin, FileReporter
from coverage.plugin_support import Plugins
from coverage.types import TConfigSectionOut

if TYPE_CHECKING:
    from periscale_build.source_map import SourceMap

# The name under which coverage.py knows the plugin: module and class.
PLUGIN_NAME = f"{__name__}.TagPlugin"


class TagPlugin(CoveragePlugin):
    """Reports on files whose data says that they were measured in a browser."""

    def file_reporter(self, filename: str) -> FileReporter:
        return TagFileReporter(filename)


class TagFileReporter(FileReporter):
    """One file of `tag_src` in a report."""

    # The build's modules are imported when a report asks, because coverage.py loads plugins before
    # it starts to measure: what is imported by then would count as never executed.

    def lines(self) -> set[int]:
        from periscale_build.coverage_map import lines_with_code
        from periscale_build.project import this_project

        source = Path(self.filename).resolve().relative_to(this_project().root).as_posix()
        return lines_with_code(_map_of_tag(), source)


def coverage_init(reg: Plugins, options: TConfigSectionOut) -> None:
    """Called by coverage.py."""
    reg.add_file_tracer(TagPlugin())


@cache
def _map_of_tag() -> "SourceMap":
    from periscale_build.bundle import MINIFIED
    from periscale_build.project import this_project
    from periscale_build.source_map import parse_source_map

    text = (this_project().dist / f"{MINIFIED}.map").read_text(encoding="utf-8")
    return parse_source_map(text)
