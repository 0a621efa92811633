"""Runs the steps from Python source to `build/dist/` in their order.

Never holds knowledge of its own about compiling or bundling, and never asks what the result weighs:
a tag above its budget can still be tested.
"""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from periscale_build.bundle import Bundle, bundle
from periscale_build.dialect import compile_tag
from periscale_build.editions import EDITIONS, FULL
from periscale_build.errors import BuildFailed
from periscale_build.guard import check_bundle
from periscale_build.manifest import integrity, manifest_json, snippet_html, vendor_snippet
from periscale_build.node import ensure_node_modules
from periscale_build.project import Project

_MANIFEST, _SNIPPET = "manifest.json", "snippet.html"
# Beside the compiled modules: what esbuild said, and the inputs that build/dist was made from.
_METAFILE, _STAMP = "metafile.json", "inputs.sha256"


def build(project: Project) -> bool:
    """Brings build/dist up to date. False: it was. Raises BuildFailed or CompileFailed.

    Safe to call from several processes at once: one builds, the others wait and find it done.
    """
    with _locked(project):
        digest = project.inputs_digest()
        if _is_fresh(project, digest):
            return False
        with _writing(project.modules):
            (project.modules / _STAMP).unlink(missing_ok=True)
        made = _bundle(project)
        _write_dist(project, made)
        (project.modules / _METAFILE).write_text(json.dumps(made.metafile), encoding="utf-8")
        (project.modules / _STAMP).write_text(digest, encoding="utf-8")
        return True


def built_bundle(project: Project) -> Bundle:
    """The bundle as it lies in build/dist."""
    metafile = json.loads((project.modules / _METAFILE).read_text(encoding="utf-8"))
    names = json.loads((project.dist / _MANIFEST).read_text(encoding="utf-8"))["files"]
    return Bundle({n: (project.dist / n).read_text(encoding="utf-8") for n in names}, metafile)


def _bundle(project: Project) -> Bundle:
    node = ensure_node_modules(project)
    shutil.rmtree(project.modules, ignore_errors=True)
    with _writing(project.modules):
        project.modules.mkdir(parents=True)
    made = {}
    for edition in EDITIONS:
        entry = compile_tag(project.tag_src, edition.main, project.modules)
        made[edition] = bundle(project, node, entry, edition)
        check_bundle(made[edition].files, node, project.root, edition)
    files = {name: text for edition in EDITIONS for name, text in made[edition].files.items()}
    return Bundle(files, made[FULL].metafile)


def _write_dist(project: Project, made: Bundle) -> None:
    """Replaces the files one by one, whole: a server may be reading them."""
    version = project.version
    shipped = {name: text.encode() for name, text in made.files.items()}
    described = {
        _MANIFEST: manifest_json(shipped, version).encode(),
        _SNIPPET: snippet_html(shipped, version).encode(),
    }
    described |= {p.name: p.read_bytes() for p in (project.tag_src / "facades").glob("*.d.ts")}
    described |= {
        f"snippet.{path.name.removesuffix('.snippet.html')}.html": vendor_snippet(
            path.read_text(encoding="utf-8"), version
        ).encode()
        for path in (project.tag_src / "facades").glob("*.snippet.html")
    }
    with _writing(project.dist):
        project.dist.mkdir(parents=True, exist_ok=True)
        for name, content in {**shipped, **described}.items():
            part = project.dist / f"{name}.part"
            part.write_bytes(content)
            part.replace(project.dist / name)


def _is_fresh(project: Project, digest: str) -> bool:
    """Whether dist was built from these inputs and nobody has touched its files since."""
    stamp, manifest = project.modules / _STAMP, project.dist / _MANIFEST
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != digest:
        return False
    if not manifest.is_file() or not (project.dist / _SNIPPET).is_file():
        return False
    files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    return all(edition.readable in files for edition in EDITIONS) and all(
        _has_integrity(project.dist / name, facts["integrity"]) for name, facts in files.items()
    )


def _has_integrity(path: Path, expected: str) -> bool:
    return path.is_file() and integrity(path.read_bytes()) == expected


@contextmanager
def _locked(project: Project) -> Iterator[None]:
    path = project.build / ".lock"
    with _writing(path):
        lock = path.open("w")
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Raises BuildFailed where the file system refuses what the block writes to `path`."""
    try:
        yield
    except OSError as error:
        raise BuildFailed(
            f"{path} cannot be written: {error.strerror}.\n"
            "Remove what is in its place, or allow yourself to write there."
        ) from error
