"""Where the parts of the repository lie, and what its pyproject.toml says.

Never creates, changes or removes a file.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Folders inside build/ that the build makes, and those that interpreters leave behind.
_MADE = {"dist", "modules", "node_modules", "__pycache__", ".mypy_cache"}


@dataclass(frozen=True, slots=True)
class Project:
    """A checkout of the repository: every path derives from its root."""

    root: Path

    @property
    def tag_src(self) -> Path:
        return self.root / "tag_src"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def dist(self) -> Path:
        return self.build / "dist"

    @property
    def modules(self) -> Path:
        """The ES modules the dialect wrote, one per Python module, before they are bundled."""
        return self.build / "modules"

    @property
    def node_modules(self) -> Path:
        return self.build / "node_modules"

    @property
    def version(self) -> str:
        return str(self._pyproject()["project"]["version"])

    def requirements(self, extra: str = "") -> list[str]:
        """The pinned requirements of the build, or those of one of the optional groups."""
        project = self._pyproject()["project"]
        return list(project["optional-dependencies"][extra] if extra else project["dependencies"])

    def inputs_digest(self) -> str:
        """A digest over the path and content of every file that can change what is built."""
        digest = hashlib.sha256()
        for path in sorted(self._inputs()):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(self.root).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def _inputs(self) -> Iterator[Path]:
        yield self.root / "pyproject.toml"
        for folder in (self.tag_src, self.build):
            for path in folder.rglob("*"):
                inside = path.relative_to(folder).parts
                if path.is_file() and _MADE.isdisjoint(inside) and inside != (".lock",):
                    yield path

    def _pyproject(self) -> dict[str, Any]:
        return tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))


def this_project() -> Project:
    """The checkout that this package runs from."""
    return Project(Path(__file__).resolve().parents[2])
