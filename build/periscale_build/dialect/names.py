"""Which names and blocks a piece of syntax holds. Knows nothing of JavaScript."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
ScopeNode = FunctionNode | ast.Module


def simple_names(target: ast.expr) -> set[str]:
    """Names of a target that consists of names only."""
    nodes = [node for node in ast.walk(target) if isinstance(node, ast.expr)]
    if all(isinstance(node, ast.Name | ast.Tuple | ast.List | ast.Starred) for node in nodes):
        return set(target_names(target))
    return set()


def names_read(node: ast.AST | None) -> set[str]:
    """Every name an expression reads now; inside a lambda it is read later."""
    if node is None or isinstance(node, ast.Lambda):
        return set()
    names = {node.id} if isinstance(node, ast.Name) else set()
    return names.union(*(names_read(child) for child in ast.iter_child_nodes(node)))


def target_names(*targets: ast.expr) -> Iterator[str]:
    """Names bound by assignment targets."""
    for target in targets:
        for node in ast.walk(target):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def parameter_names(node: ScopeNode) -> Iterator[str]:
    """A function's parameters, all kinds."""
    if not isinstance(node, ast.Module):
        spec = node.args
        for arg in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs, spec.vararg, spec.kwarg):
            if arg:
                yield arg.arg


def declared_outer(node: ScopeNode) -> set[str]:
    """Names under `global` or `nonlocal` in this very function."""
    return declared_global(node) | declared_by(node, ast.Nonlocal)


def declared_global(node: ScopeNode) -> set[str]:
    """Names under `global` in this very function."""
    return declared_by(node, ast.Global)


def declared_by(node: ScopeNode, word: type[ast.Global | ast.Nonlocal]) -> set[str]:
    """Names under one of the two words in this very function."""
    if isinstance(node, ast.Lambda):
        return set()
    return {
        name
        for statement in own_statements(node.body)
        if isinstance(statement, word)
        for name in statement.names
    }


def blocks_of(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    """A compound statement's blocks, without those of `except`."""
    for field in ("body", "orelse", "finalbody"):
        block = getattr(node, field, None)
        if isinstance(block, list):
            yield block


def own_statements(block: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements of a function at any depth, without those of nested functions."""
    for statement in block:
        yield statement
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        for inner in blocks_of(statement):
            yield from own_statements(inner)
        for handler in getattr(statement, "handlers", ()):
            yield from own_statements(handler.body)


def is_annotation(node: ast.stmt, child: ast.expr) -> bool:
    """Whether the child is the annotation of an assignment, which is never compiled."""
    return isinstance(node, ast.AnnAssign) and child is node.annotation


def functions_of(block: list[ast.stmt]) -> set[str]:
    """Functions a block defines; those of a module become `function` declarations."""
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    return {statement.name for statement in block if isinstance(statement, functions)}
