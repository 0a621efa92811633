"""Subscripts and slices, read or written, and everything else that can be assigned to."""

from __future__ import annotations

import ast

from periscale_build.dialect.base import RELIED_ON, Base
from periscale_build.dialect.javascript import (
    Binding,
    Js,
    call,
    code,
    listed,
    local_name,
    mark,
    method,
    property_access,
    receiver_of,
)
from periscale_build.dialect.kinds import SEQUENCES, Kind, describe


class Places(Base):
    """`x[i]`, `x[a:b]`, `record["key"]`, assignment targets."""

    def visit_subscript(self, node: ast.Subscript) -> Js:
        """Reading `x[i]`, `x[a:b]`, `record["key"]`."""
        kinds = self.present(node.value)
        if isinstance(node.slice, ast.Slice):
            return self.sliced(node, node.slice, kinds)
        if kinds <= SEQUENCES | {Kind.STR} and kinds:
            return self.indexed(self.expr(node.value), node.slice)
        if kinds == {Kind.DICT}:
            self.refuse(node, "reading a dict by subscript", "write `.get(key)`: it may be missing")
        if not kinds <= {Kind.RECORD, Kind.FOREIGN, Kind.UNKNOWN}:
            self.refuse(node, f"subscript of {describe(kinds)}", "narrow its type")
        return self.keyed(node)

    def keyed(self, node: ast.Subscript) -> Js:
        """`object.key` or `object[key]`."""
        receiver = self.expr(node.value)
        match node.slice:
            case ast.Constant(value=str(key)):
                return property_access(receiver, key)
            case ast.UnaryOp():
                self.refuse(node, "negative subscript of a browser object", "use its own method")
        return code(Binding.CALL, receiver_of(receiver), "[", self.expr(node.slice), "]")

    def indexed(self, receiver: Js, index: ast.expr) -> Js:
        """`sequence[index]`, counting from the end when negative."""
        if isinstance(index, ast.Constant):
            return code(Binding.CALL, receiver_of(receiver), "[", self.expr(index), "]")
        return method(receiver, "at", self.expr(index))

    def sliced(self, node: ast.Subscript, part: ast.Slice, kinds: frozenset[Kind]) -> Js:
        """`sequence[low:high]`; JavaScript's slice has Python's bounds."""
        if not kinds or not kinds <= SEQUENCES | {Kind.STR}:
            self.refuse(node, f"slice of {describe(kinds)}", "use a str, list or tuple")
        if part.step is not None:
            self.refuse(node, "slice with a step", "use a comprehension")
        low = self.expr(part.lower) if part.lower else Js(("0",))
        bounds = [low, self.expr(part.upper)] if part.upper else [low]
        if part.lower is None and part.upper is None:
            bounds = []
        return method(self.expr(node.value), "slice", *bounds)

    def target(self, node: ast.expr) -> Js:
        """An assignment target or loop variable."""
        match node:
            case ast.Name():
                if node.id in RELIED_ON:
                    self.refuse(node, f"binding `{node.id}`", "rename it: emitted code needs it")
                return Js((mark(node), local_name(node.id)))
            case ast.Tuple() | ast.List():
                return code(
                    Binding.PRIMARY, "[", listed([self.target(item) for item in node.elts]), "]"
                )
            case ast.Starred():
                return code(Binding.ASSIGN, "...", self.target(node.value))
            case ast.Attribute():
                if not self.present(node.value) <= {Kind.FOREIGN, Kind.UNKNOWN, Kind.FUNCTION}:
                    self.refuse(node, "setting an attribute of a Python value", "use a dict")
                return property_access(self.expr(node.value), node.attr)
            case ast.Subscript():
                return self.subscript_target(node)
        self.refuse(node, "this assignment target", "assign to a name first")

    def subscript_target(self, node: ast.Subscript) -> Js:
        """`x[i] = …`."""
        kinds = self.present(node.value)
        if isinstance(node.slice, ast.Slice):
            self.refuse(node, "assignment to a slice", "build a new list")
        if isinstance(node.slice, ast.Constant) and node.slice.value == "__proto__":
            self.refuse(node, "assignment to the key `__proto__`", "it would set the prototype")
        if kinds <= {Kind.DICT}:
            self.text_key(node.slice)
        elif kinds == {Kind.LIST} and not isinstance(node.slice, ast.Constant):
            return self.counted_target(node)
        elif not kinds <= {Kind.LIST, Kind.RECORD, Kind.FOREIGN, Kind.UNKNOWN}:
            self.refuse(node, f"item assignment to {describe(kinds)}", "use a list or dict")
        return self.keyed(node)

    def counted_target(self, node: ast.Subscript) -> Js:
        """`items[i] = …`, counting from the end when negative."""
        if not isinstance(node.value, ast.Name):
            self.refuse(node, "a computed index into an expression", "assign the list to a name")
        items = self.expr(node.value)
        index = call(self.runtime("place"), items, self.expr(node.slice))
        return code(Binding.CALL, items, "[", index, "]")
