"""What every part of a module's compilation shares: types, scopes, refusals.

It compiles nothing itself.
"""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import NoReturn

from periscale_build.dialect import instead
from periscale_build.dialect.javascript import Js, Part
from periscale_build.dialect.kinds import Kind, describe
from periscale_build.dialect.names import ScopeNode
from periscale_build.dialect.oracle import ModuleTypes
from periscale_build.dialect.refusals import Refuse
from periscale_build.dialect.scopes import Scope

# Names the emitted JavaScript relies on; Python code may not bind them to something else.
RELIED_ON = frozenset("Array Boolean Error Math Object String undefined".split())


class Base(ABC):
    """State of one module's compilation and the calls its parts make on each other."""

    types: ModuleTypes
    scopes: list[Scope]
    runtime_used: set[str]
    # Names of js.pyi used in this module, to be kept free.
    globals_used: dict[str, ast.AST]
    # By full names: functions that do nothing but return a variable, and those used here.
    accessors: Mapping[str, str]
    accessors_used: set[str]

    @property
    def scope(self) -> Scope:
        """The innermost function or module."""
        return self.scopes[-1]

    def refuse(self, node: ast.AST, construct: str, instead: str) -> NoReturn:
        """Refuse a construct; says what to write instead."""
        raise Refuse(node, construct, instead)

    def runtime(self, name: str) -> str:
        """Use one function of the runtime module."""
        self.runtime_used.add(name)
        return f"{name}$"

    def kinds(self, node: ast.expr) -> frozenset[Kind]:
        """The kinds an expression may have at run time."""
        return self.types.kinds(node)

    def present(self, node: ast.expr) -> frozenset[Kind]:
        """The kinds without None."""
        return self.kinds(node) - {Kind.NONE}

    def is_a(self, node: ast.expr, *kinds: Kind) -> bool:
        """Whether the expression is certainly of one of these kinds."""
        found = self.kinds(node)
        return bool(found) and found <= set(kinds)

    def only(self, node: ast.Call, count: int = 1) -> ast.expr:
        """The first argument of a builtin that takes exactly `count`."""
        if len(node.args) != count or any(isinstance(arg, ast.Starred) for arg in node.args):
            self.refuse_count(node, count)
        return node.args[0]

    def exactly(self, node: ast.Call, *counts: int) -> list[ast.expr]:
        """The arguments, if their number is one of these."""
        if len(node.args) not in counts:
            self.refuse_count(node, *counts)
        return node.args

    def refuse_count(self, node: ast.Call, *counts: int) -> NoReturn:
        """Refuse a call for the number of its arguments."""
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        takes = f"the dialect takes {' or '.join(map(str, counts))}"
        self.refuse(node, f"{name}(…) {with_arguments(node)}", instead.ARGUMENTS.get(name, takes))

    def text_key(self, key: ast.expr) -> None:
        """Refuse keys that are not strings: JavaScript would turn them into strings."""
        if not self.kinds(key) <= {Kind.STR}:
            self.refuse(key, f"{describe(self.kinds(key))} as a key", "use str keys")

    @abstractmethod
    def expr(self, node: ast.expr) -> Js:
        """An expression for its value."""

    @abstractmethod
    def test(self, node: ast.expr) -> Js:
        """An expression for its truth: JavaScript's truth of the result is Python's."""

    @abstractmethod
    def iterable(self, node: ast.expr) -> Js:
        """What may follow `...` or `of`."""

    @abstractmethod
    def elements(self, node: ast.expr) -> Js:
        """An iterable as a JavaScript array."""

    @abstractmethod
    def target(self, node: ast.expr) -> Js:
        """An assignment target or loop variable as a JavaScript pattern."""

    @abstractmethod
    def scope_of(self, node: ScopeNode) -> Scope:
        """The analysed scope of a function."""

    @abstractmethod
    def parameters(self, spec: ast.arguments) -> tuple[Part, ...]:
        """A function's parameter list without its parentheses."""

    @abstractmethod
    def arithmetic(self, node: ast.AST, left: ast.expr, op: ast.operator, right: ast.expr) -> Js:
        """`left op right`."""

    @abstractmethod
    def truth(self, node: ast.expr, value: Js, kinds: frozenset[Kind]) -> Js:
        """Python's truth of a value of these kinds."""

    @abstractmethod
    def element_kinds(self, node: ast.expr) -> frozenset[Kind]:
        """The kinds of a list's elements."""

    @abstractmethod
    def stringified(self, node: ast.expr) -> Js:
        """`str(x)`."""

    @abstractmethod
    def quantified(self, node: ast.Call, items: ast.expr, name: str) -> Js:
        """`any` or `all`."""

    @abstractmethod
    def found(self, part: ast.comprehension) -> Js:
        """`next((x for x in xs if test), None)`."""

    @abstractmethod
    def builtin_call(self, node: ast.Call) -> Js | None:
        """A call of one of Python's builtins, or None."""

    @abstractmethod
    def method_call(self, node: ast.Call) -> Js | None:
        """A call of a method of str, list or dict, or None."""

    @abstractmethod
    def element(self, node: ast.expr) -> Js:
        """An element or argument, maybe starred."""


def with_arguments(node: ast.Call) -> str:
    """How many arguments a call has, in words."""
    count = len(node.args)
    return "with 1 argument" if count == 1 else f"with {count} arguments"
