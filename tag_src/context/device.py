"""Describe browser, system and screen. Never asks for more than every request tells anyway."""

from typing import cast

from js import (
    PERISCALE_VERSION,
    Intl,
    Object,
    Record,
    Temporal,
    navigator,
    parseFloat,
    regex,
    screen,
)

from tag_src.browser.attempt import attempt
from tag_src.browser.json import Properties
from tag_src.browser.tab import find_tab_id

# What a user agent says of itself, and the name for it. The first that fits counts: most also name
# those that they descend from. "" fits all.
BROWSERS = cast(
    Record,
    {
        "Edg": "Microsoft Edge",
        "OPR": "Opera",
        "Samsung": "Samsung Internet",
        "FxiOS": "Firefox iOS",
        "Firefox": "Firefox",
        "CriOS": "Chrome iOS",
        "Chrome": "Chrome",
        "Version": "Safari",
        "": "",
    },
)
SYSTEMS = cast(
    Record,
    {
        "iP": "iOS",
        "Android": "Android",
        "Windows": "Windows",
        "Mac": "Mac OS X",
        "CrOS": "Chrome OS",
        "Linux": "Linux",
        "": "",
    },
)
TABLET = regex(r"iPad|Tablet|Android(?!.*Mobi)")


def describe_device() -> Properties:
    """What never changes within a page; to be called once."""
    agent = navigator.userAgent
    # An iPad that asks for desktop pages calls itself a Mac; no Mac has a touch screen.
    device = "iPad" if "Macintosh" in agent and navigator.maxTouchPoints > 1 else agent
    browser = first_in(agent, BROWSERS)
    return {
        "$browser": cast(str, BROWSERS[browser]),
        "$browser_version": parseFloat(agent.split(browser)[1].split("/")[1]),
        "$os": cast(str, SYSTEMS[first_in(device, SYSTEMS)]),
        "$device_type": "Tablet"
        if TABLET.test(device)
        else "Mobile"
        if "Mobi" in agent
        else "Desktop",
        "$raw_user_agent": agent,
        "$browser_language": navigator.language,
        # The first use of Intl loads a library of its own; Temporal does without.
        "$timezone": attempt(lambda: Temporal.Now.timeZoneId())
        or Intl.DateTimeFormat().resolvedOptions().timeZone,
        "$screen_width": screen.width,
        "$screen_height": screen.height,
        "$window_id": find_tab_id(),
        "$lib": "periscale-tag",
        "$lib_version": PERISCALE_VERSION,
    }


def first_in(agent: str, names: Record) -> str:
    return cast(str, next((token for token in Object.keys(names) if token in agent), None))
