"""Arithmetic, concatenation and merging.

Only operands of known, matching types: JavaScript would convert anything else.
"""

from __future__ import annotations

import ast

from periscale_build.dialect.base import Base
from periscale_build.dialect.javascript import Binding, Js, call, code, method, tight
from periscale_build.dialect.kinds import NUMBERS, SEQUENCES, Kind, describe

ADDABLE = NUMBERS | {Kind.BOOL}
ARITHMETIC = {
    ast.Sub: ("-", Binding.SUM),
    ast.Mult: ("*", Binding.PRODUCT),
    ast.Div: ("/", Binding.PRODUCT),
}
BITWISE = {
    ast.BitAnd: ("&", Binding.BIT_AND),
    ast.BitOr: ("|", Binding.BIT_OR),
    ast.BitXor: ("^", Binding.BIT_XOR),
    ast.LShift: ("<<", Binding.SHIFT),
    ast.RShift: (">>", Binding.SHIFT),
}


class Arithmetic(Base):
    """`+ - * / // % **`, `& | ^ << >> ~` of integers, `|` of dicts, signs."""

    def visit_unary_op(self, node: ast.UnaryOp) -> Js:
        """`not`, `-x`, `+x`."""
        match node.op:
            case ast.Not():
                return self.test(node)
            case ast.USub() | ast.UAdd():
                self.numeric(node.operand)
                symbol = "-" if isinstance(node.op, ast.USub) else "+"
                operand = tight(self.expr(node.operand), Binding.UNARY)
                # `- -x` must not become `--x`.
                gap = " " if operand.text.startswith(symbol) else ""
                return code(Binding.UNARY, symbol, gap, operand)
            case ast.Invert():
                self.integral(node.operand, node)
                return code(Binding.UNARY, "~", tight(self.expr(node.operand), Binding.UNARY))
        raise AssertionError(node.op)

    def visit_bin_op(self, node: ast.BinOp) -> Js:
        """Arithmetic, concatenation, merging."""
        return self.arithmetic(node, node.left, node.op, node.right)

    def arithmetic(self, node: ast.AST, left: ast.expr, op: ast.operator, right: ast.expr) -> Js:
        """`left op right`."""
        one, other = self.kinds(left), self.kinds(right)
        both = one | other
        left_js, right_js = self.expr(left), self.expr(right)
        if isinstance(op, ast.Add) and (both <= {Kind.STR} or both <= ADDABLE):
            return infix(left_js, "+", right_js, Binding.SUM)
        if isinstance(op, ast.Add) and both <= SEQUENCES:
            return code(Binding.PRIMARY, "[...", left_js, ", ...", right_js, "]")
        if isinstance(op, ast.BitOr) and both <= {Kind.DICT, Kind.RECORD}:
            return code(Binding.PRIMARY, "{...", left_js, ", ...", right_js, "}")
        if isinstance(op, ast.Mult) and one == {Kind.STR} and other == {Kind.INT}:
            # A negative count gives "" in Python and an exception in JavaScript.
            if not isinstance(right, ast.Constant):
                right_js = call("Math.max", right_js, Js(("0",)))
            return method(left_js, "repeat", right_js)
        if not both <= ADDABLE or not both:
            self.refuse(node, f"arithmetic on {describe(both)}", "use two numbers or two strings")
        if type(op) in BITWISE:
            self.integral(left, node)
            self.integral(right, node)
            symbol, binding = BITWISE[type(op)]
            return infix(left_js, symbol, right_js, binding)
        if type(op) in ARITHMETIC:
            symbol, binding = ARITHMETIC[type(op)]
            return infix(left_js, symbol, right_js, binding)
        match op:
            case ast.FloorDiv():
                return call("Math.floor", infix(left_js, "/", right_js, Binding.PRODUCT))
            case ast.Mod():
                if _never_negative(left) and _never_negative(right):
                    return infix(left_js, "%", right_js, Binding.PRODUCT)
                return call(self.runtime("modulo"), left_js, right_js)
            case ast.Pow():
                base = tight(left_js, Binding.CALL)
                return code(Binding.POWER, base, " ** ", tight(right_js, Binding.POWER))
        self.refuse(node, "operator", "use arithmetic")

    def integral(self, node: ast.expr, operation: ast.AST) -> None:
        """Refuse anything but an integer: JavaScript would cut off a fraction."""
        if not self.kinds(node) <= {Kind.INT}:
            self.refuse(
                operation, f"bit operator on {describe(self.kinds(node))}", "use two integers"
            )

    def numeric(self, node: ast.expr) -> None:
        """Refuse anything but a number."""
        if not self.kinds(node) <= ADDABLE:
            self.refuse(node, f"arithmetic on {describe(self.kinds(node))}", "use a number")


def infix(left: Js, symbol: str, right: Js, binding: Binding) -> Js:
    """A left-associative operator."""
    return code(binding, tight(left, binding), f" {symbol} ", tight(right, binding + 1))


def _never_negative(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=int() | float()):
            return True
        case ast.Call(func=ast.Name(id="len" | "abs")):
            return True
    return False
