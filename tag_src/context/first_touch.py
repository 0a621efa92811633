"""Say how a visitor first came to the site. Never for a visitor who is known already."""

from js import regex

from tag_src.browser.json import Properties

TELLING = regex(r"^\$?(?=referr|current_url|utm_)")


def first_touch(shared: Properties) -> Properties:
    """`$initial_…` properties of a person, from those all events share."""
    return {
        TELLING.sub("$initial_", name): value
        for name, value in shared.items()
        if TELLING.test(name)
    }
