"""Hold the options of the tag: their names, defaults and kinds. Never acts on one."""

from typing import TypedDict, cast

from js import Record, typeof

from tag_src.browser.json import from_json


class Options(TypedDict):
    """Named as published: the same names serve `init({apiHost})` and `data-api-host`."""

    apiKey: str
    apiHost: str
    capturePageview: bool
    flushIntervalMs: int
    flushAt: int
    sessionIdleMinutes: int
    persistence: str


DEFAULTS: Options = {
    "apiKey": "",
    "apiHost": "",
    "capturePageview": True,
    "flushIntervalMs": 10_000,
    "flushAt": 20,
    "sessionIdleMinutes": 30,
    "persistence": "localStorage+cookie",
}

current = DEFAULTS


def options() -> Options:
    return current


def configure(given: Record) -> None:
    """Take over what is known and of the right kind from `given`; the rest keeps its default."""
    global current
    accepted = {
        name: given[name]
        for name, default in DEFAULTS.items()
        if typeof(given[name]) == typeof(default)
    }
    current = cast(Options, {**DEFAULTS, **accepted})


def option_of_attribute(name: str, text: str) -> object:
    """The value that the text of a `data-` attribute stands for; a bare one means true."""
    if typeof(cast(Record, DEFAULTS)[name]) == "string":
        return text
    return from_json(text or "true")
