"""Turn an anonymous visitor into a person and keep what is known of it. Never sends an event."""

from collections.abc import Callable
from typing import TypeAlias

from tag_src.browser.json import Properties, as_properties, to_json
from tag_src.identity.visitor import change_visitor, refreshed_visitor

Capture: TypeAlias = Callable[[str, Properties], None]
"""What the tracker hands down to send an event by."""

PERSON = ""
"""Where the person's properties are among the known ones; groups are under their types."""


def become_person(distinct_id: str, properties: Properties, capture: Capture) -> None:
    visitor = refreshed_visitor()
    anonymous_id = visitor["anonymous_id"]
    if distinct_id == visitor["distinct_id"]:
        describe_person(properties, capture)
        return
    change_visitor({"distinct_id": distinct_id})
    is_new = learn(PERSON, properties, knows_it=False)
    if visitor["distinct_id"] == anonymous_id:
        capture("$identify", {"$anon_distinct_id": anonymous_id, "$set": properties})
    elif is_new:  # from one person to another: they must not be linked
        capture("$set", {"$set": properties})


def describe_person(properties: Properties, capture: Capture) -> None:
    if learn(PERSON, properties, knows_it=True):
        capture("$set", {"$set": properties})


def learn(subject: str, properties: Properties, knows_it: bool) -> bool:
    """Remember what is said about a person or group; whether any of it is new."""
    all_known = refreshed_visitor()["known"]
    known = as_properties(all_known.get(subject)) if knows_it else {}
    change_visitor({"known": {**all_known, subject: {**known, **properties}}})
    return any(to_json(known.get(name)) != to_json(value) for name, value in properties.items())
