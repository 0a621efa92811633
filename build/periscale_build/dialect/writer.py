"""Lines of JavaScript and, for each piece, where it comes from.

It writes text and a source map (version 3) and knows nothing of either language.
"""

from __future__ import annotations

import json

from periscale_build.dialect.javascript import Mark, Part

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


class Writer:
    """Collects lines."""

    def __init__(self) -> None:
        self.lines: list[tuple[Part, ...]] = []
        self.depth = 0

    def indent(self) -> None:
        """Go one level in."""
        self.depth += 1

    def dedent(self) -> None:
        """Go one level out."""
        self.depth -= 1

    def line(self, parts: tuple[Part, ...]) -> None:
        """Add one line."""
        self.lines.append(("  " * self.depth, *parts))

    def text(self) -> str:
        """The JavaScript."""
        return "".join(
            "".join(part for part in line if isinstance(part, str)) + "\n" for line in self.lines
        )


def source_map(lines: list[tuple[Part, ...]], file: str, source: str, content: str) -> str:
    """The source map of these lines as JSON.

    `source` is the path of the Python file as the map names it, `content` its text. Columns count
    UTF-16 units on both sides, as the format demands; Python's own count bytes.
    """
    python_lines = content.split("\n")
    mappings: list[str] = []
    last_line = last_column = 0
    for line in lines:
        segments: list[str] = []
        column = last_generated = 0
        pending: Mark | None = None
        for part in line:
            if isinstance(part, Mark):
                pending = part
                continue
            if pending is not None and part:
                at_line = pending.line - 1
                at_column = utf16_column(python_lines[at_line], pending.column)
                deltas = (
                    column - last_generated,
                    0,
                    at_line - last_line,
                    at_column - last_column,
                )
                segments.append("".join(map(vlq, deltas)))
                last_generated, last_line, last_column = column, at_line, at_column
                pending = None
            column += utf16_length(part)
        mappings.append(",".join(segments))
    return json.dumps(
        {
            "version": 3,
            "file": file,
            "sources": [source],
            "sourcesContent": [content],
            "names": [],
            "mappings": ";".join(mappings),
        },
        ensure_ascii=False,
    )


def utf16_length(text: str) -> int:
    """The text's length as JavaScript counts it."""
    return len(text) + sum(char > "\uffff" for char in text)


def utf16_column(line: str, byte_column: int) -> int:
    """A column in UTF-16 units, of one in UTF-8 bytes."""
    return utf16_length(line.encode()[:byte_column].decode(errors="ignore"))


def vlq(number: int) -> str:
    """A number in the map's base-64 variable-length form."""
    value = number << 1 if number >= 0 else (-number << 1) | 1
    result = ""
    while True:
        digit, value = value & 31, value >> 5
        result += ALPHABET[digit | (32 if value else 0)]
        if not value:
            return result
