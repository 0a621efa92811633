"""Says which source module costs how many bytes of the minified file, and holds the budget.

Three views, because no single number is the truth:
`bundled` is what esbuild's metafile says of the readable bundle; `raw` counts the characters of
the minified file that its source map leads back to the module; `gzip` and `brotli` are what the
file would shrink by if exactly those characters went. Compressed shares do not add up to the
whole: what two modules have in common is saved only when both go.

Never changes what is built.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from periscale_build.bundle import MINIFIED, Bundle
from periscale_build.errors import BuildFailed
from periscale_build.measure import Weight, weigh
from periscale_build.source_map import SourceMap, parse_source_map, utf16_length

# What no source accounts for: the function around the bundle, and the map's address.
_WRAPPER = "(around the modules)"
_LARGEST = 5


@dataclass(frozen=True, slots=True)
class Share:
    """The part of one source in the whole; `bundled_bytes` is None for what is no module."""

    source: str
    bundled_bytes: int | None
    weight: Weight


def shares(bundle: Bundle) -> list[Share]:
    """Every module of the bundle, the costliest first."""
    code = bundle.files[MINIFIED]
    ranges = _ranges(code, parse_source_map(bundle.files[f"{MINIFIED}.map"]))
    bundled = _bundled_bytes(bundle)
    whole = weigh(code.encode())
    found = []
    for source in {*ranges, *bundled}:
        without = _without(code, ranges.get(source, []))
        found.append(Share(source, bundled.get(source), whole - weigh(without)))
    return sorted(found, key=lambda share: (-share.weight.brotli, -share.weight.raw, share.source))


def size_table(bundle: Bundle) -> str:
    """The table of `make size`."""
    rows = [f"{'bytes':<34}{'bundled':>9}{'raw':>9}{'gzip':>9}{'brotli':>9}"]
    for name in [name for name in bundle.files if name.endswith(".js")]:
        rows.append(_row(name, None, weigh(bundle.files[name].encode())))
    rows.append(f"\nof {MINIFIED}, by source (gzip, brotli: what the file would save without it)")
    rows.extend(_row(share.source, share.bundled_bytes, share.weight) for share in shares(bundle))
    return "\n".join(rows)


def check_budgets(bundle: Bundle, budgets: Path) -> None:
    """Raises BuildFailed, naming the costliest modules, when a file is above its budget."""
    for name, limits in tomllib.loads(budgets.read_text(encoding="utf-8")).items():
        actual, allowed = weigh(bundle.files[name].encode()).brotli, limits["brotli_bytes"]
        if actual > allowed:
            largest = ", ".join(
                f"{share.source} ({share.weight.brotli})" for share in shares(bundle)[:_LARGEST]
            )
            raise BuildFailed(
                f"{name} has {actual:,} bytes after Brotli, {actual - allowed:,} above its budget "
                f"of {allowed:,}.\nMake it smaller (make size shows each module), or raise the "
                f"budget in build/{budgets.name} and say in the commit what the bytes are for.\n"
                f"The costliest modules: {largest}."
            )


def budget_line(bundle: Bundle, budgets: Path) -> str:
    """How much of each minified file's budget is used."""
    limits = tomllib.loads(budgets.read_text(encoding="utf-8"))
    return "; ".join(
        f"{name}: {weigh(bundle.files[name].encode()).brotli:,} bytes after Brotli, "
        f"budget {limit['brotli_bytes']:,}"
        for name, limit in limits.items()
    )


def _row(name: str, bundled_bytes: int | None, weight: Weight) -> str:
    bundled = "" if bundled_bytes is None else f"{bundled_bytes:,}"
    return f"{name:<34}{bundled:>9}{weight.raw:>9,}{weight.gzip:>9,}{weight.brotli:>9,}"


def _ranges(code: str, source_map: SourceMap) -> dict[str, list[tuple[int, int]]]:
    """For each source the stretches of the code that stem from it, in UTF-16 units."""
    owners = [(0, _WRAPPER)]
    owners += [(at, segment.source or _WRAPPER) for at, segment in source_map.offsets(code)]
    # The last segment would own everything up to the end, the line with the map's address too.
    owners.append((utf16_length(code[: code.rindex("\n//# ")]), _WRAPPER))
    ends = [start for start, _ in owners[1:]] + [utf16_length(code)]
    ranges: dict[str, list[tuple[int, int]]] = {}
    for (start, source), end in zip(owners, ends, strict=True):
        ranges.setdefault(source, []).append((start, end))
    return ranges


def _without(code: str, ranges: list[tuple[int, int]]) -> bytes:
    units = code.encode("utf-16-le")
    kept, position = [], 0
    for start, end in ranges:
        kept.append(units[2 * position : 2 * start])
        position = end
    kept.append(units[2 * position :])
    return b"".join(kept).decode("utf-16-le").encode()


def _bundled_bytes(bundle: Bundle) -> dict[str, int]:
    """Bytes per source of the readable bundle, by the names that the source map uses."""
    output = next(
        output for name, output in bundle.metafile["outputs"].items() if name.endswith(".js")
    )
    return {
        source_of_module(path): facts["bytesInOutput"] for path, facts in output["inputs"].items()
    }


def source_of_module(path: str) -> str:
    """`modules/tag_src.browser.storage.js` is compiled from `tag_src/browser/storage.py`.

    The entry alone goes without its package: `modules/main.js`.
    """
    folder, _, name = path.partition("/")
    if folder != "modules" or name.startswith("org.transcrypt."):
        return path
    return f"tag_src/{name.removeprefix('tag_src.').removesuffix('.js').replace('.', '/')}.py"
