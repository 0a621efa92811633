"""Read and write localStorage. Never throws: where it is forbidden or full, nothing is kept."""

from js import window

from tag_src.browser.guard import attempt


def read_item(key: str) -> str | None:
    return attempt(lambda: window.localStorage.getItem(key))


def write_item(key: str, value: str) -> None:
    attempt(lambda: window.localStorage.setItem(key, value))
