"""Put together what all events share; in this order, later parts win over earlier ones.

Never touches an event: its own properties win over all of these.
"""

from js import PERISCALE_VERSION, undefined

from tag_src.browser.json import Properties
from tag_src.browser.tab import find_tab_id
from tag_src.context.device import describe_device
from tag_src.context.page import page_properties
from tag_src.context.session import current_session, extend_session
from tag_src.identity.visitor import Visitor, current_visitor

constant: Properties | None = None
"""What never changes within a page."""
shared: Properties = {}
shared_visitor: Visitor | None = None
shared_page: Properties | None = None


def shared_properties(now: int) -> Properties:
    """The properties of every event at `now`, of which the tracker itself adds whose they are.

    The same object until one of its parts changes.
    """
    global constant, shared, shared_visitor, shared_page
    extend_session(now)
    visitor = current_visitor()
    page = page_properties()
    if visitor is not shared_visitor or page is not shared_page:
        shared_visitor = visitor
        shared_page = page
        if constant is None:
            constant = {
                **describe_device(),
                "$window_id": find_tab_id(),
                "$lib": "periscale-tag",
                "$lib_version": PERISCALE_VERSION,
            }
        shared = {
            **visitor["super"],
            **current_session()["campaign"],
            **constant,
            **page,
            "$device_id": visitor["anonymous_id"],
            "$is_identified": visitor["distinct_id"] != visitor["anonymous_id"],
            "$groups": visitor["groups"] if visitor["groups"] else undefined,
        }
    return shared
