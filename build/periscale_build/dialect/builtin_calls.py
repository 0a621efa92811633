"""Python's builtin functions.

A builtin that is not here is refused by name.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable

from periscale_build.dialect import instead
from periscale_build.dialect.base import Base
from periscale_build.dialect.javascript import (
    Binding,
    Js,
    Piece,
    arrow,
    call,
    code,
    listed,
    method,
    property_key,
    receiver_of,
    tight,
)
from periscale_build.dialect.kinds import NUMBERS, SEQUENCES, Kind, describe


class BuiltinCalls(Base):
    """`len`, `isinstance`, `sorted`, …"""

    def builtin_call(self, node: ast.Call) -> Js | None:
        """A call of one of Python's builtins, or None."""
        module, _, name = self.types.full_name(node.func).rpartition(".")
        if module != "builtins" or not hasattr(builtins, name):
            return None
        if isinstance(getattr(builtins, name), type) and issubclass(
            getattr(builtins, name), BaseException
        ):
            if name not in ("Exception", "TypeError"):
                self.refuse(node, f"{name}(…)", "raise Exception(…), TypeError(…) or js.Error(…)")
            return None
        compiler: Callable[[ast.Call], Js] | None = getattr(self, f"call_{name}", None)
        if compiler is None:
            self.refuse(node, f"{name}(…)", instead.BUILTINS.get(name, instead.ANYTHING))
        allowed = {"sorted": {"key", "reverse"}, "dict": None, "enumerate": {"start"}}.get(
            name, set()
        )
        for keyword in node.keywords:
            if allowed is not None and keyword.arg not in allowed:
                self.refuse(node, f"{name}(… {keyword.arg}=…)", "leave that argument out")
        return compiler(node)

    def call_len(self, node: ast.Call) -> Js:
        """`len(x)`."""
        value = self.only(node)
        kinds = self.kinds(value)
        if kinds <= {Kind.DICT, Kind.RECORD}:
            return code(Binding.CALL, call("Object.keys", self.expr(value)), ".length")
        if kinds <= SEQUENCES | {Kind.STR, Kind.FOREIGN}:
            return code(Binding.CALL, receiver_of(self.expr(value)), ".length")
        self.refuse(node, f"len of {describe(kinds)}", "narrow its type")

    def call_abs(self, node: ast.Call) -> Js:
        """`abs(x)`."""
        return call("Math.abs", self.expr(self.only(node)))

    def call_min(self, node: ast.Call) -> Js:
        """`min(a, b)` of numbers, `min(items)` of numbers or strings."""
        return self.extreme(node, "min", "<")

    def call_max(self, node: ast.Call) -> Js:
        """`max(…)`, like min."""
        return self.extreme(node, "max", ">")

    def extreme(self, node: ast.Call, name: str, symbol: str) -> Js:
        """The smallest or largest; the first of equals, as in Python."""
        if len(node.args) > 1:
            if not all(self.is_a(arg, *NUMBERS) for arg in node.args):
                self.refuse(node, f"{name} of several non-numbers", f"write {name}([…])")
            return call(f"Math.{name}", *(self.expr(arg) for arg in node.args))
        if not self.kinds(node) <= NUMBERS and not self.is_a(node, Kind.STR):
            self.refuse(node, f"{name} of {describe(self.kinds(node))}", "use numbers or strings")
        # An empty list throws, as in Python.
        chosen = Js((f"b {symbol} a ? b : a",), Binding.CONDITIONAL)
        return method(self.elements(self.only(node)), "reduce", arrow("a, b", chosen))

    def call_sum(self, node: ast.Call) -> Js:
        """`sum(numbers)`."""
        total = arrow("a, b", Js(("a + b",), Binding.SUM))
        return method(self.elements(self.only(node)), "reduce", total, Js(("0",)))

    def call_any(self, node: ast.Call) -> Js:
        """`any(test for …)` or `any(items)`."""
        return self.quantified(node, self.only(node), "some")

    def call_all(self, node: ast.Call) -> Js:
        """`all(test for …)` or `all(items)`."""
        return self.quantified(node, self.only(node), "every")

    def call_next(self, node: ast.Call) -> Js:
        """`next((x for x in xs if test), None)`."""
        self.only(node, 2)
        generator, default = node.args
        if not (isinstance(default, ast.Constant) and default.value is None):
            self.refuse(node, "next with a default other than None", "use None")
        if isinstance(generator, ast.GeneratorExp):
            part = generator.generators[0]
            same = ast.dump(generator.elt) == ast.dump(part.target).replace("Store", "Load")
            if len(generator.generators) == 1 and same:
                return self.found(part)
        self.refuse(node, "next of this", "write next((x for x in xs if …), None)")

    def call_sorted(self, node: ast.Call) -> Js:
        """`sorted(items, key=…, reverse=…)` by numbers or strings; stable."""
        options = {keyword.arg: keyword.value for keyword in node.keywords}
        items = self.elements(self.only(node))
        arguments = [items]
        key = options.get("key")
        if isinstance(key, ast.Lambda):
            ordered = self.kinds(key.body)
        else:
            if key is not None:
                self.refuse(node, "sorted with a key that is not a lambda", "write a lambda")
            ordered = self.element_kinds(node)
        if not ordered or not (ordered <= NUMBERS or ordered <= {Kind.STR}):
            self.refuse(node, f"sorted by {describe(ordered)}", "sort by numbers or strings")
        reverse = options.get("reverse")
        if key is None and reverse is None and ordered <= {Kind.STR}:
            # JavaScript's own order is that of `<` on strings, and of nothing else.
            return method(self.fresh(self.only(node), items), "sort")
        if key is not None or reverse is not None:
            arguments.append(self.expr(key) if key else Js(("undefined",)))
        if reverse is not None:
            arguments.append(
                code(Binding.CONDITIONAL, tight(self.test(reverse), Binding.OR), " ? -1 : 1")
            )
        return call(self.runtime("sorted"), *arguments)

    def call_reversed(self, node: ast.Call) -> Js:
        """`reversed(items)`, a new array."""
        items = self.only(node)
        return method(self.fresh(items, self.iterable(items)), "reverse")

    def fresh(self, node: ast.expr, items: Js) -> Js:
        """An array that nobody else has, so that it may be changed."""
        if isinstance(node, ast.ListComp):
            return items
        return code(Binding.PRIMARY, "[...", items, "]")

    def call_list(self, node: ast.Call) -> Js:
        """`list(items)`, a new array."""
        if not node.args:
            return Js(("[]",))
        return code(Binding.PRIMARY, "[...", self.iterable(self.only(node)), "]")

    def call_tuple(self, node: ast.Call) -> Js:
        """`tuple(items)`, a new array."""
        return self.call_list(node)

    def call_dict(self, node: ast.Call) -> Js:
        """`dict(other, key=value)`, `dict(pairs)`, a new object."""
        parts: list[Piece] = []
        for argument in node.args:
            if self.is_a(argument, Kind.DICT, Kind.RECORD):
                parts.extend(["...", tight(self.expr(argument), Binding.ASSIGN), ", "])
            elif not node.keywords:
                return call("Object.fromEntries", self.elements(argument))
            else:
                self.refuse(node, "dict of pairs and keywords", "merge with `|`")
        for keyword in node.keywords:
            parts.append(f"{property_key(keyword.arg)}: " if keyword.arg else "...")
            parts.extend([tight(self.expr(keyword.value), Binding.ASSIGN), ", "])
        return code(Binding.PRIMARY, "{", *parts[:-1], "}")

    def call_range(self, node: ast.Call) -> Js:
        """`range(…)` outside a `for`: an array."""
        if len(node.args) > 1:
            bounds = [self.expr(argument) for argument in self.exactly(node, 1, 2, 3)]
            return call(self.runtime("range"), *bounds)
        count = self.only(node)
        array = call("Array", call("Math.max", self.expr(count), Js(("0",))))
        if isinstance(count, ast.Constant):
            array = call("Array", self.expr(count))
        return code(Binding.PRIMARY, "[...", method(array, "keys"), "]")

    def call_enumerate(self, node: ast.Call) -> Js:
        """`enumerate(items, start)` outside a `for`: an array of pairs."""
        items, *start = self.exactly(node, 1, 2)
        start.extend(keyword.value for keyword in node.keywords)
        if start:
            return call(self.runtime("enumerate"), self.elements(items), self.expr(start[0]))
        pair = code(Binding.PRIMARY, "[", listed([Js(("i",)), Js(("x",))]), "]")
        return method(self.elements(items), "map", arrow("x, i", pair))
