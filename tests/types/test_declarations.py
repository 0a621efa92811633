"""The TypeScript declarations beside the built file fit their use, and the tag itself."""

import re
import shutil
import subprocess
from pathlib import Path

from periscale_build.node import ensure_node_modules
from periscale_build.project import this_project
from playwright.sync_api import Browser

from tests.site import running_site

SAMPLE = Path(__file__).parent / "sample.ts"


def test_a_sample_that_uses_everything_compiles(dist: Path, tmp_path: Path) -> None:
    project = this_project()
    shutil.copy(SAMPLE, tmp_path)
    shutil.copy(dist / "periscale.d.ts", tmp_path)
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
        str(tmp_path / "sample.ts"),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_declared_methods_are_those_of_the_tag(
    dist: Path, browser: Browser, tmp_path: Path
) -> None:
    source = (dist / "periscale.d.ts").read_text(encoding="utf-8")
    body = source.split("interface Periscale {")[1].split("\n}")[0]
    declared = set(re.findall(r"^  (?:readonly )?(\w+)[(:]", body, re.MULTILINE))
    with running_site(tmp_path / "events.sqlite3", tag_dir=dist) as site:
        page = browser.new_page()
        page.goto(site.put_page("types", '<script src="/periscale.min.js" data-no-init></script>'))
        assert set(page.evaluate("Object.keys(periscale)")) == declared
        page.close()
