"""`raise` and `try`.

JavaScript has one `catch`; the clauses become tests in it.
"""

from __future__ import annotations

import ast

from periscale_build.dialect.javascript import Binding, Js, Piece, code, local_name
from periscale_build.dialect.kinds import Kind
from periscale_build.dialect.statements import Statements

# `except Exception` catches whatever was thrown.
CATCH_ALL = frozenset({"builtins.Exception", "builtins.BaseException"})


class Exceptions(Statements):
    """`raise`, `try`, `except`, `else`, `finally`."""

    def do_raise(self, node: ast.Raise) -> None:
        """`raise error`, or `raise` inside an `except`."""
        if node.cause is not None:
            self.refuse(node, "raise … from", "raise the error alone")
        if node.exc is None:
            if not self.caught:
                self.refuse(node, "raise outside except", "name the error")
            self.line(node, f"throw {self.caught[-1]};")
            return
        if self.is_a(node.exc, Kind.CLASS):
            self.refuse(node, "raise of a class", "write Error(…) with a message")
        self.line(node, "throw ", self.expr(node.exc), ";")

    def do_try(self, node: ast.Try) -> None:
        """`try`/`except`/`else`/`finally`."""
        done = self.scope.temporary() if node.orelse else ""
        outer = bool(node.orelse and node.finalbody)
        if outer:
            self.out.line(("try {",))
            self.out.indent()
        if done:
            self.line(node, f"{done} = false;")
        self.line(node, "try {")
        self.nested(node.body)
        if done:
            self.out.line((f"  {done} = true;",))
        if node.handlers:
            self.handlers(node.handlers)
        if node.finalbody and not outer:
            self.out.line(("} finally {",))
            self.nested(node.finalbody)
        self.out.line(("}",))
        if done:
            self.out.line((f"if ({done}) {{",))
            self.nested(node.orelse)
            self.out.line(("}",))
        if outer:
            self.out.dedent()
            self.out.line(("} finally {",))
            self.nested(node.finalbody)
            self.out.line(("}",))

    def handlers(self, handlers: list[ast.ExceptHandler]) -> None:
        """All `except` clauses as one `catch`."""
        only = handlers[0]
        if len(handlers) == 1 and self.catches_all(only) and not needs_name(only):
            self.line(only, "} catch {")
            self.nested(only.body)
            return
        names = {handler.name for handler in handlers if handler.name}
        name = local_name(names.pop()) if len(names) == 1 else "error$"
        if names:
            self.refuse(only, "several names for one caught error", "use the same name")
        self.line(only, f"}} catch ({name}) {{")
        self.caught.append(name)
        if len(handlers) == 1 and self.catches_all(only):
            self.nested(only.body)
        else:
            self.chosen_handler(handlers, name)
        self.caught.pop()

    def chosen_handler(self, handlers: list[ast.ExceptHandler], name: str) -> None:
        """The handler whose class the error has; without one it is thrown on."""
        self.out.indent()
        for index, handler in enumerate(handlers):
            opening = "} else " if index else ""
            if self.catches_all(handler):
                if handler is not handlers[-1]:
                    self.refuse(handler, "a clause after `except Exception`", "put it before")
                self.line(handler, opening, "{")
            else:
                self.line(handler, opening, "if (", self.matches(handler, name), ") {")
            self.nested(handler.body)
        if not self.catches_all(handlers[-1]):
            self.out.line((f"}} else throw {name};",))
        else:
            self.out.line(("}",))
        self.out.dedent()

    def catches_all(self, handler: ast.ExceptHandler) -> bool:
        """Whether the clause catches whatever was thrown."""
        return handler.type is None or self.types.full_name(handler.type) in CATCH_ALL

    def matches(self, handler: ast.ExceptHandler, name: str) -> Js:
        """The test of one `except` clause."""
        assert handler.type is not None
        classes = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        parts: list[Piece] = []
        for index, item in enumerate(classes):
            full_name = self.types.full_name(item)
            if full_name == "builtins.TypeError":
                wanted = Js(("TypeError",))
            elif full_name.startswith("js."):
                wanted = self.expr(item)
            else:
                self.refuse(item, "except of this class", "use Exception or an error class of js")
            parts.extend([" || "] if index else [])
            parts.append(code(Binding.RELATION, f"{name} instanceof ", wanted))
        return code(Binding.OR, *parts)


def needs_name(handler: ast.ExceptHandler) -> bool:
    """Whether a clause uses the error it caught."""
    bare = any(isinstance(n, ast.Raise) and n.exc is None for n in ast.walk(handler))
    return bare or any(
        isinstance(n, ast.Name) and n.id == handler.name
        for statement in handler.body
        for n in ast.walk(statement)
    )
