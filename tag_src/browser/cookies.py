"""Read and write cookies. Never throws: where they are forbidden, nothing is kept."""

from js import document, location

from tag_src.browser.attempt import attempt

MAX_AGE_S = 400 * 24 * 60 * 60
"""The longest life a browser grants (draft-ietf-httpbis-rfc6265bis, section 5.5)."""


def read_cookie(name: str) -> str | None:
    pairs = attempt(lambda: document.cookie.split("; ")) or []
    found = next((pair for pair in pairs if pair.startswith(name + "=")), None)
    return found[len(name) + 1 :] if found else None


def write_cookie(name: str, value: str, domain: str) -> None:
    """`domain` "" is this host alone. An empty `value` removes the cookie."""
    max_age_s = MAX_AGE_S if value else 0
    secure = "; Secure" if location.protocol == "https:" else ""

    def write() -> None:
        document.cookie = (
            f"{name}={value}; Max-Age={max_age_s}; Path=/; SameSite=Lax; Domain={domain}{secure}"
        )

    attempt(write)


def write_broad_cookie(name: str, value: str) -> None:
    """On the broadest domain of this host that takes it, which no public suffix like `co.uk` does.

    An empty `value` removes the cookie wherever it is.
    """
    labels = location.hostname.split(".")
    for count in range(2, len(labels) + 1):
        write_cookie(name, value, ".".join(labels[-count:]))
        if value and read_cookie(name) == value:
            return
    write_cookie(name, value, "")
