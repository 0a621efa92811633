"""Read and write localStorage. Never throws: where it is forbidden or full, nothing is kept."""

from js import Object, localStorage

from tag_src.browser.attempt import attempt


def read_item(key: str) -> str:
    """ "" if there is none."""
    return attempt(lambda: localStorage.getItem(key)) or ""


def write_item(key: str, value: str) -> None:
    """An empty `value` removes the item."""
    attempt(lambda: localStorage.setItem(key, value) if value else localStorage.removeItem(key))


def keys_with(prefix: str) -> list[str]:
    """In ascending order."""
    keys = attempt(lambda: Object.keys(localStorage)) or []
    return sorted([key for key in keys if key.startswith(prefix)])
