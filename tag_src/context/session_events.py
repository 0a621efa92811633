"""Report sessions: their start, and their end at the time it was due. Never ends one early."""

from collections.abc import Callable

from tag_src.boot.options import options
from tag_src.browser.guard import guarded
from tag_src.browser.natives import now_ms, set_timeout
from tag_src.context.session import current_session, on_session
from tag_src.identity.visitor import (
    become_new_visitor,
    change_visitor,
    current_visitor,
    refreshed_visitor,
)

Report = Callable[[str, int], None]
"""Gets the name of the event, and when it was due; 0 means now."""

VISITOR_MAX_IDLE_MS = 45 * 24 * 60 * 60 * 1000


def report_sessions(report: Report) -> None:
    """From now on; a session that is over already is told of at once."""

    def end() -> None:
        """Tell of the present session that it is over, if there is one."""
        visitor = current_visitor()
        if "id" in visitor["session"]:
            due_ms = min(due(), now_ms())
            report("Session ended", due_ms)
            # Later than the session that is over, for other tabs, and earlier than the next.
            change_visitor({"session": {"last_ms": due_ms - 1}})
            is_anonymous = visitor["distinct_id"] == visitor["anonymous_id"]
            if is_anonymous and now_ms() - due_ms > VISITOR_MAX_IDLE_MS:
                become_new_visitor()

    def on_change(has_begun: bool) -> None:
        if has_begun:
            report("Session started", 0)
            watch()
        else:
            end()

    def watch() -> None:
        refreshed_visitor()  # another tab may have gone on
        wait_ms = due() - now_ms()
        if wait_ms > 0:
            set_timeout(guarded(watch), wait_ms)
        else:
            end()

    on_session(on_change)
    watch()


def due() -> int:
    """When the present session is over, unless something happens."""
    return current_session()["last_ms"] + options()["sessionIdleMinutes"] * 60_000
