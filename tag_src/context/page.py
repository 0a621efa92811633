"""Describe the page and the present page view. Never sends a secret that an address carries."""

from collections.abc import Callable

from js import String, document, innerHeight, innerWidth, location, regex, undefined

from tag_src.boot.options import options
from tag_src.browser.attempt import attempt
from tag_src.browser.ids import uuid7
from tag_src.browser.json import Properties

# `$1` is the separator, the parameter's name and "="; its value is left out.
SECRET_PARAMETER = regex(
    r"([?&#;](?:[^=&#;]*(?:token|secret|passw|pwd|api.?key|mail|oauth|session|signature|otp)"
    r"[^=&#;]*|auth|code|key|pin|sid|sig)=)[^&#;]*",
    "gi",
)
HOST_AND_PATH = regex(r"^\w+://([^/?#]*)([^?#]*).*")

page: Properties = {}
described_href = ""
page_view_id = ""
page_view_pathname = ""
own_properties: Properties = {}
page_end_callbacks: list[Callable[[], object]] = []


def page_properties() -> Properties:
    """The same object until the address or the page view changes."""
    global page, described_href
    if location.href != described_href:
        described_href = location.href
        page = describe_page()
    return page


def on_page_end(callback: Callable[[], object]) -> None:
    """Call `callback` before each page view; before the first one `page_view` is empty."""
    page_end_callbacks.append(callback)


def page_view() -> tuple[str, str]:
    """Id and path of the present page view; both empty before the first."""
    return page_view_id, page_view_pathname


def begin_page_view() -> Properties:
    """Give the page view a new id; returns what its `$pageview` says of the one before."""
    global page_view_id, page_view_pathname, described_href
    previous: Properties = {"$prev_pageview_pathname": page_view_pathname or undefined}
    for callback in page_end_callbacks:
        callback()
    page_view_id = uuid7()
    described_href = ""
    page_view_pathname = String(page_properties().get("$pathname"))
    return previous


def page_view_properties() -> Properties:
    return own_properties


def set_page_view_properties(properties: Properties) -> None:
    """Let every event of this document have them, from now on."""
    global own_properties, described_href
    own_properties = properties
    described_href = ""


def describe_page() -> Properties:
    current_url = without_secrets(described_href)
    referrer = without_secrets(document.referrer)
    return {
        **own_properties,
        "$pageview_id": page_view_id,
        "$current_url": current_url,
        "$host": HOST_AND_PATH.sub("$1", current_url),
        "$pathname": HOST_AND_PATH.sub("$2", current_url),
        "$referrer": referrer or "$direct",
        "$referring_domain": HOST_AND_PATH.sub("$1", referrer) or "$direct",
        "$viewport_width": innerWidth,
        "$viewport_height": innerHeight,
    }


def without_secrets(url: str) -> str:
    """Also without what the site's own `maskUrl` takes out; nothing is left if that fails."""
    masked = attempt(lambda: options()["maskUrl"](SECRET_PARAMETER.sub("$1", url)))
    return masked if isinstance(masked, str) else ""
