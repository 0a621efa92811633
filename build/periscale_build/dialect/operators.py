"""Truth tests, `and` and `or`.

It emits Python's meaning or refuses; only who shares the empty list of `items or []` differs.
"""

from __future__ import annotations

import ast

from periscale_build.dialect.base import Base
from periscale_build.dialect.javascript import (
    Binding,
    Js,
    Piece,
    code,
    method,
    receiver_of,
    tight,
)
from periscale_build.dialect.kinds import SEQUENCES, Kind, describe

# JavaScript's own truth of these is Python's.
NATIVE_TRUTH = frozenset(
    {Kind.STR, Kind.INT, Kind.FLOAT, Kind.BOOL, Kind.NONE, Kind.FOREIGN, Kind.FUNCTION, Kind.CLASS}
)


class Operators(Base):
    """Truth, and what joins it."""

    def test(self, node: ast.expr) -> Js:
        """An expression for its truth; the result need not be a boolean."""
        match node:
            case ast.BoolOp():
                return self.joined_tests(node)
            case ast.UnaryOp(op=ast.Not()):
                return code(Binding.UNARY, "!", tight(self.test(node.operand), Binding.UNARY))
            case ast.Compare():
                return self.expr(node)
        return self.truth(node, self.expr(node), self.kinds(node))

    def joined_tests(self, node: ast.BoolOp) -> Js:
        """`and`/`or` of truth tests."""
        symbol, binding = _logical(node.op)
        parts: list[Piece] = []
        for index, value in enumerate(node.values):
            if index:
                parts.append(symbol)
            parts.append(tight(self.test(value), binding))
        return code(binding, *parts)

    def truth(self, node: ast.expr, value: Js, kinds: frozenset[Kind]) -> Js:
        """Python's truth of a value of these kinds."""
        if kinds <= NATIVE_TRUTH:
            return value
        present = kinds - {Kind.NONE}
        optional = "?" if Kind.NONE in kinds else ""
        if present <= SEQUENCES | {Kind.STR}:
            return code(Binding.CALL, receiver_of(value), f"{optional}.length")
        if present <= {Kind.DICT, Kind.RECORD}:
            count = method(Js(("Object",)), "keys", value)
            length = code(Binding.CALL, count, ".length")
            if not optional:
                return length
            if isinstance(node, ast.Name):
                return code(Binding.AND, value, " && ", length)
            self.refuse(node, "truth of an optional dict", "assign it to a name first")
        self.refuse(
            node,
            f"truth of {describe(kinds)}",
            "compare with `is None`, narrow it with isinstance, or use `truthy(…)` from js",
        )

    def visit_bool_op(self, node: ast.BoolOp) -> Js:
        """`and`/`or` for their value."""
        symbol, binding = _logical(node.op)
        parts: list[Piece] = []
        for index, value in enumerate(node.values):
            last = index == len(node.values) - 1
            if not last and not self.kinds(value) <= NATIVE_TRUTH | self.harmless(node):
                self.refuse(
                    value,
                    f"the value of `and`/`or` with {describe(self.kinds(value))}",
                    "write `a if … else b`",
                )
            parts.extend([symbol] if index else [])
            parts.append(tight(self.expr(value), binding))
        return code(binding, *parts)

    def harmless(self, node: ast.BoolOp) -> frozenset[Kind]:
        """In `items or []` an empty list gives an empty list either way; likewise `or {}`.

        In JavaScript it is `items` itself, which matters only to who changes it afterwards.
        """
        match node:
            case ast.BoolOp(op=ast.Or(), values=[_, ast.List(elts=[])]):
                return frozenset({Kind.LIST})
            case ast.BoolOp(op=ast.Or(), values=[_, ast.Dict(keys=[])]):
                return frozenset({Kind.DICT, Kind.RECORD})
        return frozenset()


def _logical(op: ast.boolop) -> tuple[str, Binding]:
    return (" && ", Binding.AND) if isinstance(op, ast.And) else (" || ", Binding.OR)
