"""Hold the options of the tag: names, defaults and kinds. Never acts on one."""

from collections.abc import Callable
from typing import TypedDict, cast

from js import Record, regex, typeof, undefined

from tag_src.browser.console import warn
from tag_src.browser.json import Properties


class Options(TypedDict):
    """Named as published: the same name serves `init({apiHost})` and `data-api-host`."""

    noInit: bool
    apiKey: str
    apiHost: str
    autocapture: bool | Properties
    capturePageview: bool | str
    capturePageviewSearch: bool
    engagement: bool
    webVitals: bool
    errors: bool
    flushIntervalMs: int
    flushAt: int
    maxStoredEvents: int
    maxStoredBytes: int
    sessionIdleMinutes: int
    cookieDomain: str
    persistence: str
    respectDnt: bool
    respectGpc: bool
    maskText: bool
    maskUrl: Callable[[str], object]
    beforeSend: Callable[[Properties], object] | None
    compat: list[str] | str
    debug: bool
    sampleRate: float
    nonce: str


DEFAULTS: Options = {
    "noInit": False,
    "apiKey": "",
    "apiHost": "",
    "autocapture": True,
    "capturePageview": True,
    "capturePageviewSearch": False,
    "engagement": True,
    "webVitals": True,
    "errors": True,
    "flushIntervalMs": 10_000,
    "flushAt": 20,
    "maxStoredEvents": 1_000,
    "maxStoredBytes": 1_000_000,
    "sessionIdleMinutes": 30,
    "cookieDomain": "auto",
    "persistence": "localStorage+cookie",
    "respectDnt": True,
    "respectGpc": True,
    "maskText": False,
    "maskUrl": lambda url: url,
    "beforeSend": undefined,
    "compat": "",
    "debug": False,
    "sampleRate": 1,
    "nonce": "",
}

# Kinds besides the kind of the default, by their first letters.
OTHER_KINDS = regex(r"^(autocapture|compat) o|^capturePageview st|^beforeSend f")

NO_LETTERS = regex("[_-]", "g")

current = DEFAULTS


def options() -> Options:
    return current


def configure(given: dict[str, object]) -> None:
    """Take over what is known and of the right kind; the rest keeps its default."""
    global current
    current = {**DEFAULTS}
    for name, value in given.items():
        kind = typeof(value)
        if name not in DEFAULTS:
            warn(f"no option {name}, but {nearest(name)}")
        elif value is not None and (
            kind == typeof(cast(Record, DEFAULTS)[name]) or OTHER_KINDS.test(f"{name} {kind}")
        ):
            cast(Record, current)[name] = value
        elif kind != "undefined":
            warn(f"option {name} cannot be a {kind}")


def nearest(name: str) -> str:
    """The first known option that contains as much of the beginning of `name` as any."""
    beginning = NO_LETTERS.sub("", name).lower()
    while not (found := next((known for known in DEFAULTS if beginning in known.lower()), None)):
        beginning = beginning[:-1]
    return found
