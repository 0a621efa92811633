"""Describe the page and the present page view. Never sends a secret that an address carries."""

from js import URL, document, location, regex, window

from tag_src.browser.ids import uuid7
from tag_src.browser.json import Properties

# `$1` is the separator, the parameter's name and "="; its value is left out.
SECRET_PARAMETER = regex(r"([?&#](?:\w*token|code|password|api_key|email)=)[^&#]*", "gi")

page: Properties = {}
described_href = ""
page_view_id = ""


def page_properties() -> Properties:
    """The same object until the address or the page view changes."""
    global page, described_href
    if location.href != described_href:
        described_href = location.href
        page = describe_page()
    return page


def begin_page_view() -> None:
    """Give the page view a new id."""
    global page_view_id, described_href
    page_view_id = uuid7()
    described_href = ""


def describe_page() -> Properties:
    current_url = without_secrets(described_href)
    referrer = without_secrets(document.referrer)
    return {
        "$pageview_id": page_view_id,
        "$current_url": current_url,
        "$host": location.host,
        "$pathname": location.pathname,
        "$referrer": referrer or "$direct",
        "$referring_domain": URL(referrer).host if referrer else "$direct",
        "$viewport_width": window.innerWidth,
        "$viewport_height": window.innerHeight,
    }


def without_secrets(url: str) -> str:
    return SECRET_PARAMETER.sub("$1", url)
