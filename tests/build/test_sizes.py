from collections.abc import Callable
from pathlib import Path

import pytest
from periscale_build.bundle import Bundle, bundle
from periscale_build.errors import BuildFailed
from periscale_build.measure import weigh
from periscale_build.node import Node
from periscale_build.project import Project
from periscale_build.sizes import budget_line, check_budgets, shares, size_table, source_of_module


@pytest.fixture
def made(project: Project, node: Node, write_modules: Callable[[Project], Path]) -> Bundle:
    return bundle(project, node, write_modules(project))


def test_the_shares_of_all_sources_make_up_the_file(made: Bundle) -> None:
    found = {share.source: share for share in shares(made)}
    assert set(found) == {
        "tag_src/main.py", "tag_src/browser/greeting.py", "(around the modules)"
    }  # fmt: skip
    minified = made.files["periscale.min.js"]
    assert sum(share.weight.raw for share in found.values()) == len(minified.encode())
    assert '"not reached"' in minified
    assert found["tag_src/main.py"].weight.raw > len('"not reached"')
    assert found["tag_src/main.py"].bundled_bytes is not None
    assert found["(around the modules)"].bundled_bytes is None


def test_a_share_is_what_the_file_would_save() -> None:
    repeated = "abcdefgh" * 40
    code = f"{repeated}{repeated}\n//# sourceMappingURL=x\n"
    # Two sources, one after the other: the second adds nothing new, so leaving it out saves little.
    text = '{"version":3,"sources":["a.py","b.py"],"mappings":"AAAA,gUCAA"}'
    made = Bundle(
        {"periscale.js": "", "periscale.min.js": code, "periscale.min.js.map": text},
        {"outputs": {"dist/periscale.js": {"inputs": {}}}},
    )
    found = {share.source: share.weight for share in shares(made)}
    assert found["b.py"].raw == found["a.py"].raw == len(repeated)
    assert 0 <= found["b.py"].brotli < weigh(repeated.encode()).brotli


def test_the_table_names_every_file_and_source(made: Bundle) -> None:
    table = size_table(made)
    for name in ("periscale.min.js", "periscale.js", "tag_src/main.py", "brotli"):
        assert name in table


def test_a_budget_that_is_kept(made: Bundle, tmp_path: Path) -> None:
    actual = weigh(made.files["periscale.min.js"].encode()).brotli
    budgets = tmp_path / "budgets.toml"
    budgets.write_text(f'["periscale.min.js"]\nbrotli_bytes = {actual}\n')
    check_budgets(made, budgets)
    assert budget_line(made, budgets).endswith(f"{actual} bytes after Brotli, budget {actual}")


def test_a_budget_that_is_exceeded_names_the_costliest_modules(
    made: Bundle, tmp_path: Path
) -> None:
    actual = weigh(made.files["periscale.min.js"].encode()).brotli
    budgets = tmp_path / "budgets.toml"
    budgets.write_text(f'["periscale.min.js"]\nbrotli_bytes = {actual - 1}\n')
    said = r"(?s)1 above its budget.*budget in build/budgets\.toml.*tag_src/main\.py \(\d+\)"
    with pytest.raises(BuildFailed, match=said):
        check_budgets(made, budgets)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("modules/main.js", "tag_src/main.py"),
        ("modules/tag_src.browser.storage.js", "tag_src/browser/storage.py"),
        ("modules/org.transcrypt.__runtime__.js", "modules/org.transcrypt.__runtime__.js"),
        ("node_modules/web-vitals/dist/index.js", "node_modules/web-vitals/dist/index.js"),
    ],
)
def test_modules_are_called_as_in_the_source_map(module: str, source: str) -> None:
    assert source_of_module(module) == source
