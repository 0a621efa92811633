"""Write cookies that the subdomains of a site share. Never reads one."""

from tag_src.boot.options import options
from tag_src.browser.cookies import write_broad_cookie, write_cookie


def write_site_cookie(name: str, value: str) -> None:
    """An empty `value` removes the cookie."""
    domain = options()["cookieDomain"]
    if domain == "auto":
        write_broad_cookie(name, value)
    else:
        write_cookie(name, value, domain)
