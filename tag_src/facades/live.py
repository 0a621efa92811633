"""What the four vendors' APIs share: methods that wait for the tag, and warnings told once.

Never knows a method by name.
"""

from collections.abc import Callable
from typing import cast

from js import ArrayLike, Record, Set, String, regex, truthy, undefined

from tag_src.browser.console import warn
from tag_src.browser.guard import guarded
from tag_src.browser.json import Properties, as_properties
from tag_src.facades.periscale import (
    begin,
    has_key,
    may_begin,
    options_of_page,
    remember,
    waits_for_consent,
)
from tag_src.identity.person import PERSON
from tag_src.identity.visitor import current_visitor
from tag_src.tracker import has_started, page

KEY = "sb_live_"
ZEROS = "000000000000"
NOT_SHORT = regex("[^a-z0-9]", "g")
# What happened before consent is not reported; who it was may be said ahead.
REPORT = regex("^(track|event|p|newP|stopS|expect)|(Message|Agent|Request)$")

told: Set[str] = Set()


def is_premature(name: str) -> bool:
    """Whether the method `name` would report what happened before consent."""
    return waits_for_consent() and not has_started() and REPORT.test(name)


def live(name: str, method: Callable[..., object]) -> Callable[..., object]:
    """`method` for the page: it never throws, and runs once the tag has started, in order."""

    def call(*arguments: object) -> object:
        if has_started():
            return method(*arguments)
        if not is_premature(name):
            remember(lambda: method(*arguments))
        return undefined

    return guarded(call, warn)


def live_command(run: Callable[..., object]) -> Callable[[ArrayLike], object]:
    """The same for a function that takes the name of a method, too; called with all arguments."""
    return lambda call: live(String(call[0]), run)(*call)


def warn_once(message: str) -> None:
    if not told.has(message):
        told.add(message)
        warn(message)


def person() -> Properties:
    """What is known of the person, in this browser."""
    return as_properties(cast(Record, current_visitor()["known"])[PERSON])


def view(nothing: object = None) -> None:
    page("manual", {})


def short_id() -> str:
    """12 characters of `[a-z0-9]` that tell one anonymous visitor from the others."""
    return (ZEROS + NOT_SHORT.sub("", current_visitor()["anonymous_id"]))[-len(ZEROS) :]


def offer_key(key: object) -> None:
    """A key that the page brings otherwise: the tag starts with it, if it has none."""
    if truthy(key) and not has_key():
        # A vendor's key becomes one of ours.
        options_of_page()["apiKey"] = KEY + String(key).replace(KEY, "")
        if may_begin():
            begin()
