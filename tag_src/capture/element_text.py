"""Collect the text a visitor sees on an element. Never that of a field or a private zone."""

from typing import cast

from js import Element, Node, Text, getComputedStyle, regex

from tag_src.browser.dom import ELEMENT, TEXT_NODE, first_match, kind_of, matches, read
from tag_src.capture.privacy import ZONE, looks_secret
from tag_src.capture.switches import is_on

TYPED = "textarea,:read-write"
REDACTED = "[data-heap-redact-text]:not([data-heap-redact-text=false])"
INLINE = f":is(a,abbr,b,code,em,i,kbd,mark,s,small,span,strong,sub,sup,time,u):not({ZONE},{TYPED})"
MASK = "****"
MAX_CHARS = 255
ENOUGH_CHARS = 320
"""So much is looked at: a number that the cut would go through is still recognised."""


def text_of(path: list[Element], is_masked: bool | Element | None) -> str:
    """The text of `path[0]`; "" if there is none, or if there is a secret in it."""
    found = collect(path[0]) if is_on("text") and not first_match(path, TYPED) else ""
    text = regex(r"\s+", "g").sub(" ", found).strip()
    if looks_secret(text):
        return ""
    return MASK if text and is_masked else text[:MAX_CHARS]


def collect(element: Element) -> str:
    """The texts right in the element and in simple inline children that are visible."""
    text = ""
    for node in cast("list[Node]", read(element, "childNodes")):
        if len(text) > ENOUGH_CHARS:
            break
        kind = kind_of(node)
        if kind == TEXT_NODE:
            text += cast(Text, node).data
        elif kind == ELEMENT and matches(cast(Element, node), INLINE):
            inner = cast(Element, node)
            style = getComputedStyle(inner)
            if style.display != "none" and style.visibility == "visible":
                text += MASK if matches(inner, REDACTED) else collect(inner)
    return text
