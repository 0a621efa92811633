"""A tiny project, so that a step of the build can be tested by itself."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from periscale_build.node import Node, ensure_node_modules
from periscale_build.project import Project, this_project

from tests.build.tiny_tag import GREETING, MAIN, write_module


@pytest.fixture
def write_modules() -> Callable[[Project], Path]:
    """Writes the modules of the tiny tag and returns its entry."""

    def write(project: Project) -> Path:
        write_module(project, "tag_src.browser.greeting", GREETING)
        return write_module(project, "main", MAIN)

    return write


@pytest.fixture
def project(tmp_path: Path, node: Node) -> Project:
    """A checkout in a folder whose name has blanks."""
    made = Project(tmp_path / "a folder with blanks")
    real = this_project()
    made.build.mkdir(parents=True)
    made.tag_src.mkdir()
    (made.tag_src / "main.py").write_text("# the tag\n", encoding="utf-8")
    (made.root / "pyproject.toml").write_text('[project]\nversion = "1.2.3"\n', encoding="utf-8")
    shutil.copy(real.build / "budgets.toml", made.build)
    shutil.copy(real.build / "package-lock.json", made.build)
    made.node_modules.symlink_to(real.node_modules)
    return made


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Node:
    """The node that the build uses, its packages installed."""
    return ensure_node_modules(this_project())
