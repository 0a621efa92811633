"""Turns V8's coverage of the minified tag into executed lines of the Python it was built from.

Counts only lines that have code in the minified file: what the type checker needs (imports,
annotations) and what the minifier removed cannot be executed, and is neither hit nor missed.
Never collects anything: the browser tests do.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from periscale_build.source_map import SourceMap, utf16_length


class TagCoverage:
    """The executed characters of the minified file, over any number of pages."""

    def __init__(self, code: str, source_map: SourceMap) -> None:
        self._offsets = source_map.offsets(code)
        self._executed = bytearray(utf16_length(code))

    def add(self, functions: Iterable[dict[str, Any]]) -> None:
        """Adds one script entry's `functions` of the answer to `Profiler.takePreciseCoverage`.

        Its ranges nest; the innermost range around a character holds that character's count.
        """
        ranges = [ranges_of for function in functions for ranges_of in function["ranges"]]
        ranges.sort(key=lambda r: (r["startOffset"], -r["endOffset"]))
        taken = bytearray(len(self._executed))
        for r in ranges:
            start, end = r["startOffset"], min(r["endOffset"], len(taken))
            taken[start:end] = bytes([r["count"] > 0]) * (end - start)
        self._executed = bytearray(a | b for a, b in zip(self._executed, taken, strict=True))

    def lines(self) -> dict[str, set[int]]:
        """The executed lines of each file of `tag_src`; empty where no line was executed."""
        executed: dict[str, set[int]] = defaultdict(set)
        for offset, segment in self._offsets:
            if segment.source and segment.source.startswith("tag_src/"):
                lines = executed[segment.source]
                if self._executed[offset]:
                    lines.add(segment.source_line)
        return dict(executed)


def lines_with_code(source_map: SourceMap, source: str) -> set[int]:
    """The lines of a source that have code in the generated file."""
    return {s.source_line for s in source_map.segments if s.source == source}
