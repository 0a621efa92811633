"""The same source makes the same bytes, wherever and on whatever Python it is built."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from periscale_build.project import Project, this_project

_SUPPORTED = ("3.11", "3.12", "3.13")
_RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"


def _checkout(root: Path) -> Project:
    """A copy of what the build reads, under another path."""
    real, copy = this_project(), Project(root)
    made = shutil.ignore_patterns("dist", "modules", "node_modules", "__pycache__", ".lock")
    shutil.copytree(real.build, copy.build, ignore=made)
    shutil.copytree(real.tag_src, copy.tag_src, ignore=made)
    shutil.copy(real.root / "pyproject.toml", copy.root)
    copy.node_modules.symlink_to(real.node_modules)
    return copy


def _build(project: Project, python: str) -> dict[str, bytes]:
    """Builds in a process of its own and returns the built files by name."""
    run = "from periscale_build import pipeline, project; pipeline.build(project.this_project())"
    subprocess.run(
        [python, "-c", run],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(project.build), "PYTHONHASHSEED": "random"},
        check=True,
    )
    return _files(project.dist)


def _files(dist: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(dist.iterdir())}


def test_two_folders_make_the_same_files(dist: Path, tmp_path: Path) -> None:
    other = _checkout(tmp_path / "a folder with blanks" / "and another")
    assert _build(other, sys.executable) == _files(dist)


@pytest.mark.parametrize("version", [v for v in _SUPPORTED if v != _RUNNING])
def test_another_python_makes_the_same_files(version: str, dist: Path, tmp_path: Path) -> None:
    python = _interpreter(version)
    if python is None:
        pytest.skip(f"no Python {version} on the PATH or in PERISCALE_PYTHONS")
    files = _build(_checkout(tmp_path / "other"), _with_requirements(version, python))
    # The gzip sizes in the manifest depend on the zlib that an interpreter was linked with.
    assert _without_gzip(files) == _without_gzip(_files(dist))


def _without_gzip(files: dict[str, bytes]) -> dict[str, Any]:
    manifest = json.loads(files["manifest.json"])
    for described in manifest["files"].values():
        del described["bytes"]["gzip"]
    return {**files, "manifest.json": manifest}


def _interpreter(version: str) -> str | None:
    """PERISCALE_PYTHONS lists interpreters, separated as in PATH, that are tried first."""
    listed = os.environ.get("PERISCALE_PYTHONS", "")
    candidates = [path for path in listed.split(os.pathsep) if path]
    for candidate in (*candidates, f"python{version}"):
        # A shim of pyenv starts nothing unless it is told which version.
        for environment in (os.environ, {**os.environ, "PYENV_VERSION": version}):
            found = _executable(candidate, version, environment)
            if found:
                return found
    return None


def _executable(candidate: str, version: str, environment: Any) -> str | None:
    ask = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
    try:
        done = subprocess.run(
            [candidate, "-c", ask], env=environment, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    answered, _, executable = done.stdout.strip().partition(" ")
    return executable if answered == version else None


def _with_requirements(version: str, python: str) -> str:
    """That Python in a virtual environment inside ours, with the build's pinned requirements."""
    folder = Path(sys.prefix) / "interpreters" / version
    inside = str(folder / "bin" / "python")
    wanted = "\n".join(this_project().requirements())
    stamp = folder / "requirements.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        made = subprocess.run([python, "-m", "venv", folder], capture_output=True, check=False)
        if made.returncode:
            pytest.skip(f"Python {version} has no venv module")
        install = [inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *this_project().requirements()], check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return inside
