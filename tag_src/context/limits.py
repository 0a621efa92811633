"""Copy values handed over by the page, so that later changes to them change nothing.

Takes over texts, numbers and booleans; never an object of the page.
"""

from typing import cast

from js import Object, Record, typeof

from tag_src.browser.json import Json, Properties


def copy_properties(source: object) -> Properties:
    """What can be sent of `source`; nothing if it is no object."""
    if typeof(source) != "object" or source is None:
        return {}
    record = cast(Record, source)
    return {
        key: cast(Json, value)
        for key in Object.keys(record)
        if typeof(value := record[key]) in ("string", "number", "boolean")
    }
