"""Know whether the visitor may be tracked, and what may be kept in the browser.

Never sends an event and never removes one.
"""

from js import navigator

from tag_src.boot.options import options
from tag_src.browser.cookies import read_cookie
from tag_src.browser.storage import read_item, write_item
from tag_src.identity.site_cookie import write_site_cookie

OPT_OUT = "periscale_opt_out"
"""The name of both the cookie and the localStorage entry; their value is "1".

The cookie's "0" says that the choice was taken back: another subdomain may still have its entry.
"""

opted_out: bool | None = None


def has_opted_out() -> bool:
    """The choice made in this page, otherwise the stored one."""
    return is_opt_out_stored() if opted_out is None else opted_out


def is_opt_out_stored() -> bool:
    return (read_cookie(OPT_OUT) or read_item(OPT_OUT)) == "1"


def choose(opts_out: bool) -> None:
    """Keep the choice in this page only."""
    global opted_out
    opted_out = opts_out


def store_choice() -> None:
    taken_back = "0" if read_cookie(OPT_OUT) else ""
    write_site_cookie(OPT_OUT, "1" if opted_out else taken_back)
    write_item(OPT_OUT, "1" if opted_out else "")


def is_silent() -> bool:
    """No events, no ids: opted out, or the browser asks for it and the site respects that."""
    return (
        has_opted_out()
        or (options()["respectDnt"] and navigator.doNotTrack == "1")
        or (options()["respectGpc"] and navigator.globalPrivacyControl is True)
    )


def may_keep(where: str) -> bool:
    """Whether ids and events may be kept in "localStorage" or in a "cookie"."""
    return where in options()["persistence"] and not is_silent()
