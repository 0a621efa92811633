"""Say where the collector answers. Never asks it anything."""

from tag_src.boot.options import options


def endpoint(path: str) -> str:
    """Of a `path` that begins with a slash, as the host may end with one."""
    return f"{options()['apiHost']}{path}".replace(f"/{path}", path)
