"""Speak to the developer of the page through the console. Never throws."""

from tag_src.browser.natives import console

PREFIX = "[periscale]"


def warn(message: str) -> None:
    try:
        console.warn(PREFIX, message)
    except Exception:
        pass


def complain(message: str, cause: object = "") -> None:
    """A console error: something the site owner must repair; `cause` is shown beside it."""
    try:
        console.error(PREFIX, message, cause)
    except Exception:
        pass
