"""The type check knows the browser: what an editor completes, and what it marks as wrong."""

from pathlib import Path

import pytest
from mypy import api
from periscale_build.project import this_project


def _check(tmp_path: Path, code: str) -> tuple[str, int]:
    module = tmp_path / "page.py"
    module.write_text(code, encoding="utf-8")
    config = this_project().root / "pyproject.toml"
    cache = f"--cache-dir={tmp_path / 'cache'}"
    report, errors, status = api.run([f"--config-file={config}", cache, str(module)])
    assert not errors
    return report, status


def test_the_browsers_globals_are_known(tmp_path: Path) -> None:
    code = "from js import location, window\nhref: str = location.href\nprint(window)\n"
    assert _check(tmp_path, code)[1] == 0


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("from js import window\nwindow.nope()\n", '"Window" has no attribute "nope"'),
        ("from js import nope\n", 'Module "js" has no attribute "nope"'),
        ("from js import location\nlocation.href + 1\n", "Unsupported operand types"),
    ],
)
def test_what_the_browser_does_not_have_is_refused(
    tmp_path: Path, code: str, complaint: str
) -> None:
    report, status = _check(tmp_path, code)
    assert status == 1
    assert complaint in report
