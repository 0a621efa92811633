"""Read and write cookies. Never throws: where they are forbidden, nothing is kept."""

from js import document, location

from tag_src.browser.attempt import attempt

MAX_AGE_S = 400 * 24 * 60 * 60
"""The longest life a browser grants (draft-ietf-httpbis-rfc6265bis, section 5.5)."""


def read_cookie(name: str) -> str | None:
    """ "" if there is none, found without an exception: in a page that starts, one costs 2 ms."""
    start = f"; {name}="
    return attempt(lambda: f"; {document.cookie}{start}".split(start)[1].split(";")[0])


def write_cookie(name: str, value: str, domain: str, max_age_s: int = MAX_AGE_S) -> None:
    """`domain` "" is this host alone. An empty `value` removes the cookie."""

    def write() -> None:
        life_s = max_age_s if value else 0
        document.cookie = (
            f"{name}={value}; Max-Age={life_s}; Path=/; SameSite=Lax; "
            f"Domain={domain}{'; Secure' if location.protocol == 'https:' else ''}"
        )

    attempt(write)


def broadest_first() -> list[str]:
    """The domains of this host from the broadest on; those that are a public suffix take none."""
    labels = location.hostname.split(".")
    return [*[".".join(labels[-2 - index :]) for index, label in enumerate(labels)], ""]
