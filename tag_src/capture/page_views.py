"""Report page views by themselves. Never decides what a page view says about the page."""

from tag_src.boot.options import options
from tag_src.tracker import page


def start_page_views() -> None:
    if options()["capturePageview"] in (True, "initial"):
        page("load", {})
