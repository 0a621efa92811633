"""The shell script that makes .venv, on machines that lack something."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from periscale_build.project import this_project


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project without requirements, so that its set-up needs no network."""
    root = tmp_path / "a folder with blanks"
    (root / "build").mkdir(parents=True)
    shutil.copy(this_project().build / "setup.sh", root / "build")
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return root


def _program(path: Path, script: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def _set_up(checkout: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: text for name, text in os.environ.items() if name != "PYTHON"}
    return subprocess.run(
        ["/bin/sh", "build/setup.sh"],
        cwd=checkout,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _path_with(checkout: Path, **programs: str) -> str:
    """A PATH with the everyday programs, no Python, and these."""
    folder = checkout.parent / "bin"
    for name in ("cat", "cksum", "mktemp", "rm", "id"):
        _program(folder / name, f'exec {shutil.which(name)} "$@"')
    for name, script in programs.items():
        _program(folder / name, script)
    return str(folder)


# A Python that makes a virtual environment of itself, whose pip installs nothing.
_PYTHON = """
case "$*" in
  *python_version*) echo 3.12.1 ;;
  "-m venv "*) /bin/mkdir -p "$3/bin" && /bin/cp "$0" "$3/bin/python" ;;
  *"pip install"*) echo "$*" >>pip.log ;;
esac
"""


def test_a_missing_python_is_reported(checkout: Path) -> None:
    done = _set_up(checkout, PATH=_path_with(checkout))
    assert done.returncode == 1
    assert "needs Python 3.11 or newer. No Python was found." in done.stderr
    assert "make PYTHON=" in done.stderr


def test_an_old_python_is_reported_with_its_version(checkout: Path) -> None:
    old = 'case "$*" in *python_version*) echo 3.9.2 ;; *version_info*) exit 1 ;; esac'
    done = _set_up(checkout, PATH=_path_with(checkout, python3=old))
    assert done.returncode == 1
    assert "python3 is 3.9.2." in done.stderr


def test_a_newer_python_behind_an_old_one_is_found(checkout: Path) -> None:
    old = 'case "$*" in *python_version*) echo 3.9.2 ;; *version_info*) exit 1 ;; esac'
    path = _path_with(checkout, python3=old, **{"python3.12": _PYTHON})
    done = _set_up(checkout, PATH=path)
    assert done.returncode == 0, done.stderr
    assert "with Python 3.12.1" in done.stdout
    assert "--editable .[dev]" in (checkout / "pip.log").read_text(encoding="utf-8")


def test_a_python_asked_for_is_taken(checkout: Path) -> None:
    path = _path_with(checkout, python3="exit 1", mine=_PYTHON)
    done = _set_up(checkout, PATH=path, PYTHON="mine")
    assert done.returncode == 0, done.stderr


def test_a_python_asked_for_that_is_too_old_is_not_replaced(checkout: Path) -> None:
    old = 'case "$*" in *python_version*) echo 3.9.2 ;; *version_info*) exit 1 ;; esac'
    path = _path_with(checkout, python3=_PYTHON, mine=old)
    done = _set_up(checkout, PATH=path, PYTHON="mine")
    assert done.returncode == 1
    assert "needs Python 3.11 or newer. mine is 3.9.2." in done.stderr


@pytest.mark.parametrize("is_set_up", [False, True])
def test_a_python_asked_for_that_is_not_there_is_reported(checkout: Path, is_set_up: bool) -> None:
    path = _path_with(checkout, python3=_PYTHON)
    if is_set_up:
        _set_up(checkout, PATH=path)
    done = _set_up(checkout, PATH=path, PYTHON="/nowhere/python3")
    assert (done.returncode, done.stdout) == (1, "")
    assert "PYTHON=/nowhere/python3 is no Python that can be run here." in done.stderr


def test_packages_that_cannot_be_had_are_explained(checkout: Path) -> None:
    offline = _PYTHON.replace('echo "$*" >>pip.log', "echo ProxyError >&2; exit 1")
    done = _set_up(checkout, PATH=_path_with(checkout, python3=offline))
    assert done.returncode == 1
    assert "ProxyError" in done.stderr
    assert "PyPI cannot be reached: check" in done.stderr
    # Nothing half made is taken for ready.
    assert "Setting up" in _set_up(checkout, PATH=_path_with(checkout, python3=_PYTHON)).stdout


def test_a_second_set_up_says_and_does_nothing(checkout: Path) -> None:
    path = _path_with(checkout, python3=_PYTHON)
    _set_up(checkout, PATH=path)
    log = (checkout / "pip.log").read_text(encoding="utf-8")
    done = _set_up(checkout, PATH=path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (checkout / "pip.log").read_text(encoding="utf-8") == log


@pytest.mark.parametrize("change", ["requirements", "moved folder"])
def test_a_change_sets_up_again(checkout: Path, change: str) -> None:
    path = _path_with(checkout, python3=_PYTHON)
    _set_up(checkout, PATH=path)
    if change == "requirements":
        (checkout / "pyproject.toml").write_text("[project]\n# other\n", encoding="utf-8")
    else:
        # The environment refers to the folder it was made for.
        checkout = checkout.rename(checkout.with_name("elsewhere"))
    assert "Setting up" in _set_up(checkout, PATH=path).stdout


def test_a_missing_venv_names_debians_package(checkout: Path) -> None:
    script = 'case "$*" in *python_version*) echo 3.12.1 ;; "-m venv "*) exit 1 ;;'
    script += " *-venv*) echo python3.12-venv ;; esac"
    path = _path_with(checkout, python3=script, id="echo 1000")
    done = _set_up(checkout, PATH=path)
    assert done.returncode == 1
    assert "sudo apt-get install python3.12-venv" in done.stderr


def test_as_root_debians_package_is_installed(checkout: Path) -> None:
    script = """
case "$*" in
  *python_version*) echo 3.12.1 ;;
  "-m venv "*) [ -e installed ] || exit 1; /bin/mkdir -p "$3/bin" && /bin/cp "$0" "$3/bin/python" ;;
  *-venv*) echo python3.12-venv ;;
esac
"""
    apt = 'case "$*" in *"install --yes"*python3.12-venv) : >installed ;; esac'
    path = _path_with(checkout, python3=script, id="echo 0", **{"apt-get": apt})
    done = _set_up(checkout, PATH=path)
    assert done.returncode == 0, done.stderr
    assert (checkout / "installed").exists()


def test_make_lists_its_targets() -> None:
    done = subprocess.run(
        ["make", "--no-print-directory"],
        cwd=this_project().root,
        capture_output=True,
        text=True,
        check=True,
    )
    targets = {line.split()[1] for line in done.stdout.splitlines()}
    assert {"serve", "test", "build", "size", "coverage", "lint", "clean"} <= targets
