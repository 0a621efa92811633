"""Read the `<script>` element that loaded the tag. Only while the file runs for the first time."""

from js import URL, HTMLScriptElement, Object, document, location

from tag_src.boot.options import option_of_attribute


def own_script() -> HTMLScriptElement | None:
    """None if the page ran the file in another way, or an element hides it by its name."""
    script = document.currentScript
    return script if isinstance(script, HTMLScriptElement) else None


def attribute_options(script: HTMLScriptElement) -> dict[str, object]:
    """The `data-` attributes as options; the browser spells `data-api-key` as `apiKey`."""
    return {
        "apiHost": URL(script.src or location.href).origin,
        **{
            name: option_of_attribute(name, script.dataset[name])
            for name in Object.keys(script.dataset)
        },
    }
