"""What mypy knows about every expression: its type, and what a name stands for.

It runs the type checker once for a whole set of modules and answers by source position. It never
changes what the checker says; a type error is a refusal.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from mypy import build, nodes, types
from mypy.errors import CompileError
from mypy.modulefinder import BuildSource
from mypy.options import Options
from mypy.server.subexpr import get_subexpressions

from periscale_build.dialect import instead
from periscale_build.dialect.kinds import Kind, kinds_of
from periscale_build.dialect.refusals import CompileFailed, Refusal

Span = tuple[int, int, int, int]


# How mypy says that an import leads nowhere.
NO_MODULE = re.compile(r'(?:Skipping analyzing|Cannot find implementation .*) "([\w.]+)"')


class ModuleTypes:
    """Types and names of one module, by position."""

    def __init__(self, tree: nodes.MypyFile, known: Mapping[nodes.Expression, types.Type]) -> None:
        self._tree = tree
        self._types: dict[Span, types.Type] = {}
        self._names: dict[Span, nodes.RefExpr] = {}
        self._locals: dict[tuple[int, int], types.Type | None] = {}
        for expression in get_subexpressions(tree):
            span = _span(expression)
            if expression in known:
                self._types.setdefault(span, known[expression])
            if isinstance(expression, nodes.RefExpr):
                self._names.setdefault(span, expression)
                found = expression.node
                if isinstance(found, nodes.Var) and "." not in found.fullname:
                    self._locals[found.line, found.column] = found.type

    @property
    def module(self) -> str:
        """The module's full name."""
        return self._tree.fullname

    def type_of(self, node: ast.expr) -> types.Type | None:
        """The inferred type, or None where the checker has none (unreachable code)."""
        return next((self._types[s] for s in _spans(node) if s in self._types), None)

    def kinds(self, node: ast.expr) -> frozenset[Kind]:
        """The kinds the expression may have at run time."""
        return kinds_of(self.type_of(node))

    def kinds_of_parameter(self, node: ast.arg) -> frozenset[Kind]:
        """The kinds that may be passed for a parameter; none for one that is never read."""
        place = (node.lineno, node.col_offset)
        return kinds_of(self._locals[place]) if place in self._locals else frozenset()

    def reference(self, node: ast.expr) -> nodes.RefExpr | None:
        """What a name or attribute refers to."""
        return next((self._names[s] for s in _spans(node) if s in self._names), None)

    def full_name(self, node: ast.expr) -> str:
        """`builtins.len`, `js.document`, `tag_src.main.boot`; a local's bare name; or empty."""
        reference = self.reference(node)
        return (reference.fullname or "") if reference else ""

    def is_record_class(self, node: ast.expr) -> bool:
        """Whether the expression names a TypedDict."""
        reference = self.reference(node)
        info = reference.node if reference else None
        return isinstance(info, nodes.TypeInfo) and info.typeddict_type is not None

    def is_type_name(self, name: str) -> bool:
        """Whether a module-level name stands for a type, which has no value at run time."""
        symbol = self._tree.names.get(name)
        found = symbol.node if symbol else None
        if isinstance(found, nodes.TypeAlias):
            # `DateAtLoad = Date` holds a class of the browser, which is a value as well.
            target = types.get_proper_type(found.target)
            named = isinstance(target, types.Instance) and target.type.fullname.startswith("js.")
            return not named
        return isinstance(found, nodes.TypeInfo | nodes.TypeVarExpr)

    def definition(self, node: ast.expr) -> nodes.FuncDef | None:
        """The `def` a callee refers to, where it is known at compile time."""
        reference = self.reference(node)
        target = reference.node if reference else None
        return target if isinstance(target, nodes.FuncDef) else None


def _span(node: nodes.Expression) -> Span:
    return (node.line, node.column, node.end_line or 0, node.end_column or 0)


def _spans(node: ast.expr) -> list[Span]:
    end = (node.end_lineno or 0, node.end_col_offset or 0)
    spans = [(node.lineno, node.col_offset, *end)]
    # mypy gives an expression inside an f-string the start of the part that holds it.
    holder = getattr(node, "formatted_by", None)
    if holder is not None:
        spans.append((holder.lineno, holder.col_offset, *end))
    return spans


def parse(path: Path) -> ast.Module:
    """The module's syntax tree, with each f-string expression pointing to the part it stands in."""
    tree = ast.parse(path.read_bytes(), filename=str(path))
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue):
            node.value.formatted_by = node  # type: ignore[attr-defined]
    return tree


def check(
    modules: Mapping[str, Path], search_paths: Sequence[Path], root: Path
) -> tuple[dict[str, ModuleTypes], list[Refusal]]:
    """Type-check modules (name -> file): what is known of each, and the checker's errors, with
    paths relative to `root`.

    Raises CompileFailed where the checker cannot go on at all.
    """
    options = Options()
    options.export_types = True
    options.preserve_asts = True
    options.incremental = False
    options.cache_dir = "/dev/null"
    # Positions must be those of the ast module of this very interpreter.
    options.native_parser = False
    options.python_version = (3, 11)
    options.mypy_path = [str(path) for path in search_paths]
    options.namespace_packages = True
    options.explicit_package_bases = True
    options.local_partial_types = True
    options.show_absolute_path = True
    options.hide_error_codes = True
    options.error_summary = False
    options.enable_error_code = ["possibly-undefined"]
    options.process_error_codes(error_callback=lambda message: None)
    sources = [BuildSource(str(path), name, None) for name, path in modules.items()]
    try:
        result = build.build(sources, options)
    except CompileError as failure:
        raise CompileFailed([_as_refusal(line, root) for line in failure.messages]) from None
    errors = [_as_refusal(line, root) for line in result.errors if ": note:" not in line]
    known = {name: ModuleTypes(result.files[name], result.types) for name in modules}
    return known, errors


def _as_refusal(message: str, root: Path) -> Refusal:
    location, _, problem = message.partition(": error: ")
    path, _, line = location.rpartition(":")
    if not line.isdigit():
        return Refusal(location, 1, "type check", problem or message)
    missing = NO_MODULE.match(problem)
    said = instead.of_module(missing[1]) if missing else ("type error", problem)
    return Refusal(os.path.relpath(path, root), int(line), *said)
