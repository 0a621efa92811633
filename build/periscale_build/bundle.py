"""Turns the compiled ES modules into the shipped files, readable and minified, with their maps.

Never compiles Python and never writes a file.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from periscale_build.editions import FULL, Edition
from periscale_build.errors import BuildFailed
from periscale_build.node import Node, run_script
from periscale_build.project import Project

MINIFIED = FULL.minified
READABLE = FULL.readable

# The folders whose files may go into the tag; a map names its sources from there on.
_SOURCE_FOLDERS = ("tag_src/", "node_modules/", "modules/")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The shipped files by name, and what esbuild says of the modules in the full edition."""

    files: dict[str, str]
    metafile: dict[str, Any]


def bundle(project: Project, node: Node, entry: Path, edition: Edition = FULL) -> Bundle:
    """Bundles and minifies what the entry module reaches. The names of dist/ are the keys."""
    request = {
        "entry": str(entry),
        "workingDir": str(project.build),
        "name": edition.name,
        "define": {"PERISCALE_VERSION": json.dumps(project.version)},
    }
    answer = run_script(node, Path(__file__).with_name("bundle.mjs"), request)
    files: dict[str, str] = answer["files"]
    for name in (edition.minified, edition.readable):
        files[name] += f"//# sourceMappingURL={name}.map\n"
        files[f"{name}.map"] = tidy_map(files[f"{name}.map"], name)
    return Bundle(files, answer["metafile"])


def tidy_map(text: str, file_name: str) -> str:
    """The same map with sources named from the repository's root, as developer tools show them."""
    raw: dict[str, Any] = json.loads(text)
    tidy = {
        "version": raw["version"],
        "file": file_name,
        "sources": [_tidy_source(source) for source in raw["sources"]],
        "sourcesContent": raw["sourcesContent"],
        "names": raw["names"],
        "mappings": raw["mappings"],
    }
    return json.dumps(tidy, ensure_ascii=False, separators=(",", ":")) + "\n"


def _tidy_source(source: str) -> str:
    path = source.replace("\\", "/")
    for folder in _SOURCE_FOLDERS:
        _, found, rest = path.rpartition(f"/{folder}")
        if found or path.startswith(folder):
            return folder + (rest if found else path.removeprefix(folder))
    raise BuildFailed(f"The source map names {source}, which lies outside of tag_src.")
