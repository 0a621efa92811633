"""One Python module as one ES module.

It puts the parts of the dialect together; what each construct becomes stands in those.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from periscale_build.dialect import instead
from periscale_build.dialect.arithmetic import Arithmetic
from periscale_build.dialect.assignments import Assignments
from periscale_build.dialect.builtin_calls import BuiltinCalls
from periscale_build.dialect.calls import Calls
from periscale_build.dialect.comparisons import Comparisons
from periscale_build.dialect.comprehensions import Comprehensions
from periscale_build.dialect.conversions import Conversions
from periscale_build.dialect.exceptions import Exceptions
from periscale_build.dialect.expressions import Expressions
from periscale_build.dialect.functions import Functions
from periscale_build.dialect.javascript import Js, Part, local_name
from periscale_build.dialect.methods import Methods
from periscale_build.dialect.names import own_statements, parameter_names
from periscale_build.dialect.operators import Operators
from periscale_build.dialect.oracle import ModuleTypes
from periscale_build.dialect.places import Places
from periscale_build.dialect.refusals import CompileFailed, Refuse
from periscale_build.dialect.scopes import Scope
from periscale_build.dialect.str_methods import StrMethods
from periscale_build.dialect.writer import Writer

RUNTIME = "org.transcrypt.__runtime__"
# Modules whose names are types, syntax or globals of the browser: nothing to import.
ERASED_MODULES = frozenset({"__future__", "typing", "typing_extensions", "collections.abc", "js"})
VISITORS = {
    ast.Name: "visit_name",
    ast.Constant: "visit_constant",
    ast.JoinedStr: "visit_joined_str",
    ast.List: "visit_sequence",
    ast.Tuple: "visit_sequence",
    ast.Dict: "visit_dict",
    ast.IfExp: "visit_if_exp",
    ast.NamedExpr: "visit_named_expr",
    ast.Await: "visit_await",
    ast.Attribute: "visit_attribute",
    ast.Subscript: "visit_subscript",
    ast.Lambda: "visit_lambda",
    ast.BoolOp: "visit_bool_op",
    ast.UnaryOp: "visit_unary_op",
    ast.BinOp: "visit_bin_op",
    ast.Compare: "visit_compare",
    ast.Call: "visit_call",
    ast.ListComp: "visit_comprehension",
    ast.DictComp: "visit_dict_comp",
}


@dataclass(frozen=True)
class CompiledModule:
    """What a module became."""

    lines: list[tuple[Part, ...]]
    imports: list[str]

    @property
    def text(self) -> str:
        """The JavaScript."""
        writer = Writer()
        writer.lines = self.lines
        return writer.text()


class ModuleCompiler(
    Functions,
    Assignments,
    Exceptions,
    Calls,
    BuiltinCalls,
    Conversions,
    Methods,
    StrMethods,
    Comprehensions,
    Operators,
    Comparisons,
    Arithmetic,
    Expressions,
    Places,
):
    """Compiles one module.

    `rebound` names, for every module there is, the variables it rebinds through `global`;
    `accessors`, by their full names, the variables that functions do nothing but return.
    """

    def __init__(
        self,
        path: Path,
        tree: ast.Module,
        types: ModuleTypes,
        rebound: Mapping[str, set[str]],
        accessors: Mapping[str, str],
    ) -> None:
        self.path = path
        self.tree = tree
        self.types = types
        self.rebound = rebound
        self.accessors = accessors
        self.accessors_used: set[str] = set()
        self.out = Writer()
        self.scopes = [Scope(tree)]
        self.refusals: list[Refuse] = []
        self.runtime_used: set[str] = set()
        self.globals_used: dict[str, ast.AST] = {}
        self.caught: list[str] = []

    def expr(self, node: ast.expr) -> Js:
        """An expression for its value."""
        name = VISITORS.get(type(node))
        if name is None:
            form = type(node).__name__
            words = instead.EXPRESSIONS.get(form, instead.ANYTHING)
            self.refuse(node, f"the expression `{form}`", words)
        result: Js = getattr(self, name)(node)
        return result

    def compile(self) -> CompiledModule:
        """The module; raises CompileFailed with all its refusals."""
        self.block(self.tree.body)
        body, self.out = self.out.lines, Writer()
        imports = self.imports()
        names = [*map(local_name, self.scope.hoisted), *self.scope.temporaries]
        if names:
            self.out.line((f"let {', '.join(names)};",))
        self.out.lines.extend(body)
        values = (name for name in self.scope.own if not self.types.is_type_name(name))
        exported = sorted(map(local_name, values))
        if exported:
            self.out.line((f"export {{ {', '.join(exported)} }};",))
        self.keep_globals_free()
        if self.refusals:
            raise CompileFailed([refusal.located(self.path) for refusal in self.refusals])
        return CompiledModule(self.out.lines, imports)

    def imports(self) -> list[str]:
        """Write the import lines; return the modules they name."""
        modules: list[str] = []
        for node in self.tree.body:
            if not isinstance(node, ast.ImportFrom) or node.module in ERASED_MODULES:
                continue
            try:
                names = self.imported_names(node)
            except Refuse as refusal:
                self.refusals.append(refusal)
                continue
            if names and node.module:
                self.line(node, f'import {{ {", ".join(names)} }} from "./{node.module}.js";')
                modules.append(node.module)
        if self.runtime_used:
            names = [f"{name}$" for name in sorted(self.runtime_used)]
            self.out.line((f'import {{ {", ".join(names)} }} from "./{RUNTIME}.js";',))
        for accessor in sorted(self.accessors_used):
            module = accessor.rpartition(".")[0]
            name = f"{local_name(self.accessors[accessor])} as {accessor.replace('.', '$')}"
            self.out.line((f'import {{ {name} }} from "./{module}.js";',))
        return modules

    def imported_names(self, node: ast.ImportFrom) -> list[str]:
        """The names of one import, without types."""
        if node.level or not node.module:
            self.refuse(node, "a relative import", "write the whole module name")
        if any(name.startswith(f"{node.module}.") for name in self.rebound):
            self.refuse(node, f"import from the package `{node.module}`", "import from its modules")
        if node.module not in self.rebound:
            self.refuse(node, *instead.of_module(node.module))
        names = []
        for alias in node.names:
            if alias.name == "*":
                self.refuse(node, "import *", "name what you import")
            if alias.name in self.rebound[node.module]:
                self.refuse(
                    node,
                    f"import of `{alias.name}`, which its module rebinds",
                    "Python would keep the old value: export a function that returns it",
                )
            if self.types.is_type_name(alias.asname or alias.name):
                continue
            target = local_name(alias.name)
            if alias.asname:
                target += f" as {local_name(alias.asname)}"
            names.append(target)
        return names

    def keep_globals_free(self) -> None:
        """Refuse a global of the browser whose name the module binds to something else."""
        bound = {name for scope in all_scopes(self.tree) for name in scope.own | scope.parameters}
        for name, node in self.globals_used.items():
            if name in bound:
                what = f"`{name}` of js, a name that this module binds"
                self.refusals.append(Refuse(node, what, "rename one of them"))


def all_scopes(tree: ast.Module) -> list[Scope]:
    """The scopes of a module and of every function in it."""
    functions = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    return [Scope(tree), *(Scope(n) for n in ast.walk(tree) if isinstance(n, functions))]


def accessors_of(tree: ast.Module) -> dict[str, str]:
    """Functions of a module that do nothing but return a variable of it."""
    own = Scope(tree).own
    found = {}
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef) and not any(parameter_names(statement)):
            code = statement.body[1:] if ast.get_docstring(statement) else statement.body
            match code:
                case [ast.Return(value=ast.Name(id=name))] if name in own:
                    found[statement.name] = name
    return found


def rebound_names(tree: ast.Module) -> set[str]:
    """Module variables that a function of the module rebinds through `global`."""
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    return {
        name
        for function in ast.walk(tree)
        if isinstance(function, functions)
        for statement in own_statements(function.body)
        if isinstance(statement, ast.Global)
        for name in statement.names
    }
