"""Report sessions: their start, and their end at a reset or when it was due. Never ends one."""

from collections.abc import Callable

from tag_src.browser.guard import guarded
from tag_src.browser.natives import now_ms, set_timeout
from tag_src.context.session import current_session, due, is_alive, on_session
from tag_src.identity.visitor import (
    become_new_visitor,
    change_visitor,
    is_identified,
    refreshed_visitor,
)

Report = Callable[..., None]
"""Gets the name of the event, no properties, no distinct id, and when it was due unless now."""

VISITOR_MAX_IDLE_MS = 45 * 24 * 60 * 60 * 1000


def report_sessions(report: Report) -> None:
    """From now on; a session that is over already is told of at once."""
    is_watching = False

    def end() -> None:
        """Tell of the present session that it is over, if there is one."""
        session = current_session()
        if session["id"]:
            due_ms = min(due(), now_ms())
            # So that its end belongs to it, however long it was.
            session["start_ms"] = due_ms
            session["last_ms"] = due_ms
            report("Session ended", {}, "", due_ms)
            # Later than the session that is over, for other tabs, and earlier than the next.
            change_visitor({"session": {"last_ms": due_ms - 1}})
            if not is_identified() and now_ms() - due_ms > VISITOR_MAX_IDLE_MS:
                become_new_visitor()

    def on_change(has_begun: bool) -> None:
        if has_begun:
            report("Session started", {})
            if not is_watching:
                watch()
        else:
            end()

    def watch() -> None:
        nonlocal is_watching
        refreshed_visitor()  # another tab may have gone on
        now = now_ms()
        # One from the future is over: a timer for it would never come, or at once and for ever.
        is_watching = is_alive(now)
        if is_watching:
            set_timeout(guarded(watch), due() - now)
        else:
            end()

    on_session(on_change)
    watch()
