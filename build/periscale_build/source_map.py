"""Reads source maps (version 3): which place of which source a generated place stems from.

Lines count from 1 and columns from 0, columns in UTF-16 code units: as stack traces, V8 coverage
and the format itself have them. Never writes a map.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_DIGITS = {
    character: value
    for value, character in enumerate(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    )
}
_CONTINUES, _DATA_BITS = 32, 5


@dataclass(frozen=True, slots=True)
class Segment:
    """One mapping: what begins at this generated place. Without a source: nobody wrote it."""

    line: int
    column: int
    source: str | None = None
    source_line: int = 0
    source_column: int = 0


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The segments of one generated file in their order, and the texts of its sources."""

    segments: tuple[Segment, ...]
    contents: dict[str, str]

    def original(self, line: int, column: int) -> Segment | None:
        """The segment that covers a generated place; None before the first one of its line."""
        index = bisect_right(self.segments, (line, column), key=lambda s: (s.line, s.column)) - 1
        if index < 0 or self.segments[index].line != line:
            return None
        return self.segments[index]

    def offsets(self, code: str) -> list[tuple[int, Segment]]:
        """The segments with their distance from the start of the generated code."""
        line_starts = [0]
        for line in code.split("\n"):
            line_starts.append(line_starts[-1] + utf16_length(line) + 1)
        return [(line_starts[s.line - 1] + s.column, s) for s in self.segments]


def utf16_length(text: str) -> int:
    """The length that JavaScript sees."""
    return len(text.encode("utf-16-le")) // 2


def parse_source_map(text: str) -> SourceMap:
    """Decodes the JSON text of a source map."""
    raw: dict[str, Any] = json.loads(text)
    root = raw.get("sourceRoot") or ""
    sources = [root + source for source in raw["sources"]]
    contents = raw.get("sourcesContent") or [None] * len(sources)
    known = {
        source: content
        for source, content in zip(sources, contents, strict=True)
        if content is not None
    }
    return SourceMap(tuple(_segments(raw["mappings"], sources)), known)


def _segments(mappings: str, sources: list[str]) -> Iterator[Segment]:
    source = source_line = source_column = 0
    for line, groups in enumerate(mappings.split(";"), start=1):
        column = 0
        for group in groups.split(",") if groups else ():
            fields = list(_numbers(group))
            column += fields[0]
            if len(fields) == 1:
                yield Segment(line, column)
                continue
            source += fields[1]
            source_line += fields[2]
            source_column += fields[3]
            yield Segment(line, column, sources[source], source_line + 1, source_column)


def _numbers(group: str) -> Iterator[int]:
    """Base-64 variable-length quantities: five bits a digit, lowest first, the sign in bit 0."""
    value = shift = 0
    for character in group:
        digit = _DIGITS[character]
        value |= (digit & (_CONTINUES - 1)) << shift
        if digit & _CONTINUES:
            shift += _DATA_BITS
            continue
        yield -(value >> 1) if value & 1 else value >> 1
        value = shift = 0
