"""The everyday methods of str, list and dict.

They apply where the checker knows the type; the same names on browser objects are left alone.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from periscale_build.dialect import instead
from periscale_build.dialect.base import Base, with_arguments
from periscale_build.dialect.javascript import (
    Binding,
    Js,
    Piece,
    call,
    code,
    method,
    property_access,
    property_key,
    receiver_of,
    tight,
)
from periscale_build.dialect.kinds import SEQUENCES, Kind

# One-to-one: Python method -> JavaScript method, with the numbers of arguments it may take.
STR_METHODS: dict[str, tuple[str, tuple[int, ...]]] = {
    "strip": ("trim", (0,)),
    "lstrip": ("trimStart", (0,)),
    "rstrip": ("trimEnd", (0,)),
    "lower": ("toLowerCase", (0,)),
    "upper": ("toUpperCase", (0,)),
    "find": ("indexOf", (1,)),
    "rfind": ("lastIndexOf", (1,)),
    "rjust": ("padStart", (2,)),
    "ljust": ("padEnd", (2,)),
}
LIST_METHODS: dict[str, tuple[str, tuple[int, ...]]] = {
    "copy": ("slice", (0,)),
}
# Every object literal inherits these; a dict never has them unless they were put there.
INHERITED = frozenset(
    "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString "
    "valueOf __proto__ __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__".split()
)
PYTHON_ONLY = frozenset(
    "append extend items strip lstrip rstrip lower upper startswith endswith setdefault "
    "popitem join insert get update".split()
)


class Methods(Base):
    """`"".join(…)`, `items.append(…)`, `mapping.get(…)`, …"""

    def method_call(self, node: ast.Call) -> Js | None:
        """A call of a method of str, list or dict, or None."""
        if not isinstance(node.func, ast.Attribute):
            return None
        name, owner = node.func.attr, node.func.value
        kinds = self.present(owner)
        for group, prefix in (
            ({Kind.STR}, "str"),
            (SEQUENCES, "list"),
            ({Kind.DICT, Kind.RECORD}, "dict"),
        ):
            if kinds and kinds <= group:
                return self.python_method(node, owner, prefix, name)
        if Kind.UNKNOWN in kinds and name in PYTHON_ONLY:
            self.refuse(node, f"`.{name}(…)` of a value of unknown type", "annotate the value")
        return None

    def python_method(self, node: ast.Call, owner: ast.expr, prefix: str, name: str) -> Js:
        """A method of one of Python's types."""
        renamed = {"str": STR_METHODS, "list": LIST_METHODS}.get(prefix, {}).get(name)
        special: Callable[[ast.Call, ast.expr], Js] | None = getattr(self, f"{prefix}_{name}", None)
        if special is None and (renamed is None or len(node.args) not in renamed[1]):
            full_name = f"{prefix}.{name}"
            what = f"{full_name} {with_arguments(node)}" if renamed else full_name
            self.refuse(node, what, instead.METHODS.get(full_name, instead.ANYTHING))
        if node.keywords and (prefix, name) != ("dict", "update"):
            self.refuse(node, f"keyword arguments to .{name}", "pass by position")
        if any(isinstance(arg, ast.Starred) for arg in node.args):
            self.refuse(node, f"`*spread` to .{name}", "pass one by one")
        if special is not None:
            return special(node, owner)
        assert renamed is not None
        return method(self.expr(owner), renamed[0], *(self.expr(arg) for arg in node.args))

    def list_append(self, node: ast.Call, owner: ast.expr) -> Js:
        """`items.append(x)`."""
        (item,) = self.exactly(node, 1)
        return self.silent(method(self.expr(owner), "push", self.expr(item)))

    def list_extend(self, node: ast.Call, owner: ast.expr) -> Js:
        """`items.extend(more)`."""
        (more,) = self.exactly(node, 1)
        spread = code(Binding.ASSIGN, "...", tight(self.iterable(more), Binding.ASSIGN))
        return self.silent(method(self.expr(owner), "push", spread))

    def list_pop(self, node: ast.Call, owner: ast.expr) -> Js:
        """`items.pop()` or `items.pop(0)`."""
        match self.exactly(node, 0, 1):
            case []:
                return method(self.expr(owner), "pop")
            case [ast.Constant(value=0)]:
                return method(self.expr(owner), "shift")
        self.refuse(node, "pop of an item in the middle", "use `del items[i]`")

    def list_insert(self, node: ast.Call, owner: ast.expr) -> Js:
        """`items.insert(i, x)`."""
        index, item = self.exactly(node, 2)
        if isinstance(index, ast.Constant) and index.value == 0:
            return self.silent(method(self.expr(owner), "unshift", self.expr(item)))
        inserted = method(self.expr(owner), "splice", self.expr(index), Js(("0",)), self.expr(item))
        return self.silent(inserted)

    def list_clear(self, node: ast.Call, owner: ast.expr) -> Js:
        """`items.clear()`."""
        self.exactly(node, 0)
        return self.silent(
            code(Binding.ASSIGN, receiver_of(self.expr(owner)), ".length = ", Js(("0",)))
        )

    def list_reverse(self, node: ast.Call, owner: ast.expr) -> Js:
        """`items.reverse()`."""
        self.exactly(node, 0)
        return self.silent(method(self.expr(owner), "reverse"))

    def silent(self, value: Js) -> Js:
        """A call whose Python form has no value."""
        return code(Binding.UNARY, "void ", tight(value, Binding.UNARY))

    def dict_get(self, node: ast.Call, owner: ast.expr) -> Js:
        """`mapping.get(key, default)`; inherited keys are never found."""
        key, *rest = self.exactly(node, 1, 2)
        self.text_key(key)
        default = self.expr(rest[0]) if rest else None
        name = key.value if isinstance(key, ast.Constant) else None
        if isinstance(name, str) and name not in INHERITED:
            found = property_access(self.expr(owner), name)
            if default is None:
                return found
            if self.never_none(node):
                return code(Binding.CONDITIONAL, found, " ?? ", tight(default, Binding.EQUALITY))
        arguments = [self.expr(owner), self.expr(key), *([default] if default else [])]
        return call(self.runtime("get"), *arguments)

    def never_none(self, node: ast.Call) -> bool:
        """Whether neither the stored values nor the default can be None."""
        return Kind.NONE not in self.kinds(node)

    def dict_keys(self, node: ast.Call, owner: ast.expr) -> Js:
        """`mapping.keys()` as an array."""
        self.exactly(node, 0)
        return call("Object.keys", self.expr(owner))

    def dict_values(self, node: ast.Call, owner: ast.expr) -> Js:
        """`mapping.values()` as an array."""
        self.exactly(node, 0)
        return call("Object.values", self.expr(owner))

    def dict_items(self, node: ast.Call, owner: ast.expr) -> Js:
        """`mapping.items()` as an array of pairs."""
        self.exactly(node, 0)
        return call("Object.entries", self.expr(owner))

    def dict_update(self, node: ast.Call, owner: ast.expr) -> Js:
        """`mapping.update(other, key=value)`."""
        arguments = [self.expr(owner), *(self.expr(arg) for arg in node.args)]
        if node.keywords:
            parts: list[Piece] = []
            for keyword in node.keywords:
                parts.append(f"{property_key(keyword.arg)}: " if keyword.arg else "...")
                parts.extend([tight(self.expr(keyword.value), Binding.ASSIGN), ", "])
            arguments.append(code(Binding.PRIMARY, "{", *parts[:-1], "}"))
        return self.silent(call("Object.assign", *arguments))

    def dict_pop(self, node: ast.Call, owner: ast.expr) -> Js:
        """`mapping.pop(key, default)`."""
        key, default = self.exactly(node, 2)
        self.text_key(key)
        arguments = (self.expr(owner), self.expr(key), self.expr(default))
        return call(self.runtime("pop"), *arguments)

    def dict_setdefault(self, node: ast.Call, owner: ast.expr) -> Js:
        """`mapping.setdefault(key, default)`."""
        key, default = self.exactly(node, 2)
        self.text_key(key)
        arguments = (self.expr(owner), self.expr(key), self.expr(default))
        return call(self.runtime("setDefault"), *arguments)

    def dict_copy(self, node: ast.Call, owner: ast.expr) -> Js:
        """`mapping.copy()`."""
        self.exactly(node, 0)
        return code(Binding.PRIMARY, "{...", tight(self.expr(owner), Binding.ASSIGN), "}")
