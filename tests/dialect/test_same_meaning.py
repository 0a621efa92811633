"""Every construct of the dialect means in JavaScript what it means in Python.

The functions `case_…` of `programs/` run under CPython and, compiled, under Node.js; their results
must be the same.
"""

import importlib.util
import inspect
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from periscale_build.dialect import compile_tag
from periscale_build.node import ensure_node
from periscale_build.project import this_project

from tests.dialect import fake_browser

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
MODULES = sorted(path.stem for path in PROGRAMS.glob("*.py"))


def load(name: str) -> ModuleType:
    """A program as a Python module, with the fake browser as its `js`."""
    spec = importlib.util.spec_from_file_location(f"programs.{name}", PROGRAMS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    original = sys.modules.get("js")
    sys.modules["js"] = fake_browser
    try:
        spec.loader.exec_module(module)
    finally:
        if original is None:
            del sys.modules["js"]
        else:
            sys.modules["js"] = original
    return module


CASES = [(name, case) for name in MODULES for case in vars(load(name)) if case.startswith("case_")]


def in_python(module: str, case: str) -> dict[str, Any]:
    """What CPython makes of a case."""
    function = getattr(load(module), case)
    try:
        value = function()
        if inspect.isawaitable(value):
            value = finish(value)
    except Exception:
        return {"raised": True}
    return {"value": json.loads(json.dumps(value))}


def finish(coroutine: Any) -> Any:
    """Run a coroutine that never really waits, without an event loop: a worker may have one."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("the fake browser's promises are settled at once")


@pytest.fixture(scope="module")
def in_javascript(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What Node.js makes of all cases."""
    folder = tmp_path_factory.mktemp("dialect")
    shutil.copytree(PROGRAMS, folder / "programs")
    imports = [f"from programs.{m} import {c} as {m}{c}\n" for m, c in CASES]
    (folder / "programs" / "all_programs.py").write_text("".join(imports))
    out = folder / "out"
    compile_tag(folder / "programs", "all_programs", out)
    (out / "package.json").write_text('{"type": "module"}')
    files = {name: (out / f"programs.{name}.js").as_uri() for name in MODULES}
    node = ensure_node(this_project()).executable
    command = [node, str(HERE / "fake_browser.mjs"), json.dumps(files)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    results: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return results


@pytest.mark.parametrize(("module", "case"), CASES, ids=[f"{m}-{c}" for m, c in CASES])
def test_case(module: str, case: str, in_javascript: dict[str, dict[str, Any]]) -> None:
    compiled = in_javascript[f"{module}.{case}"]
    compiled.pop("why", None)
    assert compiled == in_python(module, case)
