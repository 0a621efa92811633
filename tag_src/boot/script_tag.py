"""Read the `<script>` element that loaded the tag. Only while the file runs for the first time."""

from collections.abc import Callable
from typing import cast

from js import URL, HTMLScriptElement, Object, Promise, Record, document, location

from tag_src.boot.options import DEFAULTS
from tag_src.browser.json import from_json


async def call_with_script(begin: Callable[[HTMLScriptElement | None], object]) -> None:
    """Call `begin` with the element; it is found by its key if the page ran the file in another
    way, or an element hides it by name.

    A file that the browser itself runs is waited for to be through. Where `begin` asks for cookies,
    browsers look through the calls under way; the file they would have to read all over again.
    """
    script = document.currentScript
    if not isinstance(script, HTMLScriptElement):
        script = document.querySelector("script[data-api-key]")
    elif script.src:
        await Promise.resolve()
    begin(cast("HTMLScriptElement | None", script))


def attribute_options(script: HTMLScriptElement | None) -> dict[str, object]:
    """The `data-` attributes that are options; the browser spells `data-api-key` as `apiKey`."""
    # Of its own: pages that extend Object.prototype may have one there.
    given: dict[str, object] = {"noInit": False}
    if script:
        address = URL(script.src or location.href)
        given["apiHost"] = address.origin
        # Where a vendor's snippet allows no more than another address.
        key = address.searchParams.get("apiKey")
        if key:
            given["apiKey"] = key
        # Not Object.entries: it throws in a page that extends Object.prototype by `get`.
        for name in Object.keys(script.dataset):
            if name in DEFAULTS:
                given[name] = value_of(script.dataset[name], cast(Record, DEFAULTS)[name])
    return given


def value_of(text: str, default: object) -> object:
    """A bare attribute means true, unless the option is a text."""
    value = text if isinstance(default, str) else from_json(text or "true")
    return text if value is None else value
