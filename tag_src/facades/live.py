"""What the four vendors' APIs share: methods that wait for the tag, and warnings told once.

Never knows a method by name.
"""

from collections.abc import Callable
from typing import Any, cast

from js import Record, Set, String, regex, undefined

from tag_src.browser.console import warn
from tag_src.browser.guard import guarded
from tag_src.browser.json import Properties, as_properties
from tag_src.facades.periscale import init
from tag_src.identity.person import PERSON
from tag_src.identity.visitor import current_visitor
from tag_src.tracker import has_started

KEY = "sb_live_"
SHORT_CHARS = 12
NOT_SHORT = regex("[^a-z0-9]", "g")
# What happened before consent is not reported; who it was may be said ahead.
REPORT = regex(r"^(track|page|event|product|newPage|\w*customM)")

waiting: list[Callable[[], object]] = []
told: Set[str] = Set()
waits_for_consent = False
takes_keys = False
offered = ""


def wait_for_consent() -> None:
    """From now on until the tag has started, what would be reported is dropped."""
    global waits_for_consent
    waits_for_consent = True


def live(name: str, method: Callable[..., object]) -> Callable[..., object]:
    """`method` for the page: it never throws, and runs once the tag has started, in order."""

    def call(*arguments: object) -> object:
        if not has_started():
            if not (waits_for_consent and REPORT.test(name)):
                waiting.append(lambda: call(*arguments))
            return undefined
        try:
            return method(*arguments)
        except Exception as error:
            warn(String(error))
            return undefined

    return call


def run_waiting() -> None:
    for call in waiting:
        call()
    waiting.clear()


def warn_once(message: str) -> None:
    if not told.has(message):
        told.add(message)
        warn(message)


def person() -> Properties:
    """What is known of the person, in this browser."""
    return as_properties(current_visitor()["known"].get(PERSON))


def is_identified() -> bool:
    visitor = current_visitor()
    return visitor["distinct_id"] != visitor["anonymous_id"]


def short_id() -> str:
    """12 characters of `[a-z0-9]` that tell one anonymous visitor from the others."""
    return ("0" * SHORT_CHARS + NOT_SHORT.sub("", current_visitor()["anonymous_id"]))[-SHORT_CHARS:]


def offer_key(key: str | None) -> None:
    """A key that the page brings otherwise: the tag starts with it, if it waits for one."""
    global offered
    if key:
        # A vendor's key becomes one of ours.
        offered = KEY + String(key).replace(KEY, "")
        if takes_keys and not waits_for_consent and not has_started():
            init({"apiKey": offered})


def offered_key() -> str:
    return offered


def take_keys() -> None:
    """From now on the tag may start."""
    global takes_keys
    takes_keys = True


def take_over(queue: object, run: Callable[[Any], object]) -> None:
    """Run what a stub has queued, and from now on what is pushed into its queue."""

    def push(*entries: object) -> None:
        for entry in entries:
            guarded(run)(entry)

    if isinstance(queue, list):
        entries = [*queue]
        queue.clear()
        cast(Record, queue)["push"] = push
        push(*entries)
