"""Calls: functions of the tag, classes and functions of the browser, keyword arguments.

Python's builtins and the methods of str, list and dict are compiled in files of their own.
"""

from __future__ import annotations

import ast

from mypy import nodes, types

from periscale_build.dialect.base import Base
from periscale_build.dialect.javascript import (
    Binding,
    Js,
    Piece,
    code,
    local_name,
    mark,
    method,
    property_key,
    tight,
)
from periscale_build.dialect.kinds import Kind

# Exceptions of Python that exist in JavaScript under the same name or a near one.
EXCEPTIONS = {"builtins.Exception": "Error", "builtins.TypeError": "TypeError"}
PURE = ast.Constant | ast.Name | ast.Lambda | ast.Attribute


class Calls(Base):
    """Calls of every kind."""

    def visit_call(self, node: ast.Call) -> Js:
        """One call."""
        special = (
            self.accessed(node)
            or self.syntax_call(node)
            or self.builtin_call(node)
            or self.method_call(node)
        )
        if special:
            return special
        if self.kinds(node.func) == {Kind.CLASS}:
            return self.constructed(node)
        callee = self.callee(node.func)
        return code(
            Binding.CALL, tight(callee, Binding.CALL), mark_js(node), "(", self.arguments(node), ")"
        )

    def accessed(self, node: ast.Call) -> Js | None:
        """A function that only returns a variable of its module: the variable, which is shorter.

        Python cannot import a variable that changes; JavaScript can.
        """
        full_name = self.types.full_name(node.func)
        variable = self.accessors.get(full_name)
        if variable is None:
            return None
        if full_name.rpartition(".")[0] != self.types.module:
            self.accessors_used.add(full_name)
            return Js((mark(node), full_name.replace(".", "$")))
        if any(variable in scope.own | scope.parameters for scope in self.scopes[1:]):
            return None
        return Js((mark(node), local_name(variable)))

    def callee(self, node: ast.expr) -> Js:
        """The function part of a call; here a method may stand without being called."""
        if isinstance(node, ast.Attribute):
            # No check for detached methods: this one is being called.
            if not self.present(node.value) <= {Kind.FOREIGN, Kind.UNKNOWN, Kind.CLASS}:
                self.refuse(
                    node,
                    f"the method `{node.attr}`",
                    "narrow its type: the dialect must know whether it is a str, list or dict",
                )
            receiver = self.expr(node.value)
            return code(Binding.CALL, tight(receiver, Binding.CALL), mark_js(node), f".{node.attr}")
        return self.expr(node)

    def syntax_call(self, node: ast.Call) -> Js | None:
        """`typeof(x)`, `regex(…)`, `truthy(x)`, `cast(T, x)`: syntax in a call's clothes."""
        match self.types.full_name(node.func):
            case "js.typeof":
                return code(Binding.UNARY, "typeof ", tight(self.expr(node.args[0]), Binding.UNARY))
            case "js.truthy":
                return code(Binding.UNARY, "!!", tight(self.expr(node.args[0]), Binding.UNARY))
            case "js.regex":
                return self.regular_expression(node)
            case "typing.cast":
                return self.expr(node.args[1])
        return self.substitution(node)

    def substitution(self, node: ast.Call) -> Js | None:
        """`pattern.sub(replacement, text)`, the only way to `String.prototype.replace`."""
        if not isinstance(node.func, ast.Attribute) or node.func.attr != "sub":
            return None
        owner = types.get_proper_type(self.types.type_of(node.func.value))
        if not isinstance(owner, types.Instance) or owner.type.fullname != "js.RegExp":
            return None
        replacement, subject = (self.expr(argument) for argument in node.args)
        return method(subject, "replace", self.expr(node.func.value), replacement)

    def regular_expression(self, node: ast.Call) -> Js:
        """`regex(r"…", "flags")` as a literal."""
        values = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
        pattern, flags = values[0], values[1] if len(values) > 1 else ""
        if not isinstance(pattern, str) or not isinstance(flags, str) or not pattern:
            self.refuse(node, "regex(…) that is not literal", "use `RegExp(…)` from js")
        escaped = escape_slashes(pattern).replace("\n", "\\n").replace("\u2028", "\\u2028")
        return Js((f"/{escaped}/{flags}",))

    def constructed(self, node: ast.Call) -> Js:
        """`new Class(…)`, a TypedDict as an object literal, an exception."""
        made = types.get_proper_type(self.types.type_of(node))
        full_name = self.types.full_name(node.func)
        if isinstance(made, types.TypedDictType):
            return self.record(node)
        if full_name in EXCEPTIONS:
            opening = f"new {EXCEPTIONS[full_name]}("
            return code(Binding.CALL, mark_js(node), opening, self.arguments(node), ")")
        if isinstance(made, types.Instance) and not made.type.fullname.startswith("js."):
            self.refuse(node, f"`{full_name.rpartition('.')[2]}(…)`", "use a browser class")
        callee = tight(self.expr(node.func), Binding.CALL)
        word = "" if full_name == "js.Error" else "new "  # it makes one without, too
        return code(Binding.CALL, mark_js(node), word, callee, "(", self.arguments(node), ")")

    def record(self, node: ast.Call) -> Js:
        """`Options(a=1, **more)` as an object literal."""
        parts: list[Piece] = []
        for argument in node.args:
            parts.extend(["...", tight(self.expr(argument), Binding.ASSIGN), ", "])
        for keyword in node.keywords:
            parts.append(f"{property_key(keyword.arg)}: " if keyword.arg else "...")
            parts.extend([tight(self.expr(keyword.value), Binding.ASSIGN), ", "])
        return code(Binding.PRIMARY, "{", *parts[:-1], "}")

    def arguments(self, node: ast.Call) -> Js:
        """The arguments in the order of the callee's parameters."""
        values = [self.element(arg) for arg in node.args]
        if node.keywords:
            values.extend(self.keyword_arguments(node))
        pieces: list[Piece] = []
        for index, value in enumerate(values):
            pieces.extend([", "] if index else [])
            pieces.append(tight(value, Binding.ASSIGN))
        return code(Binding.COMMA, *pieces)

    def keyword_arguments(self, node: ast.Call) -> list[Js]:
        """Keyword arguments put in their places; parameters skipped get `undefined`."""
        definition = self.types.definition(node.func)
        if definition is None:
            self.refuse(node, "keyword arguments to a callee not known here", "pass by position")
        if any(isinstance(arg, ast.Starred) for arg in node.args):
            self.refuse(node, "keyword arguments after `*spread`", "pass by position")
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        if None in given:
            self.refuse(node, "`**` in a call", "pass a dict")
        names = definition.arg_names[len(node.args) :]
        if nodes.ARG_STAR in definition.arg_kinds:
            self.refuse(node, "keyword arguments to a function with `*rest`", "pass by position")
        in_order = [name for name in names if name in given]
        if in_order != list(given) and not all(isinstance(v, PURE) for v in given.values()):
            self.refuse(
                node, "keyword arguments in another order", "keep the order of the parameters"
            )
        last = max(names.index(name) for name in given)
        return [
            self.expr(given[name]) if name in given else Js(("undefined",))
            for name in names[: last + 1]
        ]


def escape_slashes(pattern: str) -> str:
    """A pattern as it stands between slashes."""
    result, index, in_class = "", 0, False
    while index < len(pattern):
        char = pattern[index]
        if char == "\\":
            result += pattern[index : index + 2]
            index += 2
            continue
        in_class = char == "[" or (in_class and char != "]")
        result += "\\/" if char == "/" and not in_class else char
        index += 1
    return result


def mark_js(node: ast.AST) -> Js:
    """A mark as a piece of code."""
    return Js((mark(node),))
