"""Where each Python local is declared in JavaScript.

A name is declared where it is first assigned if every use lies in that block; otherwise at the top
of its function, which is where Python has it. A loop's variable that a closure captures goes to the
top as well, because Python's closures see its last value. It never renames anything.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from periscale_build.dialect.names import (
    FunctionNode,
    ScopeNode,
    blocks_of,
    declared_global,
    declared_outer,
    functions_of,
    is_annotation,
    names_read,
    parameter_names,
    simple_names,
    target_names,
)

Comprehension = ast.ListComp | ast.DictComp | ast.SetComp | ast.GeneratorExp

# One step: the block, the statement's place in it, and whether the block is a loop's body.
Step = tuple[int, int, bool]


@dataclass(frozen=True)
class Use:
    """One place where a scope's own name is read or written."""

    steps: tuple[Step, ...]
    statements: tuple[ast.stmt, ...]
    stores: bool
    captured: bool
    is_global: bool
    """A nested function says that it is the module's, whatever the functions around it have."""


class Scope:
    """The names of one function or module and their declarations."""

    def __init__(self, node: ScopeNode) -> None:
        self.node = node
        self.parameters = set(parameter_names(node))
        self.outer_names = declared_outer(node)
        self.uses: dict[str, list[Use]] = {}
        self.temporaries: list[str] = []
        body = [] if isinstance(node, ast.Lambda) else node.body
        self._block(body, (), (), in_loop=False)
        if isinstance(node, ast.Lambda):
            self._expression(node.body, (), (), captured=False, hidden=frozenset())
        is_module = isinstance(node, ast.Module)
        own = {
            name
            for name, uses in self.uses.items()
            if any(use.stores and (is_module or not use.is_global) for use in uses)
        }
        self.own = own - self.parameters - self.outer_names
        # JavaScript cannot reach the module's variable past one of the same name.
        mine = set() if is_module else self.own | self.parameters
        self.in_the_way = [
            name
            for name, uses in self.uses.items()
            if name in mine and any(use.is_global for use in uses)
        ]
        self._declared: set[tuple[int, str]] = set()
        self.hoisted = [name for name in self.uses if name in self.own and not self._place(name)]

    def declares(self, statement: ast.stmt, name: str) -> bool:
        """Whether this statement declares the name, rather than only assigning it.

        With `let`, always: one keyword costs less than two, and the type checker guards the rest.
        """
        return (id(statement), name) in self._declared

    def free_names(self) -> set[str]:
        """Names it reads or writes that belong to the functions around it."""
        return self.uses.keys() - self.parameters - self.own

    def captured(self, name: str) -> bool:
        """Whether a nested function uses the name."""
        return any(use.captured for use in self.uses.get(name, ()))

    def stores(self, name: str) -> int:
        """How many times the name is assigned."""
        return sum(use.stores for use in self.uses.get(name, ()))

    def temporary(self) -> str:
        """A new name, declared at the top of the function; Python cannot spell it."""
        name = f"t${len(self.temporaries)}"
        self.temporaries.append(name)
        return name

    def _place(self, name: str) -> bool:
        if isinstance(self.node, ast.Module) and name in functions_of(self.node.body):
            return True
        uses = self.uses[name]
        depth = 0
        while all(len(use.steps) > depth for use in uses) and (
            len({use.steps[depth][0] for use in uses}) == 1
        ):
            depth += 1
            if len({use.steps[depth - 1][1] for use in uses}) > 1:
                break
        if depth == 0:
            return False
        first = min(uses, key=lambda use: use.steps[depth - 1][1])
        statement = first.statements[depth - 1]
        in_loop = any(step[2] for step in first.steps[:depth])
        whole = all(use.statements[depth - 1] is statement for use in uses)
        if name not in declarable_names(statement, alone=whole):
            return False
        if self.captured(name) and (in_loop or isinstance(statement, ast.For)):
            return False
        self._declared.add((id(statement), name))
        return True

    def _block(
        self,
        block: list[ast.stmt],
        steps: tuple[Step, ...],
        statements: tuple[ast.stmt, ...],
        in_loop: bool,
    ) -> None:
        for index, statement in enumerate(block):
            here = (*steps, (id(block), index, in_loop))
            self._statement(statement, here, (*statements, statement))

    def _statement(
        self, node: ast.stmt, steps: tuple[Step, ...], statements: tuple[ast.stmt, ...]
    ) -> None:
        if isinstance(node, ast.ClassDef | ast.Import | ast.ImportFrom | ast.Global | ast.Nonlocal):
            return
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            self._note(node.name, steps, statements, stores=True, captured=False)
            self._closure(node, steps, statements, frozenset())
            return
        loops = isinstance(node, ast.For | ast.While)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr) and not is_annotation(node, child):
                self._expression(child, steps, statements, captured=False, hidden=frozenset())
        for block in blocks_of(node):
            self._block(block, steps, statements, in_loop=loops)
        if isinstance(node, ast.Try):
            for handler in node.handlers:
                if handler.type:
                    self._expression(handler.type, steps, statements, False, frozenset())
                self._block(handler.body, steps, statements, in_loop=False)

    def _expression(
        self,
        node: ast.AST,
        steps: tuple[Step, ...],
        statements: tuple[ast.stmt, ...],
        captured: bool,
        hidden: frozenset[str],
    ) -> None:
        if isinstance(node, ast.Name):
            if node.id not in hidden:
                self._note(node.id, steps, statements, not isinstance(node.ctx, ast.Load), captured)
        elif isinstance(node, ast.Lambda):
            self._closure(node, steps, statements, hidden)
        else:
            if isinstance(node, Comprehension):
                hidden = hidden | set(target_names(*(part.target for part in node.generators)))
            for child in ast.iter_child_nodes(node):
                self._expression(child, steps, statements, captured, hidden)

    def _closure(
        self,
        node: FunctionNode,
        steps: tuple[Step, ...],
        statements: tuple[ast.stmt, ...],
        hidden: frozenset[str],
    ) -> None:
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self._expression(default, steps, statements, captured=False, hidden=hidden)
        inner = Scope(node)
        of_module = declared_global(node)
        for name, uses in inner.uses.items():
            if name in inner.parameters or name in inner.own or name in hidden:
                continue
            for use in uses:
                is_global = use.is_global or name in of_module
                self._note(name, steps, statements, use.stores, captured=True, is_global=is_global)

    def _note(
        self,
        name: str,
        steps: tuple[Step, ...],
        statements: tuple[ast.stmt, ...],
        stores: bool,
        captured: bool,
        is_global: bool = False,
    ) -> None:
        use = Use(steps, statements, stores, captured, is_global)
        self.uses.setdefault(name, []).append(use)


def declarable_names(statement: ast.stmt, alone: bool) -> set[str]:
    """Names this statement may declare; a `for` only where nothing outside it uses them."""
    match statement:
        case ast.Assign(targets=[target]):
            return simple_names(target) - names_read(statement.value)
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            return {name} - names_read(statement.value)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return {name}
        case ast.For(target=target) if alone:
            return simple_names(target) - names_read(statement.iter)
    return set()
