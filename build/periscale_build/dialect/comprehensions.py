"""Comprehensions, generator expressions inside calls, and iterables as arrays.

They become map, flatMap, filter, some, every and find, which keep Python's order of evaluation.
"""

from __future__ import annotations

import ast

from mypy import types

from periscale_build.dialect.base import Base
from periscale_build.dialect.javascript import Binding, Js, Piece, arrow, call, code, method, tight
from periscale_build.dialect.kinds import SEQUENCES, Kind, describe, kinds_of
from periscale_build.dialect.names import target_names
from periscale_build.dialect.scopes import Scope


class Comprehensions(Base):
    """`[f(x) for x in xs if test]` and its relatives."""

    def visit_comprehension(self, node: ast.ListComp | ast.GeneratorExp) -> Js:
        """A list comprehension, or a generator expression whose every item is used."""
        return self.collected(node, node.generators, node.elt)

    def visit_dict_comp(self, node: ast.DictComp) -> Js:
        """A dict comprehension."""
        if not self.kinds(node.key) <= {Kind.STR}:
            self.refuse(node.key, f"{describe(self.kinds(node.key))} as a key", "use str keys")
        pair = ast.copy_location(ast.Tuple([node.key, node.value], ast.Load()), node)
        return call("Object.fromEntries", self.collected(node, node.generators, pair))

    def collected(self, node: ast.AST, parts: list[ast.comprehension], elt: ast.expr) -> Js:
        """The array a comprehension makes."""
        self.check_callback(node, parts, elt)
        part, inner = parts[0], parts[1:]
        source, pattern = self.source(part)
        if not inner and not part.ifs:
            if self.same(elt, part):
                return code(Binding.PRIMARY, "[...", tight(source, Binding.ASSIGN), "]")
            return method(source, "map", arrow(pattern, self.expr(elt)))
        if not inner and self.same(elt, part):
            return method(source, "filter", arrow(pattern, self.conditions(part.ifs)))
        item = self.collected(node, inner, elt) if inner else None
        if item is None:
            item = code(Binding.PRIMARY, "[", tight(self.expr(elt), Binding.ASSIGN), "]")
        if part.ifs:
            test = tight(self.conditions(part.ifs), Binding.OR)
            item = code(Binding.CONDITIONAL, test, " ? ", tight(item, Binding.CONDITIONAL), " : []")
        return method(source, "flatMap", arrow(pattern, item))

    def check_callback(self, node: ast.AST, parts: list[ast.comprehension], elt: ast.expr) -> None:
        """Refuse what cannot stand in a callback."""
        for child in (elt, *parts):
            if any(isinstance(item, ast.Await) for item in ast.walk(child)):
                self.refuse(node, "await in a comprehension", "write a for loop")
        if any(part.is_async for part in parts):
            self.refuse(node, "async for", "await one after the other")
        names = set(target_names(*(part.target for part in parts)))
        later = [elt, *(test for part in parts for test in part.ifs)]
        later.extend(part.iter for part in parts[1:])
        for function in (item for child in later for item in self.kept_lambdas(child)):
            for name in sorted(names & Scope(function).free_names()):
                self.refuse(
                    function,
                    f"a lambda with the comprehension's `{name}`",
                    "in Python it sees the last value: make it in a function that takes the value",
                )

    def kept_lambdas(self, node: ast.AST) -> list[ast.Lambda]:
        """The lambdas in an expression, but for the keys of `sorted`, which are called at once."""
        at_once = {
            keyword.value
            for call in ast.walk(node)
            if isinstance(call, ast.Call) and self.types.full_name(call.func) == "builtins.sorted"
            for keyword in call.keywords
        }
        return [
            item for item in ast.walk(node) if isinstance(item, ast.Lambda) and item not in at_once
        ]

    def same(self, elt: ast.expr, part: ast.comprehension) -> bool:
        """Whether the element is the loop variable itself, or the tuple of them."""
        enumerates = self.enumerates(part.iter)
        match elt, part.target:
            case ast.Name(id=name), ast.Name(id=target):
                return name == target and not enumerates
            case ast.Name(id=name), ast.Tuple(elts=[_, ast.Name(id=target)]) if enumerates:
                return name == target
            case ast.Tuple(elts=elts), ast.Tuple(elts=targets) if not enumerates:
                names = [item.id for item in elts if isinstance(item, ast.Name)]
                return len(names) == len(elts) and names == [
                    target.id for target in targets if isinstance(target, ast.Name)
                ]
        return False

    def enumerates(self, iterable: ast.expr) -> bool:
        """Whether it is `enumerate(items)`, whose pairs are no array in JavaScript."""
        match iterable:
            case ast.Call(func=function, args=[_], keywords=[]):
                return self.types.full_name(function) == "builtins.enumerate"
        return False

    def source(self, part: ast.comprehension) -> tuple[Js, Js]:
        """The array to go through and the callback's parameters."""
        iterable = part.iter
        match iterable, part.target:
            case ast.Call(args=[items]), ast.Tuple(elts=[index, item]) if self.enumerates(iterable):
                names = (self.target(item), ", ", self.target(index))
                return self.elements(items), code(Binding.COMMA, *names)
        return self.elements(iterable), self.target(part.target)

    def conditions(self, tests: list[ast.expr]) -> Js:
        """`if a if b`."""
        if len(tests) == 1:
            return self.test(tests[0])
        parts: list[Piece] = []
        for index, test in enumerate(tests):
            parts.extend([" && "] if index else [])
            parts.append(tight(self.test(test), Binding.AND))
        return code(Binding.AND, *parts)

    def quantified(self, node: ast.Call, items: ast.expr, name: str) -> Js:
        """`any`/`all`: some or every, stopping where Python stops; always a boolean."""
        if isinstance(items, ast.GeneratorExp):
            self.check_callback(node, items.generators, items.elt)
            return self.nested_test(items.generators, items.elt, name)
        element = Js(("x",))
        truth = self.truth_of_element(items, element)
        return method(self.elements(items), name, arrow("x", truth))

    def nested_test(self, parts: list[ast.comprehension], elt: ast.expr, name: str) -> Js:
        """One level of a generator expression inside any/all."""
        part, inner = parts[0], parts[1:]
        source, pattern = self.source(part)
        body = self.nested_test(inner, elt, name) if inner else self.test(elt)
        if part.ifs:
            test = self.conditions(part.ifs)
            if name == "some":
                body = code(Binding.AND, tight(test, Binding.AND), " && ", tight(body, Binding.AND))
            else:
                negated = code(Binding.UNARY, "!", tight(test, Binding.UNARY))
                body = code(Binding.OR, negated, " || ", tight(body, Binding.OR))
        return method(source, name, arrow(pattern, body))

    def truth_of_element(self, items: ast.expr, element: Js) -> Js:
        """The truth of one element of a list."""
        return self.truth(items, element, self.element_kinds(items))

    def found(self, part: ast.comprehension) -> Js:
        """`next((x for x in xs if test), None)`."""
        self.check_callback(part.iter, [part], part.iter)
        source, pattern = self.source(part)
        test = self.conditions(part.ifs) if part.ifs else Js(("true",))
        return method(source, "find", arrow(pattern, test))

    def element_kinds(self, node: ast.expr) -> frozenset[Kind]:
        """The kinds of a list's (or other generic's) elements, UNKNOWN where not known."""
        type_ = types.get_proper_type(self.types.type_of(node))
        if isinstance(node, ast.List | ast.Tuple | ast.Set) and not any(
            isinstance(item, ast.Starred) for item in node.elts
        ):
            # The checker sees them as what is asked for, here often `object`.
            return frozenset().union(*map(self.kinds, node.elts))
        if isinstance(type_, types.Instance) and type_.args:
            return kinds_of(type_.args[0])
        if isinstance(type_, types.TupleType):
            return frozenset().union(*(kinds_of(item) for item in type_.items))
        return frozenset({Kind.UNKNOWN})

    def iterable(self, node: ast.expr) -> Js:
        """What may follow `...` or `of`."""
        if self.is_a(node, Kind.STR, Kind.FOREIGN):
            return self.expr(node)
        return self.elements(node)

    def elements(self, node: ast.expr) -> Js:
        """An iterable as an array (browser collections and strings are spread into one)."""
        if isinstance(node, ast.GeneratorExp):
            return self.visit_comprehension(node)
        kinds = self.kinds(node)
        value = self.expr(node)
        if kinds and kinds <= SEQUENCES:
            return value
        if kinds and kinds <= {Kind.DICT, Kind.RECORD}:
            return call("Object.keys", value)
        if self.makes_array(node):
            return value
        if kinds and kinds <= {Kind.STR, Kind.FOREIGN}:
            return code(Binding.PRIMARY, "[...", tight(value, Binding.ASSIGN), "]")
        self.refuse(node, f"going through {describe(kinds)}", "use a list, str, dict or range")

    def makes_array(self, node: ast.expr) -> bool:
        """Whether the expression is an iterable that the dialect compiles to an array."""
        if not self.is_a(node, Kind.VIEW) or not isinstance(node, ast.Call):
            return False
        if isinstance(node.func, ast.Attribute):
            return self.present(node.func.value) <= {Kind.DICT, Kind.RECORD}
        return self.types.full_name(node.func).startswith("builtins.")
