"""The dialect as a Generator of Transcrypt.

Transcrypt finds the modules, orders them and writes the files; this puts the dialect's JavaScript
and its source map in the place of the stock ones.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import transcrypt.__main__ as transcrypt

from periscale_build.dialect.module import ModuleCompiler
from periscale_build.dialect.oracle import ModuleTypes
from periscale_build.dialect.refusals import CompileFailed, Refusal
from periscale_build.dialect.writer import source_map


@dataclass
class Sources:
    """The program that is being compiled: per module its file, syntax tree and types."""

    root: Path
    paths: Mapping[str, Path]
    trees: Mapping[str, ast.Module]
    types: Mapping[str, ModuleTypes]
    rebound: Mapping[str, set[str]]
    accessors: Mapping[str, str]
    refusals: list[Refusal] = field(default_factory=list)
    bugs: list[Exception] = field(default_factory=list)


def generator_for(sources: Sources) -> type:
    """The Generator class for this program."""
    by_path = {path.resolve(): name for name, path in sources.paths.items()}

    class TagGenerator(transcrypt.compiler.Generator):  # type: ignore[misc]  # untyped package
        """Writes one module in the dialect."""

        lineNrString = ""

        def visit(self, node: ast.AST) -> None:
            """The stock traversal reads pragmas; the dialect has none."""
            assert isinstance(node, ast.Module)
            self.visit_Module(node)

        def visit_Module(self, node: ast.Module) -> None:
            """A module, parsed afresh: Transcrypt shifts line numbers."""
            name = by_path[Path(self.module.sourcePath).resolve()]
            path = sources.paths[name]
            compiler = ModuleCompiler(
                path.relative_to(sources.root),
                sources.trees[name],
                sources.types[name],
                sources.rebound,
                sources.accessors,
            )
            try:
                compiled = compiler.compile()
            except CompileFailed as failure:
                sources.refusals.extend(failure.refusals)
                return
            except Exception as bug:
                # Transcrypt would hide it behind a message of its own.
                sources.bugs.append(bug)
                raise
            for imported in compiled.imports:
                self.useModule(imported)
            self.targetFragments = [compiled.text]
            map_path = Path(self.module.mapPath)
            map_path.write_text(
                source_map(
                    compiled.lines,
                    self.module.targetName,
                    Path(os.path.relpath(path, map_path.parent)).as_posix(),
                    path.read_text(encoding="utf-8"),
                ),
                encoding="utf-8",
            )

    return TagGenerator
