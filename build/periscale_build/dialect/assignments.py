"""Assignments of every form, and deletions."""

from __future__ import annotations

import ast

from mypy import types

from periscale_build.dialect.javascript import (
    Binding,
    Js,
    Piece,
    code,
    receiver_of,
    tight,
)
from periscale_build.dialect.kinds import SEQUENCES, Kind, describe
from periscale_build.dialect.statements import Statements

ERASED_CALLS = frozenset({"typing.TypeVar", "typing.NewType", "typing.ParamSpec"})


class Assignments(Statements):
    """`=`, `+=`, annotated assignment, unpacking, `del`."""

    def do_assign(self, node: ast.Assign) -> None:
        """`a = b = value`, with unpacking."""
        if self.is_type_only(node):
            return
        value = self.expr(node.value)
        if len(node.targets) > 1:
            self.chained(node, value)
            return
        (target,) = node.targets
        if isinstance(target, ast.Tuple | ast.List):
            self.check_unpacking(target, node.value)
        self.assign(node, target, self.value_first(node, target, node.value, value))

    def chained(self, node: ast.Assign, value: Js) -> None:
        """`a = b = value`: from left to right, the value evaluated once."""
        if not all(isinstance(target, ast.Name) for target in node.targets):
            self.refuse(node, "a chained assignment to anything but names", "assign one by one")
        pieces: list[Piece] = []
        for target in reversed(node.targets):
            pieces.extend([self.target(target), " = "])
        self.line(node, *pieces, tight(value, Binding.ASSIGN), ";")

    def is_type_only(self, node: ast.Assign) -> bool:
        """Whether the assignment only names a type."""
        target = node.targets[0]
        at_top = len(self.scopes) == 1 and isinstance(target, ast.Name)
        if at_top and isinstance(target, ast.Name) and self.types.is_type_name(target.id):
            return True
        return isinstance(node.value, ast.Call) and (
            self.types.full_name(node.value.func) in ERASED_CALLS
        )

    def check_unpacking(self, target: ast.Tuple | ast.List, value: ast.expr) -> None:
        """Refuse unpacking whose length is not known: Python would raise, JavaScript would not."""
        if isinstance(types.get_proper_type(self.types.type_of(value)), types.TupleType):
            return
        if isinstance(value, ast.Tuple):
            return
        self.refuse(target, "unpacking something of unknown length", "use subscripts")

    def value_first(self, node: ast.stmt, target: ast.expr, value: ast.expr, compiled: Js) -> Js:
        """The compiled value of an assignment, in a variable of its own where the order matters:
        Python evaluates it before the target's parts, JavaScript after them."""
        place = isinstance(target, ast.Subscript | ast.Attribute)
        if not (place and self.acts(target) and self.acts(value)):
            return compiled
        name = self.scope.temporary()
        self.line(node, name, " = ", tight(compiled, Binding.ASSIGN), ";")
        return Js((name,))

    def acts(self, node: ast.expr) -> bool:
        """Whether evaluating the expression may do something, or depends on what others do."""
        for child in ast.walk(node):
            match child:
                case ast.Await() | ast.NamedExpr():
                    return True
                case ast.Call(func=function):
                    if self.types.full_name(function) not in ("typing.cast", *self.accessors):
                        return True
                case ast.Subscript(value=items, ctx=ast.Store()):
                    # A negative index counts from the end, which may move.
                    if self.is_a(items, Kind.LIST) and not isinstance(child.slice, ast.Constant):
                        return True
        return False

    def assign(self, node: ast.stmt, target: ast.expr, value: Js) -> None:
        """An assignment, as a declaration where the scope says so."""
        word = self.declaration(node, target)
        pattern = self.target(target)
        self.line(node, word, pattern, " = ", tight(value, Binding.ASSIGN), ";")

    def do_annassign(self, node: ast.AnnAssign) -> None:
        """`name: type = value`."""
        name = node.target.id if isinstance(node.target, ast.Name) else ""
        at_top = len(self.scopes) == 1
        if node.value is None or (at_top and self.types.is_type_name(name)):
            return
        value = self.value_first(node, node.target, node.value, self.expr(node.value))
        self.assign(node, node.target, value)

    def do_augassign(self, node: ast.AugAssign) -> None:
        """`target += value`."""
        target, kinds = node.target, self.kinds(node.target)
        if isinstance(target, ast.Subscript) and self.present(target.value) <= {Kind.DICT}:
            self.refuse(node, "augmented assignment to a dict's item", "read it with .get first")
        if isinstance(target, ast.Subscript | ast.Attribute):
            inner = target.value if isinstance(target, ast.Attribute) else target
            if any(isinstance(child, ast.Call) for child in ast.walk(inner)):
                self.refuse(node, "augmented assignment to the result of a call", "name it first")
        if kinds <= {Kind.LIST} and isinstance(node.op, ast.Add):
            more = tight(self.iterable(node.value), Binding.ASSIGN)
            pushed = code(Binding.CALL, receiver_of(self.target(target)), ".push(...", more, ")")
            self.line(node, pushed, ";")
            return
        if kinds <= {Kind.DICT} and isinstance(node.op, ast.BitOr):
            merged = (self.target(target), ", ", tight(self.expr(node.value), Binding.ASSIGN))
            self.line(node, "Object.assign(", *merged, ");")
            return
        value = self.arithmetic(node, target, node.op, node.value)
        value = self.value_first(node, target, node.value, value)
        self.line(node, self.target(target), " = ", value, ";")

    def do_delete(self, node: ast.Delete) -> None:
        """`del mapping[key]`, `del items[i]`, `del items[:n]`, `del obj.attr`."""
        for target in node.targets:
            match target:
                case ast.Attribute():
                    self.line(node, "delete ", self.target(target), ";")
                case ast.Subscript():
                    self.delete_item(node, target)
                case _:
                    self.refuse(node, "del of a name", "set it to None")

    def delete_item(self, node: ast.Delete, target: ast.Subscript) -> None:
        """`del` of an item or slice."""
        kinds = self.present(target.value)
        if kinds <= {Kind.DICT, Kind.RECORD, Kind.FOREIGN, Kind.UNKNOWN}:
            self.line(node, "delete ", self.target(target), ";")
            return
        if not kinds <= SEQUENCES:
            self.refuse(node, f"del of an item of {describe(kinds)}", "use a list or dict")
        items = self.expr(target.value)
        removed = self.spliced(node, target.slice, items)
        self.line(node, receiver_of(items), ".splice(", removed, ");")

    def spliced(self, node: ast.Delete, part: ast.expr, items: Js) -> Js:
        """The arguments of `splice` for an index or a slice from the start or to the end."""
        if not isinstance(part, ast.Slice):
            return code(Binding.COMMA, self.expr(part), ", 1")
        if part.step is None and part.upper is None and part.lower is not None:
            return self.expr(part.lower)
        if part.step is None and part.lower is None and part.upper is not None:
            upper = self.expr(part.upper)
            if isinstance(part.upper, ast.Constant):
                return code(Binding.COMMA, "0, ", upper)
            if isinstance(part.upper, ast.Call) and (
                self.types.full_name(part.upper.func) == "builtins.len"
            ):
                return code(Binding.COMMA, "0, ", upper)
            # A negative bound counts from the end.
            return code(Binding.COMMA, "0, ", receiver_of(items), ".slice(0, ", upper, ").length")
        self.refuse(node, "del of a slice in the middle", "use a comprehension")
