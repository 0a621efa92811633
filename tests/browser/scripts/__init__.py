"""JavaScript that the tests put into pages, kept in files of its own. Never part of the tag."""

from pathlib import Path


def script(name: str) -> str:
    """The text of `<name>.js`."""
    return (Path(__file__).parent / f"{name}.js").read_text(encoding="utf-8")
