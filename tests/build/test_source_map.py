import json

from periscale_build.source_map import Segment, parse_source_map, utf16_length


def source_map(mappings: str, **fields: object) -> str:
    return json.dumps({"version": 3, "sources": ["a.py", "b.py"], "mappings": mappings, **fields})


def test_positions_add_up_along_the_lines() -> None:
    # Fields: column, source, line, column, and a name, each relative to the one before; "D" is -1
    # and "gB" is 16.
    segments = parse_source_map(source_map("AAAA,gBCEIA;;IDDF")).segments
    assert segments == (
        Segment(1, 0, "a.py", 1, 0),
        Segment(1, 16, "b.py", 3, 4),
        Segment(3, 4, "a.py", 2, 2),
    )


def test_generated_code_without_a_source() -> None:
    assert parse_source_map(source_map("AAAA,I")).segments[1] == Segment(1, 4)


def test_original_place_is_that_of_the_segment_before() -> None:
    parsed = parse_source_map(source_map("IAAA,gBAEA;AAAA"))
    assert parsed.original(1, 3) is None
    assert parsed.original(1, 4) == parsed.original(1, 19) == parsed.segments[0]
    assert parsed.original(1, 20) == parsed.original(1, 999) == parsed.segments[1]
    assert parsed.original(3, 0) is None


def test_contents_and_root_of_sources() -> None:
    text = source_map("AAAA", sourceRoot="tag/", sourcesContent=["x = 1\n", None])
    assert parse_source_map(text).contents == {"tag/a.py": "x = 1\n"}


def test_offsets_count_as_javascript_does() -> None:
    parsed = parse_source_map(source_map("AAAA,GAAA;CAAA"))
    assert utf16_length("a😀") == 3
    assert [offset for offset, _ in parsed.offsets("a😀\nbc")] == [0, 3, 5]
