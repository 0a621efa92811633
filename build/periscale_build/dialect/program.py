"""A whole program through Transcrypt: from a folder of Python to a folder of ES modules.

It does not bundle or minify.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import transcrypt.__main__ as transcrypt

from periscale_build.dialect.generator import Sources, generator_for
from periscale_build.dialect.module import accessors_of, rebound_names
from periscale_build.dialect.oracle import check, parse
from periscale_build.dialect.refusals import CompileFailed, Refusal

RUNTIME_DIR = Path(__file__).parents[2] / "runtime"


def compile_tag(source_dir: Path, main: str, out_dir: Path) -> Path:
    """Compile the package in `source_dir`, starting from its module `main`, into `out_dir`.

    Writes `package.module.js` and `package.module.map` per module and returns the entry's file.
    Everything in `out_dir` is replaced. Raises CompileFailed.
    """
    source_dir, out_dir = source_dir.resolve(), out_dir.resolve()
    sources = read_sources(source_dir)
    with transcrypt_running(source_dir / main, out_dir):
        original = transcrypt.compiler.Generator
        transcrypt.compiler.Generator = generator_for(sources)
        said = io.StringIO()
        try:
            with contextlib.redirect_stdout(said):
                transcrypt.utils.commandArgs.parse()
                search = [source_dir, RUNTIME_DIR, source_dir.parent]
                transcrypt.compiler.Program(
                    [path.as_posix() for path in search],
                    [],
                    # The stock runtime's description of itself; only a prefix is read from it.
                    transcrypt.utils.Any(transpiler_name="transcrypt"),
                )
        except transcrypt.utils.Error as error:
            if sources.bugs:
                raise sources.bugs[0] from None
            if not sources.refusals:  # a refused module has no text to go on with
                raise CompileFailed([Refusal(main, 1, "Transcrypt", str(error))]) from None
        finally:
            transcrypt.compiler.Generator = original
    if sources.refusals:
        raise CompileFailed(sources.refusals)
    return out_dir / f"{main}.js"


def read_sources(source_dir: Path) -> Sources:
    """Parse and type-check every module of the package."""
    root = source_dir.parent
    paths = {
        ".".join(path.relative_to(root).with_suffix("").parts): path
        for path in sorted(source_dir.rglob("*.py"))
        if path.name != "__init__.py"
    }
    trees = {}
    for name, path in paths.items():
        try:
            trees[name] = parse(path)
        except SyntaxError as error:
            refusal = Refusal(str(path), error.lineno or 1, "syntax error", error.msg)
            raise CompileFailed([refusal]) from None
    typings = source_dir / "typings"
    libraries: dict[str, set[str]] = {path.stem: set() for path in typings.glob("*.pyi")}
    rebound = libraries | {name: rebound_names(tree) for name, tree in trees.items()}
    accessors = {
        f"{module}.{function}": variable
        for module, tree in trees.items()
        for function, variable in accessors_of(tree).items()
    }
    types, errors = check(paths, [typings, root], root)
    return Sources(root, paths, trees, types, rebound, accessors, refusals=errors)


@contextlib.contextmanager
def transcrypt_running(source: Path, out_dir: Path) -> Iterator[None]:
    """Transcrypt reads its options from the command line only."""
    arguments = sys.argv
    out_dir.mkdir(parents=True, exist_ok=True)
    sys.argv = ["transcrypt", "-b", "-n", "-od", out_dir.as_posix(), source.as_posix()]
    try:
        yield
    finally:
        sys.argv = arguments
