"""`isinstance`, `callable` and the conversions `str`, `int`, `float`, `bool`."""

from __future__ import annotations

import ast

from periscale_build.dialect.base import Base
from periscale_build.dialect.javascript import Binding, Js, Piece, call, code, tight
from periscale_build.dialect.kinds import NUMBERS, Kind, describe


class Conversions(Base):
    """Type tests and conversions."""

    def call_isinstance(self, node: ast.Call) -> Js:
        """`isinstance(x, A | B)`."""
        self.only(node, 2)
        value, classes = self.expr(node.args[0]), class_list(node.args[1])
        if len(classes) > 1 and not isinstance(node.args[0], ast.Name):
            self.refuse(node, "isinstance of an expression and several types", "assign it first")
        tests = [self.instance_test(value, item) for item in classes]
        parts: list[Piece] = []
        for index, test in enumerate(tests):
            parts.extend([" || "] if index else [])
            parts.append(tight(test, Binding.OR))
        return code(Binding.OR, *parts) if len(tests) > 1 else tests[0]

    def instance_test(self, value: Js, item: ast.expr) -> Js:
        """The test for one type."""
        name = self.types.full_name(item)
        typeof = code(Binding.UNARY, "typeof ", tight(value, Binding.UNARY))
        match name:
            case "builtins.str":
                return code(Binding.EQUALITY, typeof, ' === "string"')
            case "builtins.bool":
                return code(Binding.EQUALITY, typeof, ' === "boolean"')
            case "builtins.list":
                return call("Array.isArray", value)
            case "builtins.dict":
                return call(self.runtime("isDict"), value)
        if not name.startswith("builtins.") and self.is_a(item, Kind.CLASS):
            return code(
                Binding.RELATION, tight(value, Binding.SUM), " instanceof ", self.expr(item)
            )
        self.refuse(
            item,
            f"isinstance of {name.removeprefix('builtins.')}",
            'use str, bool, list, dict, a browser class, or `typeof(x) == "number"`',
        )

    def call_callable(self, node: ast.Call) -> Js:
        """`callable(x)`."""
        value = tight(self.expr(self.only(node)), Binding.UNARY)
        return code(Binding.EQUALITY, "typeof ", value, ' === "function"')

    def call_bool(self, node: ast.Call) -> Js:
        """`bool(x)`."""
        return code(Binding.UNARY, "!!", tight(self.test(self.only(node)), Binding.UNARY))

    def call_str(self, node: ast.Call) -> Js:
        """`str(x)` of a str or an int."""
        return self.stringified(self.only(node))

    def call_int(self, node: ast.Call) -> Js:
        """`int(x)` of a number or a str of decimal digits."""
        value = self.only(node)
        if self.is_a(value, *NUMBERS):
            return call("Math.trunc", self.expr(value))
        if self.is_a(value, Kind.STR):
            return call(self.runtime("parseInteger"), self.expr(value))
        self.refuse(node, f"int of {describe(self.kinds(value))}", "use a number or a str")

    def call_float(self, node: ast.Call) -> Js:
        """`float(x)` of a number or a str."""
        value = self.only(node)
        if self.is_a(value, *NUMBERS):
            return self.expr(value)
        if self.is_a(value, Kind.STR):
            return call(self.runtime("parseNumber"), self.expr(value))
        self.refuse(node, f"float of {describe(self.kinds(value))}", "use a number or a str")


def class_list(node: ast.expr) -> list[ast.expr]:
    """The types of `A | B` or `(A, B)`."""
    match node:
        case ast.BinOp(op=ast.BitOr()):
            return class_list(node.left) + class_list(node.right)
        case ast.Tuple():
            return node.elts
    return [node]
