"""Start what the options ask for. Never captures anything itself."""

from tag_src.capture.autocapture import start_autocapture
from tag_src.capture.engagement import start_engagement
from tag_src.capture.errors import start_errors
from tag_src.capture.page_views import start_page_views
from tag_src.capture.web_vitals import start_web_vitals


def start_capture() -> None:
    """Page views last: engagement measures from the first one on."""
    start_errors()
    start_web_vitals()
    start_autocapture()
    start_page_views(start_engagement())
