"""A tag of two modules that are JavaScript already, as the compiler would have written them."""

import json
from pathlib import Path

from periscale_build.project import Project

MAIN = """\
import {greet} from "./tag_src.browser.greeting.js";
let calls = 0;
function track(name) {
  if (name === "never called") return "not reached";
  calls += 1;
  return greet(name + calls, PERISCALE_VERSION);
}
window.periscale = {track};
"""
GREETING = """\
export function greet(name, version) {
  return {hello: name, version};
}
export function unused() {
  return "unused";
}
"""


def write_module(project: Project, name: str, code: str) -> Path:
    """A compiled module: each of its lines stems from the same line of the Python file."""
    python = f"tag_src/{name.removeprefix('tag_src.').replace('.', '/')}.py"
    source = {
        "version": 3,
        "sources": [f"../../{python}"],
        "sourcesContent": ["".join(f"# {line}\n" for line in code.splitlines())],
        "names": [],
        "mappings": "AAAA" + ";AACA" * (len(code.splitlines()) - 1),
    }
    project.modules.mkdir(parents=True, exist_ok=True)
    (project.modules / f"{name}.map").write_text(json.dumps(source), encoding="utf-8")
    path = project.modules / f"{name}.js"
    path.write_text(f"{code}//# sourceMappingURL={name}.map\n", encoding="utf-8")
    return path
