"""`for` and `while`.

A loop counts or goes through an array; there are no iterator objects.
"""

from __future__ import annotations

import ast
from typing import NoReturn

from periscale_build.dialect.javascript import Binding, Js, Piece, tight
from periscale_build.dialect.kinds import Kind
from periscale_build.dialect.names import own_statements
from periscale_build.dialect.statements import Statements


class Loops(Statements):
    """Loops."""

    def do_while(self, node: ast.While) -> None:
        """`while test`."""
        if node.orelse:
            self.refuse_else(node)
        self.line(node, "while (", self.test(node.test), ") {")
        self.nested(node.body)
        self.out.line(("}",))

    def do_break(self, node: ast.Break) -> None:
        """`break`."""
        self.line(node, "break;")

    def do_continue(self, node: ast.Continue) -> None:
        """`continue`."""
        self.line(node, "continue;")

    def do_for(self, node: ast.For) -> None:
        """`for target in iterable`."""
        if node.orelse:
            self.refuse_else(node)
        function = ""
        if isinstance(node.iter, ast.Call):
            function = self.types.full_name(node.iter.func)
        if function == "builtins.range" and isinstance(node.iter, ast.Call):
            self.counting(node, node.iter)
        elif function == "builtins.enumerate" and isinstance(node.iter, ast.Call):
            self.enumerating(node, node.iter)
        else:
            self.going_through(node, node.target, node.iter)

    def refuse_else(self, node: ast.For | ast.While) -> NoReturn:
        """`else` of a loop."""
        self.refuse(node, "else of a loop", "use a variable, or return")

    def going_through(self, node: ast.For, target: ast.expr, iterable: ast.expr) -> None:
        """`for (const x of xs)`."""
        source = tight(self.iterable(iterable), Binding.ASSIGN)
        word = self.declaration(node, target)
        self.line(node, "for (", word, self.target(target), " of ", source, ") {")
        self.nested(node.body)
        self.out.line(("}",))

    def counting(self, node: ast.For, call: ast.Call) -> None:
        """`for i in range(…)`: a counting loop; the bound is evaluated once."""
        if not isinstance(node.target, ast.Name):
            self.refuse(node, "range into anything but a name", "use a name")
        bounds = [self.expr(arg) for arg in call.args]
        start = bounds[0] if len(bounds) > 1 else Js(("0",))
        stop = bounds[1] if len(bounds) > 1 else bounds[0]
        step = self.step(call)
        counter = target = self.target(node.target)
        stays = self.scope.declares(node, node.target.id) and not self.assigned_in(node)
        if not stays:
            # Python's variable keeps its last value and may be changed in the body.
            counter = Js((f"{node.target.id}$",))
        header: list[Piece] = ["for (let ", counter, " = ", tight(start, Binding.ASSIGN)]
        if not isinstance(call.args[min(1, len(call.args) - 1)], ast.Constant):
            header.extend([", end$ = ", tight(stop, Binding.ASSIGN)])
            stop = Js(("end$",))
        header.extend(["; ", counter, " < " if step > 0 else " > ", stop, "; ", counter])
        header.append({1: "++", -1: "--"}.get(step) or f" += {step}")
        self.line(node, *header, ") {")
        if not stays:
            self.out.indent()
            word = "let " if self.scope.declares(node, node.target.id) else ""
            self.line(node, word, target, " = ", counter, ";")
            self.out.dedent()
        self.nested(node.body)
        self.out.line(("}",))

    def assigned_in(self, node: ast.For) -> bool:
        """Whether the loop's body assigns the loop's variable."""
        assert isinstance(node.target, ast.Name)
        return self.scope.stores(node.target.id) > 1

    def step(self, call: ast.Call) -> int:
        """The third argument of range, which must be a literal."""
        if len(call.args) < 3:
            return 1
        match call.args[2]:
            case ast.Constant(value=int(step)) if step > 0:
                return step
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(step))) if step > 0:
                return -step
        self.refuse(call, "range with this step", "use a literal step other than 0")

    def enumerating(self, node: ast.For, call: ast.Call) -> None:
        """`for i, x in enumerate(xs, start)`: a counter beside the loop."""
        if not (isinstance(node.target, ast.Tuple) and len(node.target.elts) == 2):
            self.refuse(node, "enumerate into one name", "unpack: for i, x in enumerate(…)")
        index, item = node.target.elts
        if not isinstance(index, ast.Name):
            self.refuse(index, "this index of enumerate", "use a name")
        given = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
        if given and not self.is_a(given[0], Kind.INT):
            self.refuse(call, "enumerate with this start", "use an int")
        start = self.expr(given[0]) if given else Js(("0",))
        counter = f"{index.id}$"
        depth = self.enumerate_depth(node)
        counter += str(depth) if depth else ""
        self.line(node, f"let {counter} = ", tight(start, Binding.ASSIGN), ";")
        source = tight(self.iterable(call.args[0]), Binding.ASSIGN)
        word = self.declaration(node, item)
        self.line(node, "for (", word, self.target(item), " of ", source, ") {")
        self.out.indent()
        word = "let " if self.scope.declares(node, index.id) else ""
        self.line(node, word, self.target(index), f" = {counter}++;")
        self.out.dedent()
        self.nested(node.body)
        self.out.line(("}",))

    def enumerate_depth(self, node: ast.For) -> int:
        """A number that tells apart two loops with the same index in one function."""
        scope = self.scope.node
        if isinstance(scope, ast.Lambda):
            return 0
        loops = [item for item in own_statements(scope.body) if isinstance(item, ast.For)]
        return loops.index(node)
