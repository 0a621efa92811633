"""Methods of str that have no JavaScript method of the same meaning."""

from __future__ import annotations

import ast

from periscale_build.dialect.base import Base
from periscale_build.dialect.javascript import Binding, Js, code, method
from periscale_build.dialect.kinds import Kind


class StrMethods(Base):
    """`startswith`, `split`, `replace`, `join`, …"""

    def str_startswith(self, node: ast.Call, owner: ast.expr) -> Js:
        """`s.startswith(prefix)`."""
        return self.affix(node, owner, "startsWith")

    def str_endswith(self, node: ast.Call, owner: ast.expr) -> Js:
        """`s.endswith(suffix)`."""
        return self.affix(node, owner, "endsWith")

    def affix(self, node: ast.Call, owner: ast.expr, name: str) -> Js:
        """One prefix or suffix; a tuple of them is written with any(…)."""
        (part,) = self.exactly(node, 1)
        if not self.is_a(part, Kind.STR):
            self.refuse(node, "a tuple of affixes", "write any(s.startswith(p) for p in …)")
        return method(self.expr(owner), name, self.expr(part))

    def str_split(self, node: ast.Call, owner: ast.expr) -> Js:
        """`s.split(separator)`, or at white space."""
        if not node.args:
            words = method(self.expr(owner), "match", Js(("/\\S+/g",)))
            return code(Binding.PRIMARY, "(", words, " || [])")
        (separator,) = self.exactly(node, 1)
        self.not_empty(separator)
        return method(self.expr(owner), "split", self.expr(separator))

    def str_replace(self, node: ast.Call, owner: ast.expr) -> Js:
        """`s.replace(old, new)`: all of them, and `$` in `new` means itself."""
        old, new = self.exactly(node, 2)
        self.not_empty(old)
        if isinstance(new, ast.Constant) and "$" not in str(new.value):
            return method(self.expr(owner), "replaceAll", self.expr(old), self.expr(new))
        parts = method(self.expr(owner), "split", self.expr(old))
        return method(parts, "join", self.expr(new))

    def not_empty(self, node: ast.expr) -> None:
        """Refuse the empty separator, which means different things."""
        if isinstance(node, ast.Constant) and node.value == "":
            self.refuse(node, "an empty separator", "use list(s)")

    def str_join(self, node: ast.Call, owner: ast.expr) -> Js:
        """`separator.join(strings)`."""
        (items,) = self.exactly(node, 1)
        return method(self.elements(items), "join", self.expr(owner))
