import json
from collections.abc import Callable
from pathlib import Path

import pytest
from periscale_build.bundle import bundle, tidy_map
from periscale_build.errors import BuildFailed
from periscale_build.node import Node
from periscale_build.project import Project
from periscale_build.source_map import parse_source_map

WriteModules = Callable[[Project], Path]


def test_both_files_hold_the_version_and_only_what_is_used(
    project: Project, node: Node, write_modules: WriteModules
) -> None:
    files = bundle(project, node, write_modules(project)).files
    assert sorted(files) == [
        "periscale.js", "periscale.js.map", "periscale.min.js", "periscale.min.js.map"
    ]  # fmt: skip
    for name in ("periscale.js", "periscale.min.js"):
        assert '"1.2.3"' in files[name]
        assert "unused" not in files[name]
        assert files[name].endswith(f"\n//# sourceMappingURL={name}.map\n")
    assert "function greet" in files["periscale.js"]
    assert len(files["periscale.min.js"]) < len(files["periscale.js"])


def test_nothing_leaves_the_function_around_the_bundle(
    project: Project, node: Node, write_modules: WriteModules
) -> None:
    minified = bundle(project, node, write_modules(project)).files["periscale.min.js"]
    hint, script, _ = minified.splitlines()
    assert hint == "//# allFunctionsCalledOnLoad"
    assert script.startswith("(()=>{")
    assert script.endswith("})();")


@pytest.mark.parametrize("name", ["periscale.js", "periscale.min.js"])
def test_maps_lead_back_to_python(
    project: Project, node: Node, write_modules: WriteModules, name: str
) -> None:
    files = bundle(project, node, write_modules(project)).files
    parsed = parse_source_map(files[f"{name}.map"])
    assert set(parsed.contents) == {"tag_src/main.py", "tag_src/browser/greeting.py"}
    assert parsed.contents["tag_src/main.py"].startswith("# import {greet}")
    lines = files[name].splitlines()
    line = next(i for i, text in enumerate(lines, start=1) if '"not reached"' in text)
    found = parsed.original(line, lines[line - 1].index('"not reached"'))
    assert found is not None
    assert (found.source, found.source_line) == ("tag_src/main.py", 4)


def test_two_checkouts_bundle_to_the_same_bytes(
    tmp_path: Path, project: Project, node: Node, write_modules: WriteModules
) -> None:
    other = Project(tmp_path / "other" / "deeper")
    other.build.mkdir(parents=True)
    (other.root / "pyproject.toml").write_bytes((project.root / "pyproject.toml").read_bytes())
    made = [bundle(place, node, write_modules(place)).files for place in (project, other)]
    assert made[0] == made[1]


def test_a_module_that_does_not_bundle_is_named(
    project: Project, node: Node, write_modules: WriteModules
) -> None:
    entry = write_modules(project)
    entry.write_text('import {gone} from "./tag_src.browser.greeting.js"; gone();\n')
    with pytest.raises(BuildFailed, match=r'No matching export .* for import "gone"'):
        bundle(project, node, entry)


@pytest.mark.parametrize(
    ("source", "tidied"),
    [
        ("../../tag_src/browser/ids.py", "tag_src/browser/ids.py"),
        ("..\\tag_src\\main.py", "tag_src/main.py"),
        ("tag_src/main.py", "tag_src/main.py"),
        ("/home/me/tag_src/build/tag_src/main.py", "tag_src/main.py"),
        ("../node_modules/web-vitals/dist/index.js", "node_modules/web-vitals/dist/index.js"),
        ("../modules/org.transcrypt.__runtime__.js", "modules/org.transcrypt.__runtime__.js"),
    ],
)
def test_sources_are_named_from_the_root(source: str, tidied: str) -> None:
    raw = {"version": 3, "sources": [source], "sourcesContent": [""], "names": [], "mappings": ""}
    assert json.loads(tidy_map(json.dumps(raw), "x.js"))["sources"] == [tidied]


def test_sources_from_elsewhere_are_refused() -> None:
    raw = {"sources": ["/usr/lib/else.py"], "version": 3}
    with pytest.raises(BuildFailed, match=r"/usr/lib/else\.py"):
        tidy_map(json.dumps(raw), "x.js")
