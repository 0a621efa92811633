"""Keep what is known of the person and of the groups it belongs to. Never sends an event."""

from tag_src.browser.json import Properties, as_properties, to_json
from tag_src.identity.consent import is_silent
from tag_src.identity.visitor import change_part, refreshed_visitor

PERSON = ""
"""Where the person's properties are among the known ones; groups are under their types."""


def learn(subject: str, properties: Properties, knows_it: bool) -> bool:
    """Remember what is said about a person or group; whether any of it is new.

    Nothing while no events may be sent: it is news once they may.
    """
    if is_silent():
        return False
    known = as_properties(refreshed_visitor()["known"].get(subject)) if knows_it else {}
    change_part("known", {subject: {**known, **properties}})
    return any(to_json(known.get(name)) != to_json(value) for name, value in properties.items())
