"""Know the groups the visitor belongs to. Never sends an event."""

from typing import cast

from tag_src.browser.json import Properties
from tag_src.identity.person import Capture, learn
from tag_src.identity.visitor import change_visitor, refreshed_visitor


def join_group(group_type: str, key: str, properties: Properties, capture: Capture) -> None:
    groups = refreshed_visitor()["groups"]
    is_member = cast(str, groups.get(group_type)) == key
    change_visitor({"groups": {**groups, group_type: key}})
    if learn(group_type, properties, is_member) or not is_member:
        capture(
            "$groupidentify",
            {"$group_type": group_type, "$group_key": key, "$group_set": properties},
        )
