"""Read and write cookies. Never throws: where they are forbidden, nothing is kept."""

from js import document, location

from tag_src.browser.guard import attempt

MAX_AGE_S = 400 * 24 * 60 * 60
"""The longest life a browser grants (draft-ietf-httpbis-rfc6265bis, section 5.5)."""


def read_cookie(name: str) -> str | None:
    pairs = attempt(lambda: document.cookie.split("; ")) or []
    found = next((pair for pair in pairs if pair.startswith(name + "=")), None)
    return found[len(name) + 1 :] if found else None


def write_cookie(name: str, value: str) -> None:
    secure = "; Secure" if location.protocol == "https:" else ""

    def write() -> None:
        document.cookie = f"{name}={value}; Max-Age={MAX_AGE_S}; Path=/; SameSite=Lax{secure}"

    attempt(write)
