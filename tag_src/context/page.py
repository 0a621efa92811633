"""Describe the page and the present page view. Never sends a secret that an address carries."""

from collections.abc import Callable
from typing import cast

from js import document, innerHeight, innerWidth, location, regex

from tag_src.boot.options import options
from tag_src.browser.attempt import attempt
from tag_src.browser.guard import guarded
from tag_src.browser.ids import uuid7
from tag_src.browser.json import Properties
from tag_src.context.device import describe_device
from tag_src.context.secrets import SECRET_PARAMETER
from tag_src.identity.visitor import TEXT, usable

HOST_AND_PATH = regex(r"^\w+://([^/?#]*)([^?#]*).*")

page: Properties | None = None
described_href = ""
view = ("", "")
own_properties: Properties = {}
page_end_callbacks: list[Callable[[], object]] = []


def page_properties() -> Properties:
    """Of browser, device and page; the same object until the address or the page view changes."""
    global page, described_href
    if location.href != described_href:
        described_href = location.href
        current_url = without_secrets(described_href)
        referrer = without_secrets(document.referrer) or "$direct"
        page = {
            **(describe_device() if page is None else page),
            "$current_url": current_url,
            "$host": HOST_AND_PATH.sub("$1", current_url),
            "$pathname": HOST_AND_PATH.sub("$2", current_url),
            "$referrer": referrer,
            "$referring_domain": HOST_AND_PATH.sub("$1", referrer),
            "$viewport_width": innerWidth,
            "$viewport_height": innerHeight,
        }
    return cast(Properties, page)


def on_page_end(callback: Callable[[], object]) -> None:
    """Call `callback` before each page view; before the first one `page_view` is empty.

    One that throws stops neither the others nor the page view.
    """
    page_end_callbacks.append(guarded(callback))


def page_view() -> tuple[str, str]:
    """Id and path of the present page view; both empty before the first."""
    return view


def begin_page_view() -> str:
    """Give the page view a new id; returns the path of the one before, "" if there was none."""
    global view, described_href
    previous = view[1]
    for callback in page_end_callbacks:
        callback()
    described_href = ""
    view = (uuid7(), cast(str, page_properties().get("$pathname")))
    return previous


def page_view_properties() -> Properties:
    return own_properties


def set_page_view_properties(properties: Properties) -> None:
    """Let every event of this document have them, from now on."""
    global own_properties
    own_properties = properties


def without_secrets(url: str) -> str:
    """Also without what the site's own `maskUrl` takes out; nothing is left if that fails."""
    return usable(TEXT, attempt(lambda: options()["maskUrl"](SECRET_PARAMETER.sub("$1", url))))
