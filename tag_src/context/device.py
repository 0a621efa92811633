"""Describe browser, system and screen. Never asks for more than every request tells anyway."""

from js import Intl, Temporal, navigator, parseFloat, regex, screen

from tag_src.browser.attempt import attempt
from tag_src.browser.json import Properties

# What a user agent says of itself, and the name for it. The first that fits counts: most also name
# those that they descend from.
BROWSERS = {
    "Edg": "Microsoft Edge",
    "OPR": "Opera",
    "Samsung": "Samsung Internet",
    "FxiOS": "Firefox iOS",
    "Firefox": "Firefox",
    "CriOS": "Chrome iOS",
    "Chrome": "Chrome",
    "Version": "Safari",
}
SYSTEMS = {
    "iP": "iOS",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "Mac OS X",
    "CrOS": "Chrome OS",
    "Linux": "Linux",
}
TABLET = regex(r"iPad|Tablet|Android(?!.*Mobi)")


def describe_device() -> Properties:
    agent = navigator.userAgent
    browser = first_in(agent, BROWSERS)
    system = SYSTEMS.get(first_in(agent, SYSTEMS), "")
    # An iPad that asks for desktop pages calls itself a Mac; no Mac has a touch screen.
    is_ipad = system == "Mac OS X" and navigator.maxTouchPoints > 1
    return {
        "$browser": BROWSERS.get(browser, ""),
        "$browser_version": parseFloat(agent.split(browser)[-1].split("/")[1]),
        "$os": "iOS" if is_ipad else system,
        "$device_type": "Tablet"
        if is_ipad or TABLET.test(agent)
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
    }


def first_in(agent: str, names: dict[str, str]) -> str:
    return next((name for name in names if name in agent), None) or ""
