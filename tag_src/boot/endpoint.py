"""Say where the collector answers. Never asks it anything."""

from js import regex

from tag_src.boot.options import options

LAST_SLASH = regex(r"/$")


def endpoint(path: str) -> str:
    """Of a `path` that begins with a slash, as the host may end with one."""
    return LAST_SLASH.sub("", options()["apiHost"]) + path
