"""Function definitions, their parameters and `return`.

All of them are arrow functions, which are shorter; only one that uses `this` of js is no such.
"""

from __future__ import annotations

import ast

from periscale_build.dialect.javascript import Js, Part, listed, local_name, mark, parts_of
from periscale_build.dialect.kinds import MAYBE_NONE, Kind
from periscale_build.dialect.loops import Loops
from periscale_build.dialect.names import ScopeNode
from periscale_build.dialect.scopes import Scope


class Functions(Loops):
    """`def`, `async def`, `return`."""

    def scope_of(self, node: ScopeNode) -> Scope:
        """The analysed scope of a function."""
        return Scope(node)

    def do_functiondef(self, node: ast.FunctionDef) -> None:
        """`def`."""
        self.function(node, "")

    def do_asyncfunctiondef(self, node: ast.AsyncFunctionDef) -> None:
        """`async def`."""
        self.function(node, "async ")

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, prefix: str) -> None:
        """A function of either kind, at module level or inside another."""
        if node.decorator_list:
            self.refuse(node, "a decorator", "call the wrapping function")
        name = self.target(ast.copy_location(ast.Name(node.name, ast.Store()), node))
        in_module = len(self.scopes) == 1 and node in getattr(self.scope.node, "body", ())
        word = "let " if in_module or self.scope.declares(node, node.name) else ""
        keyword, arrow = ("function ", "") if self.uses_this(node) else ("", " =>")
        self.scopes.append(self.scope_of(node))
        outer_caught, self.caught = self.caught, []
        try:
            for hidden in self.scope.in_the_way:
                what = f"`global {hidden}` inside a function with a `{hidden}` of its own"
                self.refuse(node, what, "rename one of them")
            opening = (word, name, " = ", prefix, keyword, "(", self.parameters(node.args), ")")
            self.line(node, *opening, arrow, " {")
            place = len(self.out.lines)
            self.nested(node.body)
            # Temporaries are known only now.
            hoisted = [*map(local_name, self.scope.hoisted), *self.scope.temporaries]
            if hoisted:
                indent = "  " * (self.out.depth + 1)
                self.out.lines.insert(place, (f"{indent}let {', '.join(hoisted)};",))
        finally:
            self.scopes.pop()
            self.caught = outer_caught
        self.out.line(("};",))

    def uses_this(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
        """Whether `this` of js stands in the function."""
        return any(
            isinstance(inner, ast.Name) and self.types.full_name(inner) == "js.this"
            for inner in ast.walk(node)
        )

    def parameters(self, spec: ast.arguments) -> tuple[Part, ...]:
        """A parameter list without its parentheses; keyword-only ones come last."""
        if spec.kwarg:
            self.refuse(spec.kwarg, "`**` in a parameter list", "take a dict")
        if spec.vararg and spec.kwonlyargs:
            self.refuse(spec.vararg, "keyword-only parameters after `*rest`", "take a dict")
        plain = [*spec.posonlyargs, *spec.args]
        defaults: list[ast.expr | None] = [None] * (len(plain) - len(spec.defaults))
        defaults.extend(spec.defaults)
        defaults.extend(spec.kw_defaults)
        parts: list[Js] = []
        for arg, default in zip([*plain, *spec.kwonlyargs], defaults, strict=True):
            parts.append(self.parameter(arg, default))
        if spec.vararg:
            parts.append(Js((mark(spec.vararg), f"...{local_name(spec.vararg.arg)}")))
        return listed(parts)

    def parameter(self, arg: ast.arg, default: ast.expr | None) -> Js:
        """One parameter. Its default must be a constant: Python evaluates it once, JavaScript
        at each call."""
        name = local_name(arg.arg)
        if default is None:
            return Js((mark(arg), name))
        if not is_constant(default):
            self.refuse(default, "a default that is not a constant", "default to None")
        is_none = isinstance(default, ast.Constant) and default.value is None
        if not is_none and self.types.kinds_of_parameter(arg) & MAYBE_NONE:
            # A missing value is None as well, and would take it.
            what = f"a default of `{arg.arg}` that may be None"
            self.refuse(default, what, "default to None, and replace it in the function")
        return Js(parts_of((mark(arg),), f"{name} = ", self.expr(default)))

    def do_return(self, node: ast.Return) -> None:
        """`return`."""
        if node.value is None:
            # A function without a value gives undefined, which is None as well.
            self.line(node, "return;")
            return
        value = self.expr(node.value)
        if self.is_a(node.value, Kind.NONE) and value.text.startswith("void "):
            value = Js(value.parts[1:])
            self.line(node, value, ";")
            self.line(node, "return;")
            return
        self.line(node, "return ", value, ";")


def is_constant(node: ast.expr) -> bool:
    """Whether evaluating the expression again gives the same, unshared value."""
    match node:
        case ast.Constant():
            return True
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
            return True
        case ast.Name(id=name):
            return name.isupper()
    return False
