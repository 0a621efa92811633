"""Describe browser, system and screen. Never asks for more than every request tells anyway."""

from js import Intl, navigator, parseFloat, regex, screen

from tag_src.browser.json import Properties

# The last name that fits is the browser's own, those before it are of browsers it descends from.
BROWSER = regex(r".*(Edg|OPR|FxiOS|Firefox|CriOS|Chrome|Version)\w*/([\d.]+)")
SYSTEM = regex(r"(iP|Android|Windows|Mac OS X|CrOS|Linux(?!.*Android))")
NAMES = {
    "Edg": "Microsoft Edge",
    "OPR": "Opera",
    "FxiOS": "Firefox iOS",
    "CriOS": "Chrome iOS",
    "Version": "Safari",
    "iP": "iOS",
    "CrOS": "Chrome OS",
}
TABLET = regex(r"iPad|Tablet|Android(?!.*Mobi)")
MOBILE = regex(r"Mobi")


def describe_device() -> Properties:
    agent = navigator.userAgent
    browser, version = named(BROWSER.exec(agent))
    system, _ = named(SYSTEM.exec(agent))
    return {
        "$browser": browser,
        "$browser_version": parseFloat(version),
        "$os": system,
        "$device_type": "Tablet"
        if TABLET.test(agent)
        else "Mobile"
        if MOBILE.test(agent)
        else "Desktop",
        "$raw_user_agent": agent,
        "$browser_language": navigator.language,
        "$timezone": Intl.DateTimeFormat().resolvedOptions().timeZone,
        "$screen_width": screen.width,
        "$screen_height": screen.height,
    }


def named(match: list[str] | None) -> tuple[str, str]:
    """The published name of what a pattern found, and the version after it; "" if nothing."""
    return (NAMES.get(match[1]) or match[1], match[2]) if match else ("", "")
