"""Put together all properties of an event; in this order, later parts win over earlier ones.

Never finds out any of them itself.
"""

from js import undefined

from tag_src.browser.json import Properties
from tag_src.context.first_touch import first_touch
from tag_src.context.page import page_properties, page_view, page_view_properties
from tag_src.identity.visitor import current_visitor


def enriched(properties: Properties, owner: Properties, is_first: bool) -> Properties:
    """`properties` with what all events share. Whose event it is, as `owner` says, none can change.

    The first event of a visitor also says how they came.
    """
    visitor = current_visitor()
    page = page_properties()
    campaign = visitor["session"]["campaign"]
    return {
        **visitor["super"],
        **page_view_properties(),
        **campaign,
        **page,
        "$pageview_id": page_view()[0],
        "$device_id": visitor["anonymous_id"],
        "$is_identified": visitor["distinct_id"] != visitor["anonymous_id"],
        "$groups": visitor["groups"] if visitor["groups"] else undefined,
        "$set_once": first_touch({**page, **campaign}) if is_first else undefined,
        **properties,
        **owner,
    }
