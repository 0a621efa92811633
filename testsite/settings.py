"""Read and check the site's settings, from a mapping or from the environment.

Never touches the file system.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE_DIR = Path(__file__).resolve().parent
DEFAULT_DATABASE = PACKAGE_DIR / "instance" / "periscale.sqlite3"
DEFAULT_TAG_DIR = PACKAGE_DIR.parent / "build" / "dist"
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000


class SettingsError(ValueError):
    """A setting has a value the site cannot use; the message says what to write instead."""


@dataclass(frozen=True)
class Settings:
    database: Path
    tag_dir: Path
    test_hooks: bool

    @classmethod
    def from_config(cls, config: Mapping[str, object]) -> "Settings":
        unknown = sorted(config.keys() - {"DATABASE", "TAG_DIR", "TEST_HOOKS"})
        if unknown:
            raise SettingsError(
                f"Unknown setting {unknown[0]}: the site knows DATABASE, TAG_DIR and TEST_HOOKS."
            )
        test_hooks = config.get("TEST_HOOKS", False)
        if not isinstance(test_hooks, bool):
            raise SettingsError(f"TEST_HOOKS must be True or False, not {test_hooks!r}.")
        return cls(
            database=_path("DATABASE", config.get("DATABASE", DEFAULT_DATABASE)),
            tag_dir=_path("TAG_DIR", config.get("TAG_DIR", DEFAULT_TAG_DIR)),
            test_hooks=test_hooks,
        )


@dataclass(frozen=True)
class ServerSettings:
    host: str
    port: int
    config: Mapping[str, object]

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "ServerSettings":
        """Read HOST, PORT, DATABASE, TAG_DIR and TEST_HOOKS; an empty value counts as not set."""
        given = {name: value for name, value in environment.items() if value}
        config: dict[str, object] = {
            name: given[name] for name in ("DATABASE", "TAG_DIR") if name in given
        }
        config["TEST_HOOKS"] = _switch("TEST_HOOKS", given.get("TEST_HOOKS", "0"))
        return cls(
            host=given.get("HOST", DEFAULT_HOST),
            port=_port(given.get("PORT", str(DEFAULT_PORT))),
            config=config,
        )


def _path(name: str, value: object) -> Path:
    if not isinstance(value, str | Path) or not str(value):
        raise SettingsError(f"{name} must be a path, not {value!r}.")
    return Path(value)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 5 or int(text) > 65535:
        raise SettingsError(f"PORT must be a number from 0 (any free port) to 65535, not {text!r}.")
    return int(text)


def _switch(name: str, text: str) -> bool:
    if text not in ("0", "1"):
        raise SettingsError(f"{name} must be 1 (on) or 0 (off), not {text!r}.")
    return text == "1"
