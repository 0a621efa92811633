from collections.abc import Callable
from pathlib import Path

import pytest
from periscale_build import __main__ as command_line
from periscale_build import pipeline
from periscale_build.errors import BuildFailed
from periscale_build.pipeline import build, built_bundle
from periscale_build.project import Project

WriteModules = Callable[[Project], Path]


@pytest.fixture(autouse=True)
def _javascript_instead_of_python(
    monkeypatch: pytest.MonkeyPatch, project: Project, write_modules: WriteModules
) -> None:
    monkeypatch.setattr(pipeline, "compile_tag", lambda *_: write_modules(project))


def test_a_build_writes_everything_a_host_needs(project: Project) -> None:
    assert build(project)
    assert sorted(path.name for path in project.dist.iterdir()) == [
        "manifest.json",
        "periscale.core.js",
        "periscale.core.js.map",
        "periscale.core.min.js",
        "periscale.core.min.js.map",
        "periscale.js",
        "periscale.js.map",
        "periscale.min.js",
        "periscale.min.js.map",
        "snippet.html",
    ]
    made = built_bundle(project)
    assert made.files["periscale.min.js"] == (project.dist / "periscale.min.js").read_text("utf-8")
    assert made.metafile["outputs"]


def test_a_second_build_has_nothing_to_do(project: Project) -> None:
    build(project)
    before = {path: path.stat().st_mtime_ns for path in project.dist.iterdir()}
    assert not build(project)
    assert {path: path.stat().st_mtime_ns for path in project.dist.iterdir()} == before


def _change_source(project: Project) -> None:
    (project.tag_src / "main.py").write_text("# changed\n", encoding="utf-8")


def _change_version(project: Project) -> None:
    text = '[project]\nversion = "1.2.4"\n'
    (project.root / "pyproject.toml").write_text(text, encoding="utf-8")


def _edit_built_file(project: Project) -> None:
    (project.dist / "periscale.min.js").write_text("edited", encoding="utf-8")


def _lose_built_file(project: Project) -> None:
    (project.dist / "periscale.js.map").unlink()


@pytest.mark.parametrize(
    "change", [_change_source, _change_version, _edit_built_file, _lose_built_file]
)
def test_any_change_is_built(project: Project, change: Callable[[Project], None]) -> None:
    build(project)
    change(project)
    assert build(project)
    assert "edited" not in (project.dist / "periscale.min.js").read_text("utf-8")


@pytest.mark.parametrize("command", ["build", "size"])
def test_above_its_budget_the_command_fails_each_time(
    project: Project,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["periscale_build", command])
    monkeypatch.setattr(command_line, "this_project", lambda: project)
    assert command_line.main() == 0
    assert "periscale.min.js" in capsys.readouterr().out
    budgets = '["periscale.min.js"]\nbrotli_bytes = 10\n'
    (project.build / "budgets.toml").write_text(budgets, encoding="utf-8")
    for _ in range(2):
        assert command_line.main() == 1
        assert "above its budget of 10" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["dist", "modules", ".lock"])
def test_what_cannot_be_written_is_named(
    project: Project,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["periscale_build", "build"])
    monkeypatch.setattr(command_line, "this_project", lambda: project)
    in_the_way = project.build / name
    if name == ".lock":
        in_the_way.mkdir()
    else:
        in_the_way.write_text("a file, not a folder", encoding="utf-8")
    assert command_line.main() == 1
    assert f"{in_the_way} cannot be written" in capsys.readouterr().err


def test_what_the_guard_refuses_is_not_written(
    project: Project, monkeypatch: pytest.MonkeyPatch, write_modules: WriteModules
) -> None:
    build(project)
    before = (project.dist / "periscale.min.js").read_bytes()
    _change_source(project)

    def compile_to_eval(*_: object) -> Path:
        entry = write_modules(project)
        entry.write_text("eval('1')\n", encoding="utf-8")
        return entry

    monkeypatch.setattr(pipeline, "compile_tag", compile_to_eval)
    with pytest.raises(BuildFailed, match="eval"):
        build(project)
    assert (project.dist / "periscale.min.js").read_bytes() == before
