"""Report errors that the page does not catch. Never reports one of the tag's own."""

from js import ErrorEvent, window

from tag_src.boot.options import options
from tag_src.browser.listeners import listen
from tag_src.context.exception import exception_properties
from tag_src.tracker import capture


def start_errors() -> None:
    if options()["errors"]:
        listen(window, "error", on_error)
        listen(window, "unhandledrejection", on_error)


def on_error(event: ErrorEvent) -> None:
    """Not those of an image or a script that did not load: they belong to its element."""
    if event.target is window:
        told = event.reason if event.message is None else event.message
        properties = exception_properties(
            told if event.error is None else event.error, "on" + event.type
        )
        if properties is not None:
            capture("$exception", properties)
