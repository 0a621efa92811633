"""Medians and ratios of what was measured, as a Markdown table. Never measures."""

import statistics
from collections.abc import Mapping, Sequence

from tests.bench.contestants import NONE, PERISCALE, POSTHOG, WEB_VITALS
from tests.bench.measures import (
    CALL,
    CLICK,
    CLICK_HANDLERS,
    CLICK_HANDLERS_IN_LARGE,
    CLICK_IN_LARGE,
    HEAP,
    LISTENERS,
    START_UP,
    VISIT,
)

MEASURES = (
    START_UP,
    CLICK,
    CLICK_HANDLERS,
    CLICK_IN_LARGE,
    CLICK_HANDLERS_IN_LARGE,
    CALL,
    VISIT,
    HEAP,
    LISTENERS,
)
Found = Mapping[str, Mapping[str, Sequence[float]]]
"""By measure, then by contestant: one figure per round."""


def table(found: Found) -> list[str]:
    """Figures are those over the page without a library, where that one was measured too."""
    lines = [
        f"| | {PERISCALE} | {POSTHOG} | ratio | {WEB_VITALS} alone |",
        "|---|---|---|---|---|",
    ]
    for measure in MEASURES:
        figures = {name: _over_base(found[measure], name) for name in found[measure]}
        own, other = _median(figures[PERISCALE]), _median(figures[POSTHOG])
        alone = _cell(figures[WEB_VITALS]) if measure == START_UP else ""
        lines.append(
            f"| {measure} | {_cell(figures[PERISCALE])} | {_cell(figures[POSTHOG])} "
            f"| {_ratio(own, other)} | {alone} |"
        )
    return lines


def _over_base(figures: Mapping[str, Sequence[float]], name: str) -> list[float]:
    base = _median(figures[NONE]) if NONE in figures else 0
    return [figure - base for figure in figures[name]]


def _median(figures: Sequence[float]) -> float:
    return statistics.median(figures)


def _cell(figures: Sequence[float]) -> str:
    """The median, and the least and greatest."""
    return f"{_short(_median(figures))} ({_short(min(figures))} to {_short(max(figures))})"


def _short(figure: float) -> str:
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"


def _ratio(own: float, other: float) -> str:
    if own <= 0:
        return "below noise"
    return f"1/{other / own:.1f}" if other >= own else f"{own / other:.2f}"
