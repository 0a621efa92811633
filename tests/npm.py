"""Installs the JavaScript packages that tests and measurements put into pages.

Never changes a lock file: what is installed is what it pins.
"""

import fcntl
import hashlib
import os
import subprocess
from pathlib import Path

from periscale_build.node import ensure_node
from periscale_build.project import this_project


def node_modules_of(folder: Path) -> Path:
    """`folder/node_modules` with exactly the packages of its package-lock.json.

    Installs them unless they are there; of several processes that ask at once, one does.
    """
    modules = folder / "node_modules"
    stamp = modules / ".installed"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
            _install(folder)
            stamp.write_text(wanted, encoding="utf-8")
    return modules


def _install(folder: Path) -> None:
    node = ensure_node(this_project())
    search_path = os.pathsep.join([str(Path(node.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder,
        env={**os.environ, "PATH": search_path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(
            f"npm could not install the packages of {folder.name}/package-lock.json. "
            f"Is the npm registry reachable?\n{done.stdout}{done.stderr}"
        )
