"""Describe browser, system and screen. Never asks for more than every request tells anyway."""

from js import Intl, navigator, parseFloat, regex, screen

from tag_src.browser.json import Properties

# The last name that fits is the browser's own, those before it are of browsers it descends from;
# only Samsung's comes before "Chrome". An agent without any gives empty groups.
BROWSER = regex(
    r"(?:.*?(?=Samsung)|.*)(Edg|OPR|Samsung|FxiOS|Firefox|CriOS|Chrome|Version)\w*/([\d.]+).*|.+"
)
SYSTEM = regex(r".*?(iP|Android|Windows|Mac OS X|CrOS|Linux(?!.*Android)).*|.+")
NAMES = {
    "Edg": "Microsoft Edge",
    "OPR": "Opera",
    "Samsung": "Samsung Internet",
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
    system = named(SYSTEM.sub("$1", agent))
    # An iPad that asks for desktop pages calls itself a Mac; no Mac has a touch screen.
    is_ipad = system == "Mac OS X" and navigator.maxTouchPoints > 1
    return {
        "$browser": named(BROWSER.sub("$1", agent)),
        "$browser_version": parseFloat(BROWSER.sub("$2", agent)),
        "$os": "iOS" if is_ipad else system,
        "$device_type": "Tablet"
        if is_ipad or TABLET.test(agent)
        else "Mobile"
        if MOBILE.test(agent)
        else "Desktop",
        "$raw_user_agent": agent,
        "$browser_language": navigator.language,
        "$timezone": Intl.DateTimeFormat().resolvedOptions().timeZone,
        "$screen_width": screen.width,
        "$screen_height": screen.height,
    }


def named(token: str) -> str:
    return NAMES.get(token, token)
