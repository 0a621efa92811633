"""Names, attributes, literals, displays, f-strings, subscripts and small expression forms.

Calls, operators and comprehensions have files of their own.
"""

from __future__ import annotations

import ast
import math
import re

from mypy import nodes, types

from periscale_build.dialect.base import Base
from periscale_build.dialect.javascript import (
    Binding,
    Js,
    Piece,
    arrow,
    call,
    code,
    listed,
    local_name,
    mark,
    method,
    parts_of,
    property_key,
    receiver_of,
    template_text,
    text,
    tight,
)
from periscale_build.dialect.kinds import Kind, describe

CHECKER_ONLY = ("typing.", "typing_extensions.", "collections.abc.")
FORMAT = re.compile(r"(0(?P<width>[1-9]\d*))?(?P<base>[xd])")
PRINTABLE = frozenset({Kind.STR, Kind.INT})
# Calls to these get a form of their own in builtin_calls.py; they have no value.
SYNTAX_NAMES = frozenset({"js.typeof", "js.regex", "js.truthy"})


class Expressions(Base):
    """Everything that is not a call, an operator or a comprehension."""

    def visit_name(self, node: ast.Name) -> Js:
        """A variable, a global of the browser, or True/False/None by another name."""
        full_name = self.types.full_name(node)
        if full_name.startswith("js."):
            return self.browser_global(node, full_name)
        if full_name.startswith("builtins."):
            self.refuse(node, f"`{node.id}` as a value", "call it, or write a lambda around it")
        if full_name.startswith(CHECKER_ONLY):
            self.refuse(node, f"`{node.id}` as a value", "only the type checker knows it")
        return Js((mark(node), local_name(node.id)))

    def browser_global(self, node: ast.expr, full_name: str) -> Js:
        """A name of js.pyi: the browser's global of that name."""
        if full_name in SYNTAX_NAMES:
            self.refuse(node, f"`{full_name}` as a value", "call it")
        name = full_name.removeprefix("js.")
        self.globals_used.setdefault(name, node)
        return Js((mark(node), name))

    def visit_constant(self, node: ast.Constant) -> Js:
        """A literal."""
        value = node.value
        if value is None:
            return Js(("null",))
        if isinstance(value, bool):
            return Js(("true" if value else "false",))
        if isinstance(value, str):
            return Js((mark(node), *text(value).parts))
        if isinstance(value, float) and math.isfinite(value):
            return Js((repr(value).removesuffix(".0"),))
        if isinstance(value, int) and value <= 2**53:
            return Js((repr(value),))
        self.refuse(node, f"the literal {value!r}", "use a str, or a number up to 2**53")

    def visit_joined_str(self, node: ast.JoinedStr) -> Js:
        """An f-string as a template literal, or just its one part where that is text already."""
        match node.values:
            case [ast.FormattedValue() as only]:
                if only.format_spec is not None or self.is_a(only.value, Kind.STR):
                    return self.formatted(only)
        parts: list[Piece] = ["`"]
        for value in node.values:
            if isinstance(value, ast.Constant):
                parts.append(template_text(str(value.value)))
                continue
            assert isinstance(value, ast.FormattedValue)
            parts.extend(["${", self.formatted(value), "}"])
        return code(Binding.PRIMARY, mark_piece(node), *parts, "`")

    def formatted(self, node: ast.FormattedValue) -> Js:
        """`{value}`, `{n:x}` or `{n:012x}` of an f-string."""
        if node.conversion not in (-1, 115):
            self.refuse(node, "a conversion in an f-string", "format the value before")
        if node.format_spec is None:
            self.printable(node.value, "f-string")
            return self.expr(node.value)
        form = FORMAT.fullmatch(ast.unparse(node.format_spec)[2:-1])
        if form is None or not self.is_a(node.value, Kind.INT):
            self.refuse(node, "this format specification", "use :x, :0…x or :0…d of an int >= 0")
        base = [Js(("16",))] if form["base"] == "x" else []
        digits = method(self.expr(node.value), "toString", *base)
        if form["width"]:
            return method(digits, "padStart", Js((form["width"],)), Js(('"0"',)))
        return digits

    def printable(self, node: ast.expr, where: str) -> None:
        """Refuse what Python and JavaScript print differently (floats, bools, None, containers)."""
        kinds = self.kinds(node)
        if not kinds <= PRINTABLE:
            self.refuse(
                node,
                f"{describe(kinds)} in {where}",
                "use a str or an int, or `String(…)` from js for JavaScript's form",
            )

    def visit_sequence(self, node: ast.List | ast.Tuple) -> Js:
        """A list or tuple, with `*spread`."""
        return code(Binding.PRIMARY, "[", listed([self.element(item) for item in node.elts]), "]")

    def element(self, node: ast.expr) -> Js:
        """An element or argument, maybe starred."""
        if isinstance(node, ast.Starred):
            return code(Binding.ASSIGN, "...", self.spreadable(node.value))
        return self.expr(node)

    def spreadable(self, node: ast.expr) -> Js:
        """What follows `...` in an array or a call."""
        return tight(self.elements(node), Binding.ASSIGN)

    def visit_dict(self, node: ast.Dict) -> Js:
        """A dict as an object literal, with `**spread`."""
        parts: list[Piece] = ["{"]
        for index, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
            parts.extend([", "] if index else [])
            if key is None:
                if not self.kinds(value) <= {Kind.DICT, Kind.RECORD}:
                    self.refuse(value, "`**` of something that is not a dict", "use a dict")
                parts.extend(["...", tight(self.expr(value), Binding.ASSIGN)])
                continue
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                parts.append(property_key(key.value))
            else:
                self.text_key(key)
                parts.extend(["[", self.expr(key), "]"])
            parts.extend([": ", tight(self.expr(value), Binding.ASSIGN)])
        return code(Binding.PRIMARY, *parts, "}")

    def visit_if_exp(self, node: ast.IfExp) -> Js:
        """`a if test else b`."""
        return code(
            Binding.CONDITIONAL,
            tight(self.test(node.test), Binding.OR),
            " ? ",
            tight(self.expr(node.body), Binding.ASSIGN),
            " : ",
            tight(self.expr(node.orelse), Binding.ASSIGN),
        )

    def visit_named_expr(self, node: ast.NamedExpr) -> Js:
        """`name := value`."""
        value = tight(self.expr(node.value), Binding.ASSIGN)
        return code(Binding.ASSIGN, self.target(node.target), " = ", value)

    def visit_await(self, node: ast.Await) -> Js:
        """`await value`."""
        return code(Binding.UNARY, "await ", tight(self.expr(node.value), Binding.UNARY))

    def visit_attribute(self, node: ast.Attribute) -> Js:
        """An attribute of a browser object, never renamed."""
        kinds = self.present(node.value)
        if not kinds <= {Kind.FOREIGN, Kind.UNKNOWN, Kind.CLASS, Kind.FUNCTION}:
            self.refuse(
                node, f"attribute `{node.attr}` of {describe(kinds)}", "call the method at once"
            )
        if self.is_bound_method(node):
            self.refuse(
                node,
                f"the method `{node.attr}` without a call",
                "JavaScript would lose its object: write a lambda that calls it",
            )
        receiver = receiver_of(self.expr(node.value))
        return code(Binding.CALL, receiver, mark_piece(node), f".{node.attr}")

    def is_bound_method(self, node: ast.Attribute) -> bool:
        """Whether the attribute is a method (not static) of a browser object."""
        owner = types.get_proper_type(self.types.type_of(node.value))
        if not isinstance(owner, types.Instance):
            return False
        symbol = owner.type.get(node.attr)
        found = symbol.node if symbol else None
        if isinstance(found, nodes.OverloadedFuncDef):
            return not found.is_static and not found.is_property
        return isinstance(found, nodes.FuncDef) and not found.is_static

    def visit_lambda(self, node: ast.Lambda) -> Js:
        """A lambda as an arrow function."""
        self.scopes.append(self.scope_of(node))
        try:
            parameters = self.parameters(node.args)
            body = self.expr(node.body)
            if self.scope.temporaries or self.scope.hoisted:
                self.refuse(node, "an expression this rich in a lambda", "write a def")
        finally:
            self.scopes.pop()
        return arrow(Js(parameters), body)

    def stringified(self, node: ast.expr) -> Js:
        """`str(x)`."""
        self.printable(node, "str()")
        if self.is_a(node, Kind.STR):
            return self.expr(node)
        return call("String", self.expr(node))


def mark_piece(node: ast.AST) -> Js:
    """A mark as a piece of code."""
    return Js(parts_of((mark(node),)))
