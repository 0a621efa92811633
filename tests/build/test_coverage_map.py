from typing import Any

from periscale_build.coverage_map import TagCoverage, lines_with_code
from periscale_build.source_map import parse_source_map

# Three functions of eight characters; each begins with code of a line of its own, the last one
# holds the code of two: lines 1, 2, 3 and 4.
CODE = "function" * 3
MAP = parse_source_map('{"version":3,"sources":["tag_src/a.py"],"mappings":"AAAA,QACA,QACA,IACA"}')


def function(*ranges: tuple[int, int, int]) -> dict[str, Any]:
    keys = ("startOffset", "endOffset", "count")
    return {"ranges": [dict(zip(keys, r, strict=True)) for r in ranges]}


def test_every_line_with_code_counts() -> None:
    assert lines_with_code(MAP, "tag_src/a.py") == {1, 2, 3, 4}
    assert TagCoverage(CODE, MAP).lines() == {"tag_src/a.py": set()}


def test_the_innermost_range_decides() -> None:
    tag = TagCoverage(CODE, MAP)
    script, never, branch = (0, 24, 1), (8, 16, 0), (20, 24, 0)
    tag.add([function(script), function(never), function((16, 24, 5), branch)])
    assert tag.lines() == {"tag_src/a.py": {1, 3}}


def test_pages_add_up() -> None:
    tag = TagCoverage(CODE, MAP)
    tag.add([function((0, 24, 0)), function((8, 16, 2))])
    tag.add([function((0, 24, 0)), function((16, 24, 1), (16, 20, 0))])
    assert tag.lines() == {"tag_src/a.py": {2, 4}}
