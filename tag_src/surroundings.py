"""Follow what happens around the tag: to the page it is in, to the network, and in other tabs.

Never captures anything: it keeps identity, session and delivery in step.
"""

from js import PageEvent, StorageEvent, window

from tag_src.browser.guard import in_background
from tag_src.browser.idle import when_idle
from tag_src.browser.lifecycle import on_page_change
from tag_src.browser.listeners import listen
from tag_src.browser.locks import let_go
from tag_src.browser.tab import keep_tab_id_from_copies, leave_tab_id
from tag_src.context.session import save_session
from tag_src.delivery.exit import send_on_exit
from tag_src.delivery.queue import discard_all, leave_stored
from tag_src.delivery.sender import send_all, send_orphans
from tag_src.delivery.store import close_store, open_store
from tag_src.identity.consent import (
    OPT_OUT,
    choose,
    has_opted_out,
    is_opt_out_stored,
    may_keep,
)
from tag_src.identity.visitor import forget_visitor, refreshed_visitor, visitor_key


def follow_surroundings() -> None:
    """Also those that are gone: they may have left events."""
    on_page_change(on_change)
    listen(window, "online", lambda event: in_background(send_all(True)))
    listen(window, "storage", on_storage)
    when_idle(send_orphans)


def on_change(event: PageEvent, is_hidden: bool) -> None:
    if is_hidden:
        save_session()
        if may_keep("localStorage"):
            leave_tab_id()
        send_on_exit()
        if event.type == "pagehide":
            leave_stored()
            # The store stays open: handlers of the page that come after this one may track.
            let_go()
    else:
        if event.type == "pageshow":
            leave_stored()
            close_store()
        # Other tabs may have changed anything while this page was asleep.
        keep_tab_id_from_copies()
        # Who has opted out here has removed all: what is there by now is a new visitor's.
        if not has_opted_out():
            follow_choice(is_opt_out_stored())
        refreshed_visitor()
        send_orphans()


def follow_choice(opts_out: bool) -> None:
    """Made in another tab."""
    choose(opts_out)
    if opts_out:
        discard_all()
        forget_visitor()
    open_store()


def on_storage(event: StorageEvent) -> None:
    """Another tab has changed something."""
    if event.key == OPT_OUT:
        follow_choice(event.newValue == "1")
    if event.key in (OPT_OUT, visitor_key()):
        refreshed_visitor()
