"""Change the properties that the page adds to every event. They are kept with the visitor."""

from tag_src.browser.json import Properties
from tag_src.identity.visitor import change_visitor, refreshed_visitor


def add_super_properties(properties: Properties) -> None:
    known = refreshed_visitor()["super_properties"]
    change_visitor({"super_properties": {**known, **properties}})


def remove_super_property(name: str) -> None:
    known = refreshed_visitor()["super_properties"]
    change_visitor(
        {"super_properties": {key: value for key, value in known.items() if key != name}}
    )
