"""The fault table at the end of a test run, as it stands in the README. Never judges a row."""

from collections.abc import Iterable

import pytest

HEADINGS = ("fault", "accepted", "stored", "lost", "twice", "sent again", "requests")


def fault_table(reports: Iterable[pytest.TestReport]) -> list[str]:
    """Lines of a Markdown table, from what the fault tests recorded; empty without any."""
    recorded = [pair for report in reports for pair in report.user_properties]
    rows = [value for name, value in recorded if name == "fault" and isinstance(value, list)]
    windows = [value for name, value in recorded if name == "loss_window_ms"]
    if not rows:
        return []
    lines = [f"| {' | '.join(HEADINGS)} |", "|---" * len(HEADINGS) + "|"]
    lines.extend(f"| {' | '.join(map(str, row))} |" for row in sorted(rows))
    for median, longest in (value for value in windows if isinstance(value, list)):
        lines.append(
            f"From track to the stored event: {median:.1f} ms median, {longest:.1f} ms max."
        )
    return lines
