"""Write cookies that the subdomains of a site share. Never reads one, but to see it was taken."""

from tag_src.boot.options import options
from tag_src.browser.cookies import broadest_first, read_cookie, write_cookie


def write_site_cookie(name: str, value: str) -> None:
    """On the first domain that takes it. An empty `value` removes the cookie wherever it is."""
    domain = options()["cookieDomain"]
    for each in broadest_first() if domain == "auto" or not value else [domain]:
        write_cookie(name, value, each)
        if value and read_cookie(name) == value:
            return
