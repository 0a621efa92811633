"""Describe the elements a visitor acted on, outward: chain, text, the page's `data-p-*` properties.

Never reads the value of a form field. Asks nobody whether the elements may be described.
"""

from typing import cast

from js import Element, HTMLAnchorElement, TextEncoder, location, regex

from tag_src.boot.options import options
from tag_src.browser.dom import first_match, read
from tag_src.browser.json import Properties
from tag_src.capture.element_text import REDACTED, folded, text_of
from tag_src.capture.privacy import clean_address
from tag_src.context.secrets import looks_secret

READABLE = "aria-label|title|alt"
MAX_CHARS = 500
"""Of a value and of the classes of an element, so that the one aimed at always fits."""

MAX_CHAIN_BYTES = 4096
MAX_SIBLINGS = 300
"""To count a longer list on every click costs too much; its children go without their numbers."""


def describe(path: list[Element], event_type: str) -> tuple[Properties, str]:
    """The properties of an event about `path[0]`, and the name of the page's own event, which
    `data-p-event` on a form gives to its submit alone.
    """
    properties: Properties = {"$event_type": event_type}
    own_event = ""
    parts: list[str] = []
    is_masked = options()["maskText"] or first_match(path, REDACTED)
    redacted = READABLE if is_masked else ""
    # From the outer end: what is redacted there is redacted further in.
    for element in reversed(path):
        redacted += cast(str, read(element, "getAttribute", "data-heap-redact-attributes"))
        tag: str = read(element, "localName")
        head = tag
        # In the order of the keys: `attr__…`, `attr_id`, `href`, `nth-…`, `text`.
        keys = ""
        last_keys = position(element, tag)
        for name in sorted(cast("list[str]", read(element, "getAttributeNames"))):
            value: str = read(element, "getAttribute", name)
            if name == "href":
                value = clean_address(value)
            # The last group is what becomes a property of its own.
            found = regex(
                "^(id|class|href|name|type|role|aria-label|title|alt|"
                "data-(test(id)?|cy|p-(event|no-rageclick|no-capture|(.+))))$"
            ).exec(name)
            if found is None or name in redacted or looks_secret(value):
                continue
            pair = quoted(name, value)
            keys += "attr__" + pair
            if name == "class":
                classes = sorted(cast("list[str]", read(element, "classList")))
                # A parser takes no quotes here.
                head = regex('[";]', "g").sub("", ".".join([tag, *classes])[:MAX_CHARS])
            elif name == "id":
                last_keys = "attr_" + pair + last_keys
            elif name == "href":
                last_keys = pair + last_keys
                host = cast(HTMLAnchorElement, element).host
                if host and host != location.host:
                    properties["$external_click_target_url"] = value
            elif found[5]:
                properties[found[5].replace("-", "_")] = value
            elif found[4] == "event" and event_type == ("submit" if tag == "form" else "click"):
                own_event = value
        if tag != "html":
            parts.insert(0, f"{head}:{keys}{last_keys}")
    text = text_of(path, is_masked)
    if text and parts:
        parts[0] += quoted("text", text)
        properties["$el_text"] = text
    while len(parts) > 1 and TextEncoder().encode(";".join(parts)).length > MAX_CHAIN_BYTES:
        parts.pop()
    properties["$elements_chain"] = ";".join(parts)
    return properties, own_event


def quoted(key: str, value: str) -> str:
    escaped = regex(r'["\\]', "g").sub(r"\$&", folded(value[:MAX_CHARS]))
    return f'{key}="{escaped}"'


def position(sibling: Element | None, tag: str) -> str:
    """`nth-child` and `nth-of-type`, both counted from 1."""
    nth_child = 0
    nth_of_type = 0
    while sibling:
        nth_child += 1
        if read(sibling, "localName") == tag:
            nth_of_type += 1
        if nth_child > MAX_SIBLINGS:
            return ""
        sibling = read(sibling, "previousElementSibling")
    return f'nth-child="{nth_child}"nth-of-type="{nth_of_type}"'
