"""Read elements as the browser made them, whatever the page has named its form fields.

An input named `parentNode` hides that property of its form (DOM clobbering); the prototype's
getters and methods still tell the truth. Never changes the page.
"""

from typing import Any

from js import Element, Node, Reflect, ShadowRoot

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


def path_of(node: object) -> list[Element]:
    """From the node outward, through slots and the hosts of open shadow roots."""
    path: list[Element] = []
    while isinstance(node, Element):
        path.append(node)
        slot: Element | None = read(node, "assignedSlot")
        node = read(node, "parentNode") if slot is None else slot
        if isinstance(node, ShadowRoot):
            node = node.host
    return path
