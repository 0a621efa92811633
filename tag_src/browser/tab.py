"""Know the id of this tab, which outlives page loads but not the tab.

Never shares it with a duplicate of the tab, which starts with a copy of sessionStorage: the id is
in there only from one page to the next.
"""

from js import sessionStorage, window

from tag_src.browser.attempt import attempt
from tag_src.browser.ids import uuid7

KEY = "periscale_window"

tab_id = ""


def find_tab_id() -> str:
    """The id of this tab; to be called once per page."""
    global tab_id
    tab_id = attempt(lambda: sessionStorage.getItem(KEY)) or uuid7()
    keep_tab_id_from_copies()
    return tab_id


def keep_tab_id_from_copies() -> None:
    attempt(lambda: sessionStorage.removeItem(KEY))


def leave_tab_id() -> None:
    """For the next page in this tab. Its frames share the storage and give way."""

    def leave() -> None:
        if (tab_id and window.parent is window) or not sessionStorage.getItem(KEY):
            sessionStorage.setItem(KEY, tab_id)

    attempt(leave)
