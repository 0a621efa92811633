"""Put together what all events share; in this order, later parts win over earlier ones.

Never touches an event: its own properties win over all of these.
"""

from js import PERISCALE_VERSION

from tag_src.browser.json import Properties
from tag_src.context.device import describe_device
from tag_src.context.page import page_properties
from tag_src.context.session import session_at
from tag_src.identity.visitor import current_visitor

constant: Properties | None = None
shared: Properties = {}
parts: list[object] = []


def shared_properties(now: int) -> Properties:
    """The properties of every event at `now`: the same object until one of its parts changes."""
    global constant, shared, parts
    visitor = current_visitor()
    session = session_at(now)
    page = page_properties()
    if constant is None:
        constant = {
            **describe_device(),
            "$lib": "periscale-tag",
            "$lib_version": PERISCALE_VERSION,
        }
    if parts[0] is not visitor or parts[1] is not session or parts[2] is not page:
        parts = [visitor, session, page]
        shared = {
            **constant,
            **page,
            "distinct_id": visitor["distinct_id"],
            "$device_id": visitor["anonymous_id"],
            "$is_identified": visitor["distinct_id"] != visitor["anonymous_id"],
            "$session_id": session["id"],
        }
    return shared
