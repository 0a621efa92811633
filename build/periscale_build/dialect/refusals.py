"""What the dialect refuses, and how it says so.

A refusal names the file, the line, the construct and what to write instead. It never guesses.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Refusal:
    """One construct that was not compiled."""

    path: str
    line: int
    construct: str
    instead: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.construct}: {self.instead}"


class CompileFailed(Exception):
    """Raised once per compilation, with every refusal that was found."""

    def __init__(self, refusals: list[Refusal]) -> None:
        self.refusals = sorted(set(refusals))
        super().__init__("\n".join(map(str, self.refusals)))


class Refuse(Exception):
    """Raised inside a module's compilation; the statement that holds it is left out."""

    def __init__(self, node: ast.AST, construct: str, instead: str) -> None:
        self.line: int = getattr(node, "lineno", 1)
        self.construct = construct
        self.instead = instead
        super().__init__(construct)

    def located(self, path: Path) -> Refusal:
        """The same refusal with the file it happened in."""
        return Refusal(str(path), self.line, self.construct, self.instead)
