"""The TypeScript declarations beside the built file fit their use, and the tag itself."""

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from periscale_build.node import ensure_node_modules
from periscale_build.project import this_project
from playwright.sync_api import Browser

from tests.site import running_site

SAMPLES = Path(__file__).parent


@pytest.mark.parametrize("sample", ["sample.ts", "vendors.ts"])
def test_a_sample_that_uses_everything_compiles(dist: Path, tmp_path: Path, sample: str) -> None:
    project = this_project()
    shutil.copy(SAMPLES / sample, tmp_path)
    for declarations in dist.glob("*.d.ts"):
        shutil.copy(declarations, tmp_path)
    tsc = str(project.node_modules / "typescript" / "bin" / "tsc")
    command = [
        ensure_node_modules(project).executable,
        tsc,
        "--strict",
        "--noEmit",
        "--pretty",
        "false",
        "--target",
        "es2022",
        "--lib",
        "es2022,dom",
        str(tmp_path / sample),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_declared_options_are_those_of_the_tag(dist: Path) -> None:
    source = (this_project().tag_src / "boot" / "options.py").read_text(encoding="utf-8")
    classes = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}
    fields = [node.target for node in classes["Options"].body if isinstance(node, ast.AnnAssign)]
    # Of the script element alone.
    known = {field.id for field in fields if isinstance(field, ast.Name)} - {"noInit"}
    declarations = (dist / "periscale.d.ts").read_text(encoding="utf-8")
    body = declarations.split("interface PeriscaleOptions {")[1].split("\n}")[0]
    assert set(re.findall(r"^  (\w+)\?:", body, re.MULTILINE)) == known


@pytest.mark.parametrize(
    ("file", "interface", "value"),
    [
        ("periscale", "Periscale", "periscale"),
        ("heap", "Heap", "heap"),
        ("user_com", "UserComMethods", "UE"),
        ("people_tracking", "class PeopleTrackingSDK", "new PeopleTrackingSDK()"),
    ],
)
def test_the_declared_methods_are_those_of_the_tag(
    dist: Path, browser: Browser, tmp_path: Path, file: str, interface: str, value: str
) -> None:
    source = (dist / f"{file}.d.ts").read_text(encoding="utf-8")
    body = source.split(f"{interface} {{")[1].split("\n}")[0]
    declared = set(re.findall(r"^  (?:readonly )?(\w+)[(:]", body, re.MULTILINE)) - {"constructor"}
    attributes = 'data-api-key="sb_live_types" data-compat="heap ue people"'
    with running_site(tmp_path / "events.sqlite3", tag_dir=dist) as site:
        page = browser.new_page()
        page.goto(site.put_page("types", f'<script src="/periscale.min.js" {attributes}></script>'))
        assert set(page.evaluate(f"Object.getOwnPropertyNames({value})")) - {"length"} == declared
        page.close()
