"""Truth tests, comparisons and arithmetic.

Nothing here leaves a difference between Python's and JavaScript's meaning open: it emits Python's
or refuses.
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
from periscale_build.dialect.oracle import NUMBERS, SEQUENCES, Kind, describe

# JavaScript's own truth of these is Python's.
NATIVE_TRUTH = frozenset(
    {Kind.STR, Kind.INT, Kind.FLOAT, Kind.BOOL, Kind.NONE, Kind.FOREIGN, Kind.FUNCTION, Kind.CLASS}
)
ORDERED = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class Operators(Base):
    """Operators of all kinds."""

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
        """In `items or []` an empty list gives an empty list either way; likewise `or {}`."""
        match node:
            case ast.BoolOp(op=ast.Or(), values=[_, ast.List(elts=[])]):
                return frozenset({Kind.LIST})
            case ast.BoolOp(op=ast.Or(), values=[_, ast.Dict(keys=[])]):
                return frozenset({Kind.DICT, Kind.RECORD})
        return frozenset()

    def visit_compare(self, node: ast.Compare) -> Js:
        """Comparisons, chained ones too."""
        if len(node.ops) == 1:
            right = node.comparators[0]
            return self.compared(node, node.left, node.ops[0], right, None, None)
        parts: list[Piece] = []
        left, left_js = node.left, None
        for index, (op, right) in enumerate(zip(node.ops, node.comparators, strict=True)):
            right_js, again = self.expr(right), None
            if index < len(node.ops) - 1 and not isinstance(right, ast.Name | ast.Constant):
                # The middle of a chain is evaluated once.
                name = self.scope.temporary()
                right_js, again = (
                    code(Binding.PRIMARY, "(", name, " = ", tight(right_js, Binding.ASSIGN), ")"),
                    Js((name,)),
                )
            parts.extend([" && "] if index else [])
            compared = self.compared(node, left, op, right, left_js, right_js)
            parts.append(tight(compared, Binding.AND))
            left, left_js = right, again or right_js
        return code(Binding.AND, *parts)

    def compared(
        self,
        node: ast.expr,
        left: ast.expr,
        op: ast.cmpop,
        right: ast.expr,
        left_js: Js | None,
        right_js: Js | None,
    ) -> Js:
        """One comparison; operands already compiled by a chain are passed in."""
        match op:
            case ast.Is() | ast.IsNot():
                return self.identical(left, op, right, left_js, right_js)
            case ast.In() | ast.NotIn():
                found = self.contains(node, left, right, left_js, right_js)
                if isinstance(op, ast.In):
                    return found
                return code(Binding.UNARY, "!", tight(found, Binding.UNARY))
            case ast.Eq() | ast.NotEq():
                symbol, binding = self.equality(node, left, op, right), Binding.EQUALITY
            case _:
                pair = self.kinds(left) | self.kinds(right)
                if not (pair <= NUMBERS | {Kind.BOOL} or pair <= {Kind.STR}):
                    self.refuse(node, f"order of {describe(pair)}", "compare numbers or strings")
                symbol, binding = ORDERED[type(op)], Binding.RELATION
        return code(
            binding,
            tight(left_js or self.expr(left), binding + 1),
            f" {symbol} ",
            tight(right_js or self.expr(right), binding + 1),
        )

    def identical(
        self,
        left: ast.expr,
        op: ast.cmpop,
        right: ast.expr,
        left_js: Js | None,
        right_js: Js | None,
    ) -> Js:
        """`is`: null and undefined are both None."""
        loose = any(isinstance(side, ast.Constant) and side.value is None for side in (left, right))
        equals = "==" if loose else "==="
        symbol = equals if isinstance(op, ast.Is) else "!" + equals[1:]
        return code(
            Binding.EQUALITY,
            tight(left_js or self.expr(left), Binding.RELATION),
            f" {symbol} ",
            tight(right_js or self.expr(right), Binding.RELATION),
        )

    def equality(self, node: ast.expr, left: ast.expr, op: ast.cmpop, right: ast.expr) -> str:
        """The symbol of an equality whose JavaScript meaning is Python's."""
        one, other = self.kinds(left), self.kinds(right)
        if one == {Kind.NONE} or other == {Kind.NONE}:
            self.refuse(node, "equality with None", "write `is None` or `is not None`")
        by_value = SEQUENCES | {Kind.DICT, Kind.RECORD, Kind.VIEW}
        if one & by_value or other & by_value:
            self.refuse(node, f"equality of {describe(one | other)}", "compare their parts")
        for boolean, number in ((one, other), (other, one)):
            if Kind.BOOL in boolean and number & NUMBERS and not number & {Kind.BOOL}:
                self.refuse(node, "equality of a bool and a number", "compare equal types")
        optional = Kind.NONE in one and Kind.NONE in other
        if optional and len((one | other) - {Kind.NONE}) != 1:
            self.refuse(node, "equality of two optional values", "rule out None first")
        # null and undefined are both None, and equal.
        equals = "==" if optional else "==="
        return equals if isinstance(op, ast.Eq) else "!" + equals[1:]

    def contains(
        self,
        node: ast.expr,
        item: ast.expr,
        container: ast.expr,
        item_js: Js | None,
        container_js: Js | None,
    ) -> Js:
        """`item in container`."""
        item_js = item_js or self.expr(item)
        if isinstance(container, ast.Set):
            container_js = self.expr(ast.copy_location(ast.List(container.elts), container))
            kinds = frozenset({Kind.LIST})
        else:
            container_js = container_js or self.expr(container)
            kinds = self.kinds(container)
        if kinds and kinds <= SEQUENCES | {Kind.STR}:
            if self.kinds(item) & (SEQUENCES | {Kind.DICT, Kind.RECORD}):
                self.refuse(node, "`in` that compares by value", "use any(…) on their parts")
            return method(container_js, "includes", item_js)
        if kinds and kinds <= {Kind.DICT, Kind.RECORD}:
            return method(Js(("Object",)), "hasOwn", container_js, item_js)
        if kinds == {Kind.FOREIGN}:
            return code(
                Binding.RELATION,
                tight(item_js, Binding.SUM),
                " in ",
                tight(container_js, Binding.SUM),
            )
        self.refuse(node, f"`in` of {describe(kinds)}", "use a str, list, tuple or dict")


def _logical(op: ast.boolop) -> tuple[str, Binding]:
    return (" && ", Binding.AND) if isinstance(op, ast.And) else (" || ", Binding.OR)
