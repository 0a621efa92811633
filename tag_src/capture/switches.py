"""Read the `autocapture` option, which is a switch or an object of switches. Never changes it."""

from typing import cast

from js import Record

from tag_src.boot.options import options


def switch(name: str) -> object:
    """None where the page says nothing."""
    return cast(Record, options()["autocapture"])[name]


def is_on(name: str) -> bool:
    return switch(name) is not False
