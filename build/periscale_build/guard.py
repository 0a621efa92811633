"""Refuses a bundle that holds what must never reach a visitor or leave the build machine.

Never repairs anything: each finding names the file and place, and the source has to change.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from periscale_build.editions import FULL, Edition
from periscale_build.errors import BuildFailed
from periscale_build.node import Node, run_script

# Names with which Transcrypt marks what needs its runtime. Looked for in the minified file only:
# in the readable one a local name such as `copy_of` is no sign of it.
_RUNTIME_NAMES = ("py_", "__kwargtrans__", "__getslice__", "__pragma__", "__runtime__")

_FORBIDDEN = {
    r"\beval\s*\(": "eval: forbidden under a Content-Security-Policy",
    r"\bnew\s+Function\b": "new Function: forbidden under a Content-Security-Policy",
    r"\b(?:inner|outer)HTML\b": "HTML from text: forbidden under require-trusted-types-for",
    r"\bPERISCALE_VERSION\b": "the version was not filled in",
    r"\b20\d\d-\d\d-\d\d\b": "a date: two builds would differ",
    r"\b\d\d:\d\d:\d\d\b": "a time of day: two builds would differ",
}
_MAP_URL = re.compile(r"sourceMappingURL=(\S+)")
_ABSOLUTE = re.compile(r"^(?:/|\\|[A-Za-z][A-Za-z0-9+.-]*:)")


def check_bundle(files: dict[str, str], node: Node, root: Path, edition: Edition = FULL) -> None:
    """Raises BuildFailed with every finding. `root` is the checkout, whose path must not leak."""
    scripts = {name: text for name, text in files.items() if name.endswith(".js")}
    findings = [
        finding
        for name, text in files.items()
        for finding in (*_texts(name, text), *_machine_paths(name, text, root))
    ]
    request = {"scripts": scripts, "allowed": edition.globals}
    answer = run_script(node, Path(__file__).with_name("globals.mjs"), request)
    findings.extend(answer["findings"])
    if findings:
        raise BuildFailed("The bundle must not ship:\n" + "\n".join(f"  {f}" for f in findings))


def _texts(name: str, text: str) -> Iterator[str]:
    """What a script must not contain. A map holds the sources, whose comments may say anything."""
    if name.endswith(".map"):
        sources = json.loads(text)["sources"]
        yield from (f"{name}: absolute source {s}" for s in sources if _ABSOLUTE.match(s))
        return
    patterns = _FORBIDDEN
    if name.endswith(".min.js"):
        names = "|".join(map(re.escape, _RUNTIME_NAMES))
        patterns = {names: "a name of the Python runtime", **_FORBIDDEN}
    for pattern, reason in patterns.items():
        for match in re.finditer(pattern, text):
            yield f"{_place(name, text, match.start())}: {match[0]!r}: {reason}"
    for match in _MAP_URL.finditer(text):
        if _ABSOLUTE.match(match[1]):
            yield f"{_place(name, text, match.start())}: {match[0]}: the map must lie beside it"


def _machine_paths(name: str, text: str, root: Path) -> Iterator[str]:
    """Paths of this machine, also in the JSON spelling of a map."""
    for folder in {root, Path.home(), Path(tempfile.gettempdir())}:
        # A home of "/" (some containers) is no path that could be recognised.
        for spelling in {str(folder), folder.as_posix()} if folder.name else ():
            for separator in ("/", "\\"):
                start = text.find(json.dumps(spelling, ensure_ascii=False)[1:-1] + separator)
                if start >= 0:
                    yield f"{_place(name, text, start)}: {spelling}: a path of this machine"


def _place(name: str, text: str, offset: int) -> str:
    before = text[:offset]
    return f"{name}:{before.count(chr(10)) + 1}:{offset - (before.rfind(chr(10)) + 1)}"
