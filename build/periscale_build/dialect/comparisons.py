"""Comparisons: equality, order, identity, membership.

Nothing here leaves a difference between Python's and JavaScript's meaning open: it emits Python's
or refuses.
"""

from __future__ import annotations

import ast

from periscale_build.dialect.base import Base
from periscale_build.dialect.javascript import Binding, Js, Piece, code, method, tight
from periscale_build.dialect.kinds import BY_VALUE, MAYBE_NONE, NUMBERS, SEQUENCES, Kind, describe

ORDERED = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class Comparisons(Base):
    """`== != < <= > >=`, `is`, `in`, chained ones too."""

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
                symbol, binding = self.identity(node, left, op, right), Binding.EQUALITY
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

    def identity(self, node: ast.expr, left: ast.expr, op: ast.cmpop, right: ast.expr) -> str:
        """The operator for `is`: null and undefined are both None."""
        loose = any(isinstance(side, ast.Constant) and side.value is None for side in (left, right))
        loose = loose or self.both_may_be_none(node, self.kinds(left), self.kinds(right))
        equals = "==" if loose else "==="
        return equals if isinstance(op, ast.Is) else "!" + equals[1:]

    def equality(self, node: ast.expr, left: ast.expr, op: ast.cmpop, right: ast.expr) -> str:
        """The symbol of an equality whose JavaScript meaning is Python's."""
        one, other = self.kinds(left), self.kinds(right)
        if one == {Kind.NONE} or other == {Kind.NONE}:
            self.refuse(node, "equality with None", "write `is None` or `is not None`")
        if (one | other) & BY_VALUE:
            self.refuse(node, f"equality of {describe(one | other)}", "compare their parts")
        self.not_bool_and_number(node, one, other)
        equals = "==" if self.both_may_be_none(node, one, other) else "==="
        return equals if isinstance(op, ast.Eq) else "!" + equals[1:]

    def not_bool_and_number(
        self, node: ast.expr, one: frozenset[Kind], other: frozenset[Kind]
    ) -> None:
        """Refuse to compare True with 1, which are equal in Python."""
        for boolean, number in ((one, other), (other, one)):
            if Kind.BOOL in boolean and number & NUMBERS:
                self.refuse(node, "equality of a bool and a number", "compare equal types")

    def both_may_be_none(
        self, node: ast.expr, one: frozenset[Kind], other: frozenset[Kind]
    ) -> bool:
        """Whether null may meet undefined: both are None, and `==` of JavaScript finds them equal.

        It compares anything else as `===` does only where both are of one kind.
        """
        if not (one & MAYBE_NONE and other & MAYBE_NONE):
            return False
        kinds = (one | other) - {Kind.NONE}
        if Kind.UNKNOWN in kinds:
            self.refuse(
                node,
                "comparing two values of unknown type",
                "narrow one with isinstance, or cast it to a class of js",
            )
        if len(kinds) != 1:
            self.refuse(node, "comparing two optional values", "rule out None first")
        return True

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
            if kinds != {Kind.STR}:
                self.comparable_in(node, self.kinds(item), self.element_kinds(container))
            return method(container_js, "includes", item_js)
        if kinds and kinds <= {Kind.DICT, Kind.RECORD}:
            self.text_key(item)
            return method(Js(("Object",)), "hasOwn", container_js, item_js)
        if kinds == {Kind.FOREIGN}:
            return code(
                Binding.RELATION,
                tight(item_js, Binding.SUM),
                " in ",
                tight(container_js, Binding.SUM),
            )
        self.refuse(node, f"`in` of {describe(kinds)}", "use a str, list, tuple or dict")

    def comparable_in(
        self, node: ast.expr, item: frozenset[Kind], elements: frozenset[Kind]
    ) -> None:
        """Refuse `in` where `includes`, which compares as `===` does, finds something else."""
        if item & BY_VALUE or (Kind.UNKNOWN in item and elements & BY_VALUE):
            self.refuse(node, "`in` that compares by value", "use any(…) on their parts")
        self.not_bool_and_number(node, item, elements)
        if self.both_may_be_none(node, item, elements):
            self.refuse(node, "`in` of two optional values", "rule out None first")
