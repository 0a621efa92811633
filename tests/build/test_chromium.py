import subprocess
from pathlib import Path

import pytest

from tests import chromium
from tests.chromium import NoChromium, ensure_chromium, find_chromium, launch_options


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the PATH of a machine without any browser."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "_PLACES", ())
    monkeypatch.setattr(chromium, "_of_playwright", lambda: str(tmp_path / "playwright"))
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def _program(path: Path, status: int = 0) -> Path:
    path.write_text(f"#!/bin/sh\nexit {status}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_named_browser_comes_first(bin_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(bin_folder / "chromium")
    named = _program(bin_folder / "my browser")
    monkeypatch.setenv("CHROMIUM", str(named))
    assert find_chromium() == named


def test_a_wrong_name_is_reported(bin_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "nowhere")
    with pytest.raises(NoChromium, match="'nowhere'"):
        find_chromium()


def test_a_browser_that_does_not_run_is_passed_over(bin_folder: Path) -> None:
    _program(bin_folder / "chromium", status=1)
    chrome = _program(bin_folder / "google-chrome")
    assert find_chromium() == chrome


def test_playwrights_own_is_the_last_resort(bin_folder: Path) -> None:
    assert find_chromium() is None
    cached = _program(bin_folder / "playwright")
    assert find_chromium() == cached
    chrome = _program(bin_folder / "google-chrome")
    assert find_chromium() == chrome


def test_a_playwright_that_does_not_start_is_no_reason_to_stop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "_NAMES", ())
    monkeypatch.setattr(chromium, "_PLACES", ())
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", "/bin/false")
    assert find_chromium() is None


def test_each_installer_is_tried_until_one_works(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        f"PATH=/bin; printf '#!/bin/sh\\n' > {bin_folder}/chromium; chmod +x {bin_folder}/chromium"
    )
    commands = ["exit 1", script]
    monkeypatch.setattr(chromium, "_installers", lambda: iter(commands))
    assert ensure_chromium() == bin_folder / "chromium"


def test_without_any_browser_it_says_what_to_do(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "_installers", lambda: iter(["echo no; false"]))
    with pytest.raises(NoChromium, match="apt-get install chromium"):
        ensure_chromium()
    assert "no" in capfd.readouterr().err


def test_the_real_one_starts_with_these_options() -> None:
    options = launch_options()
    done = subprocess.run([options["executable_path"], "--version"], capture_output=True, text=True)
    assert "Chrom" in done.stdout
    assert "--disable-quic" in options["args"]
