"""Speak to the developer of the page through the console. Never throws."""

from tag_src.browser.attempt import attempt
from tag_src.browser.natives import console_at_load as console

PREFIX = "[periscale]"

is_debugging = False


def explain_everything() -> None:
    """From now on `debug` speaks."""
    global is_debugging
    is_debugging = True


def debug(message: str, details: object) -> None:
    if is_debugging:
        attempt(lambda: console.log(PREFIX, message, details))


def warn(message: object) -> None:
    attempt(lambda: console.warn(PREFIX, message))


def complain(error: object) -> None:
    """Something that the site owner, or we, must repair."""
    attempt(lambda: console.error(PREFIX, error))
