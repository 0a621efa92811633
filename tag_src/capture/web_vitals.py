"""Report Google's web vitals, once per page view. Never measures anything itself."""

from js import PageEvent
from web_vitals import Metric, onCLS, onFCP, onINP, onLCP, onTTFB

from tag_src.boot.options import options
from tag_src.browser.guard import guarded
from tag_src.browser.json import Properties
from tag_src.browser.lifecycle import on_page_change
from tag_src.context.page import on_page_end, page_view
from tag_src.tracker import capture


def start_web_vitals() -> None:
    values: Properties = {}
    # When the navigation began that `values` are of (0 is the load of the document), and the same
    # of the values sent last: what is told of that page view later is too late.
    started_ms = -1.0
    sent_ms = -1.0
    sent_view = ""

    def on_metric(metric: Metric) -> None:
        nonlocal started_ms
        if metric.navigationStartTime > sent_ms:
            started_ms = metric.navigationStartTime
            values[f"$web_vitals_{metric.name}_value"] = metric.value
            values[f"$web_vitals_{metric.name}_rating"] = metric.rating

    def send() -> None:
        """Once per page view, though the browser may see more navigations than the tag."""
        nonlocal values, sent_ms, sent_view
        if started_ms > sent_ms and page_view()[0] != sent_view:
            capture("$web_vitals", values)
            values = {}
            sent_ms = started_ms
            sent_view = page_view()[0]

    def on_change(event: PageEvent, is_hidden: bool) -> None:
        if is_hidden:
            send()

    if options()["webVitals"]:
        on_page_change(on_change)
        on_page_end(send)
        for measure in [onTTFB, onFCP, onLCP, onCLS, onINP]:
            measure(guarded(on_metric), {"reportAllChanges": True, "reportSoftNavs": True})
