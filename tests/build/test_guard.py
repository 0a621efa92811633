import json
from pathlib import Path

import pytest
from periscale_build.editions import CORE, FULL
from periscale_build.errors import BuildFailed
from periscale_build.guard import check_bundle
from periscale_build.node import Node

ROOT = Path("/somewhere/checkout")
CLEAN = """\
(()=>{const host=window;let n=0;function track(e){n+=1;e.name=n;document.title=e}
window.periscale={track};const retrieval=/x/.test("a");track(retrieval)})();
//# sourceMappingURL=periscale.min.js.map
"""


def findings(code: str, node: Node, name: str = "periscale.min.js") -> str:
    with pytest.raises(BuildFailed) as failure:
        check_bundle({name: code}, node, ROOT)
    return str(failure.value)


def test_a_clean_bundle_passes(node: Node) -> None:
    sources = json.dumps({"sources": ["tag_src/main.py"], "sourcesContent": ["# no eval() here"]})
    check_bundle({"periscale.min.js": CLEAN, "periscale.min.js.map": sources}, node, ROOT)


@pytest.mark.parametrize(
    "code",
    [
        "x.py_name",
        "f(__kwargtrans__({}))",
        "x.__getslice__(0, 1)",
        "__pragma__('x')",
        "import_('org.transcrypt.__runtime__')",
        "eval('1')",
        "window.eval ('1')",
        "new Function('return 1')",
        "x.innerHTML = ''",
        "x['outerHTML'] = ''",
        "log(PERISCALE_VERSION)",
        "'Transcrypted 2026-01-31'",
        "'at 12:34:56'",
    ],
)
def test_forbidden_text_is_named_with_its_place(node: Node, code: str) -> None:
    report = findings(f"(()=>{{\nlet x;{code}}})();\n", node)
    assert "periscale.min.js:2:" in report


def test_long_names_of_the_readable_file_are_no_runtime(node: Node) -> None:
    check_bundle({"periscale.js": "(()=>{let copy_of = 1; log(copy_of)})();\n"}, node, ROOT)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("leak = 1", "leak"),
        ("leak += 1", "leak"),
        ("leak++", "leak"),
        ("window.leak = 1", "leak"),
        ("globalThis['leak'] = 1", "leak"),
        ("self.window.leak = 1", "leak"),
        ("let w = window; w.leak = 1", "leak"),
        ("let w; w = self; w.leak = 1", "leak"),
        ("delete window.leak", "leak"),
        ("window[name] = 1", "a computed name"),
        ("Object.defineProperty(window, 'leak', {})", "leak"),
        ("Reflect.set(globalThis, 'leak', 1)", "leak"),
        ("Object.assign(window, {leak: 1})", "a computed name"),
    ],
)
def test_a_global_beside_periscale_is_refused(node: Node, code: str, name: str) -> None:
    assert f"sets the global {name}" in findings(f"(()=>{{{code}}})();", node)


def test_only_the_full_edition_may_set_the_globals_of_other_apis(node: Node) -> None:
    files = {"x.min.js": "(()=>{window.heap=window.UE=window.Upscope={}})();"}
    check_bundle(files, node, ROOT, FULL)
    with pytest.raises(BuildFailed, match="sets the global heap"):
        check_bundle(files, node, ROOT, CORE)


@pytest.mark.parametrize("code", ["var leak = 1", "function leak() {}", "class leak {}"])
def test_a_declaration_outside_of_any_function_is_refused(node: Node, code: str) -> None:
    assert "sets the global leak" in findings(code, node)


def test_code_must_parse_in_old_browsers(node: Node) -> None:
    assert "does not parse as ES2022" in findings("(()=>{/a/v})();", node)


@pytest.mark.parametrize("folder", [ROOT, Path.home()])
def test_paths_of_the_build_machine_are_refused(node: Node, folder: Path) -> None:
    code = f"(()=>{{let x={json.dumps(f'{folder}/tag_src/main.py')}}})();"
    assert "a path of this machine" in findings(code, node)
    in_map = json.dumps({"sources": [], "sourcesContent": [f"# {folder}/x"]})
    assert "a path of this machine" in findings(in_map, node, "periscale.min.js.map")


def test_maps_and_their_sources_must_be_relative(node: Node) -> None:
    assert "must lie beside it" in findings("//# sourceMappingURL=/dist/x.map\n", node)
    assert "must lie beside it" in findings("//# sourceMappingURL=https://a.test/x.map\n", node)
    in_map = json.dumps({"sources": ["/usr/lib/x.py"]})
    assert "absolute source /usr/lib/x.py" in findings(in_map, node, "periscale.min.js.map")
