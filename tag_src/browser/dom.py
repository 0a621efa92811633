"""Read elements as the browser made them, whatever the page has named its form fields.

An input named `parentNode` hides that property of its form (DOM clobbering); the prototype's
getters and methods still tell the truth. Never changes the page.
"""

from typing import Any, cast

from js import Element, Node, Reflect, ShadowRoot

ELEMENT = 1
FRAGMENT = 11
"""A shadow root."""

reflect_get = Reflect.get
reflect_apply = Reflect.apply


def read(node: Node, name: str, *arguments: object) -> Any:
    """A property, or what a method returns, as Element and Node define it."""
    member = reflect_get(Element.prototype, name, node)
    return reflect_apply(member, node, arguments) if callable(member) else member


def matches(element: Element, selector: str) -> bool:
    is_match: bool = read(element, "matches", selector)
    return is_match


def first_match(path: list[Element], selector: str) -> Element | None:
    return next((element for element in path if matches(element, selector)), None)


def path_of(node: Node | None) -> list[Element]:
    """From the node outward, through slots and the hosts of open shadow roots."""
    path: list[Element] = []
    while node:
        # Unlike its class the same in every realm: a frame's elements may be here.
        kind: int = read(node, "nodeType")
        if kind == ELEMENT:
            path.append(cast(Element, node))
            slot: Node | None = read(node, "assignedSlot")
            node = read(node, "parentNode") if slot is None else slot
        else:
            node = cast(ShadowRoot, node).host if kind == FRAGMENT else None
    return path
