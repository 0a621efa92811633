"""Google's `web-vitals` library, as far as the tag uses it; build/package.json pins it."""

from collections.abc import Callable
from typing import TypedDict

class Metric:
    name: str
    value: float
    rating: str
    navigationStartTime: float

class ReportOptions(TypedDict):
    reportAllChanges: bool
    reportSoftNavs: bool

def onCLS(report: Callable[[Metric], object], options: ReportOptions) -> None: ...
def onFCP(report: Callable[[Metric], object], options: ReportOptions) -> None: ...
def onINP(report: Callable[[Metric], object], options: ReportOptions) -> None: ...
def onLCP(report: Callable[[Metric], object], options: ReportOptions) -> None: ...
def onTTFB(report: Callable[[Metric], object], options: ReportOptions) -> None: ...
