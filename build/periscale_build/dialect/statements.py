"""Statements, except functions and loops.

Each is written as one or more lines of JavaScript, marked with the Python position they stem from.
"""

from __future__ import annotations

import ast

from periscale_build.dialect import instead
from periscale_build.dialect.base import Base
from periscale_build.dialect.javascript import (
    Binding,
    Js,
    Piece,
    code,
    local_name,
    mark,
    parts_of,
)
from periscale_build.dialect.names import target_names
from periscale_build.dialect.refusals import Refuse
from periscale_build.dialect.writer import Writer


class Statements(Base):
    """Assignments, conditions, exceptions, deletions."""

    out: Writer
    refusals: list[Refuse]
    # JavaScript names of the errors that the handlers around us caught, innermost last.
    caught: list[str]

    def block(self, statements: list[ast.stmt]) -> None:
        """A block's statements; a refused one is left out and remembered."""
        for statement in statements:
            try:
                self.statement(statement)
            except Refuse as refusal:
                self.refusals.append(refusal)

    def statement(self, node: ast.stmt) -> None:
        """One statement."""
        name = type(node).__name__.lower()
        visit = getattr(self, f"do_{name}", None)
        if visit is None:
            words = instead.STATEMENTS.get(name, instead.ANYTHING)
            self.refuse(node, f"the statement `{name}`", words)
        visit(node)

    def nested(self, statements: list[ast.stmt]) -> None:
        """A block, indented."""
        self.out.indent()
        self.block(statements)
        self.out.dedent()

    def line(self, node: ast.AST, *pieces: Piece) -> None:
        """One line that stems from the node."""
        self.out.line(parts_of((mark(node),), *pieces))

    def declaration(self, node: ast.stmt, target: ast.expr) -> str:
        """`let ` if the statement declares every name of its target; some are declared before."""
        names = list(target_names(target))
        declared = [name for name in names if self.scope.declares(node, name)]
        if declared and declared == names:
            return "let "
        if declared:
            self.line(node, "let ", ", ".join(map(local_name, declared)), ";")
        return ""

    def do_pass(self, node: ast.Pass) -> None:
        """`pass`."""

    def do_global(self, node: ast.Global) -> None:
        """`global`: the scopes know."""

    def do_nonlocal(self, node: ast.Nonlocal) -> None:
        """`nonlocal`: the scopes know."""

    def do_classdef(self, node: ast.ClassDef) -> None:
        """TypedDict and Protocol are types only; other classes are refused."""
        bases = {self.types.full_name(base).rpartition(".")[2] for base in node.bases}
        bases |= {getattr(base, "id", "") for base in node.bases}
        erased = {"TypedDict", "Protocol"}
        if not bases & erased and not any(self.types.is_record_class(base) for base in node.bases):
            self.refuse(node, f"class {node.name}", "use functions, module variables and dicts")

    def do_expr(self, node: ast.Expr) -> None:
        """An expression for its effect; docstrings and `...` vanish."""
        if isinstance(node.value, ast.Constant):
            return
        value = self.expr(node.value)
        if value.text.startswith("void "):
            value = Js(value.parts[1:], Binding.PRIMARY)
        if value.text.startswith(("{", "function")):
            value = code(Binding.PRIMARY, "(", value, ")")
        self.line(node, value, ";")

    def do_if(self, node: ast.If) -> None:
        """`if`/`elif`/`else`; a block under TYPE_CHECKING vanishes."""
        if self.types.full_name(node.test) == "typing.TYPE_CHECKING":
            return
        self.line(node, "if (", self.test(node.test), ") {")
        self.nested(node.body)
        while len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            node = node.orelse[0]
            self.line(node, "} else if (", self.test(node.test), ") {")
            self.nested(node.body)
        if node.orelse:
            self.out.line(("} else {",))
            self.nested(node.orelse)
        self.out.line(("}",))

    def do_importfrom(self, node: ast.ImportFrom) -> None:
        """Imports are written by the module, before everything else."""
        if len(self.scopes) > 1:
            self.refuse(node, "an import inside a function", "import at the top of the module")

    def do_import(self, node: ast.Import) -> None:
        """`import x` has no form in ES modules that tree-shakes as well."""
        self.refuse(node, "import of a module", "write `from module import name`")
