"""The conformance table at the end of a test run: each call of each API. Never judges a row."""

from collections.abc import Iterable

import pytest


def conformance_table(reports: Iterable[pytest.TestReport]) -> list[str]:
    """Lines of a Markdown table; empty without any row."""
    rows = sorted(
        (*map(_cell, value), "ok" if report.passed else "FAILED")
        for report in reports
        for name, value in report.user_properties
        if name == "conformance" and isinstance(value, list)
    )
    if not rows:
        return []
    lines = ["| API | call | result | |", "|---|---|---|---|"]
    return [*lines, *(f"| {' | '.join(row)} |" for row in rows)]


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|")
