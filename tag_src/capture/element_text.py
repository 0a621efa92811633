"""Collect the text a visitor sees on an element. Never that of a field or a private zone."""

from typing import cast

from js import Element, Node, Text, getComputedStyle, regex

from tag_src.browser.dom import first_match, matches, read
from tag_src.capture.privacy import ZONE
from tag_src.capture.switches import is_on
from tag_src.context.secrets import MASK, looks_secret

TYPED = "textarea,:read-write"
REDACTED = "[data-heap-redact-text]:not([data-heap-redact-text=false])"
INLINE = f":is(a,abbr,b,code,em,i,kbd,mark,s,small,span,strong,sub,sup,time,u):not({ZONE},{TYPED})"
MAX_CHARS = 255
ENOUGH_CHARS = 320
"""So much is looked at: a number that the cut would go through is still recognised."""


def text_of(path: list[Element], is_masked: bool | Element | None) -> str:
    """The text of `path[0]`; "" if there is none, or if there is a secret in it."""
    found = collect(path[0]) if is_on("text") and not first_match(path, TYPED) else ""
    text = folded(found).strip()[:ENOUGH_CHARS]
    if looks_secret(text):
        return ""
    return MASK if text and is_masked else text[:MAX_CHARS]


def folded(text: str) -> str:
    return regex(r"\s+", "g").sub(" ", text)


def collect(element: Element) -> str:
    """The texts right in the element and in simple inline children that are visible."""
    text = ""
    for node in cast("list[Node]", read(element, "childNodes")):
        if len(text) > ENOUGH_CHARS:
            break
        # Those of a frame are of other classes: they are left out.
        if isinstance(node, Text):
            text += folded(node.data)
        elif isinstance(node, Element) and matches(node, INLINE):
            style = getComputedStyle(node)
            if style.display != "none" and style.visibility == "visible":
                text += MASK if matches(node, REDACTED) else collect(node)
    return text
