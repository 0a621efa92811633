"""The verbs that every API and every capture calls.

Never touches the DOM, storage or the network: it knows the order of the stations, not their work.
"""

from typing import cast

from js import (
    Error,
    PageEvent,
    Promise,
    StorageEvent,
    String,
    document,
    regex,
    typeof,
    window,
)

from tag_src.browser.console import debug
from tag_src.browser.guard import in_background
from tag_src.browser.idle import when_idle
from tag_src.browser.ids import uuid7
from tag_src.browser.json import Properties, as_properties
from tag_src.browser.lifecycle import on_page_change, watch_lifecycle
from tag_src.browser.listeners import listen
from tag_src.browser.natives import iso_time, now_ms
from tag_src.browser.tab import keep_tab_id_from_copies, leave_tab_id
from tag_src.context.enrich import shared_properties
from tag_src.context.first_touch import first_touch
from tag_src.context.limits import copy_properties
from tag_src.context.observers import is_observed, observed
from tag_src.context.page import begin_page_view
from tag_src.context.sampling import is_in_sample
from tag_src.context.session import current_session, extend_session, save_session
from tag_src.context.super_properties import add_super_properties
from tag_src.delivery.adoption import adopt_orphans
from tag_src.delivery.drops import take_drops
from tag_src.delivery.event import Event, owner_of
from tag_src.delivery.exit import send_on_exit
from tag_src.delivery.queue import discard_all, leave_stored
from tag_src.delivery.sender import enqueue, send_all
from tag_src.delivery.store import close_store, open_store
from tag_src.identity.consent import (
    OPT_OUT,
    choose,
    has_opted_out,
    is_opt_out_stored,
    is_silent,
    may_keep,
    store_choice,
)
from tag_src.identity.groups import join_group
from tag_src.identity.person import become_person, describe_person
from tag_src.identity.visitor import (
    NAME,
    become_new_visitor,
    current_visitor,
    forget_visitor,
    load_visitor,
    refreshed_visitor,
    save_visitor,
    visitor_key,
)

# What a login that went wrong leaves in place of an id.
NO_ID = regex(r"^\s*(0|null|undefined|nan|\[object object\]|anonymous|guest)?\s*$", "i")

is_started = False


def has_started() -> bool:
    return is_started


def start() -> None:
    """Begin, with the options as configured."""
    global is_started
    is_started = True
    load_visitor()
    save_visitor()
    open_store()
    if has_opted_out():
        opt_out()
    else:
        opt_in()
    watch_lifecycle()
    on_page_change(on_change)
    listen(window, "online", lambda event: in_background(send_all(True)))
    listen(window, "storage", on_storage)
    when_idle(adopt_orphans)


def capture(name: str, properties: Properties, owner: Properties | None = None) -> None:
    """Queue an event; `properties` are the tracker's from now on.

    `owner` says whose event it is, if not the present visitor's.
    """
    if not is_started or is_silent() or not is_in_sample():
        return
    now = now_ms()
    is_first = not current_visitor()["session"]
    shared = shared_properties(now)
    if owner is not None:
        shared = {**shared, **owner}
    if is_first:
        properties = {**properties, "$set_once": first_touch(shared)}
    event: Event = {
        "uuid": uuid7(),
        "event": name,
        "timestamp": iso_time(now),
        "properties": properties,
    }
    if is_observed():
        whole = {**event, "properties": {**shared, **properties}}
        seen = cast("Event | None", observed(cast(Properties, whole)))
        if seen is None:
            return
        shared = {**as_properties(seen["properties"]), **owner_of(shared)}
        event = {**event, "event": seen["event"], "properties": shared}
    debug(name, event)
    enqueue(event, shared)
    drops = take_drops()
    if drops is not None:
        capture("$drops", drops)


def track(event: object, properties: object) -> None:
    """Queue an event with properties of the page, which are copied. Throws on a bad name."""
    if not isinstance(event, str) or not NAME.test(event):
        raise Error("track: an event name has 1 to 255 characters")
    capture(event, copy_properties(properties))


def page(navigation_type: str, properties: object) -> None:
    """Begin a page view and report it."""
    own = {"$navigation_type": navigation_type, **begin_page_view()}
    # The title may be hidden by an element of that name, which the copy leaves out.
    titled = copy_properties({"title": document.title})
    capture("$pageview", {**titled, **own, **copy_properties(properties)})


def id_of(value: object) -> str:
    """`value` as an id. Throws if it cannot be one."""
    text = String(value)
    if typeof(value) not in ("string", "number") or NO_ID.test(text) or not NAME.test(text):
        raise Error(f"{text} is no id")
    return text


def identify(distinct_id: object, properties: object) -> None:
    become_person(id_of(distinct_id), copy_properties(properties), capture)


def set_person_properties(properties: object) -> None:
    describe_person(copy_properties(properties), capture)


def alias(new_id: object, old_id: object) -> None:
    """`old_id` is the present one if it is not given."""
    own_id = id_of(distinct_id() if old_id is None else old_id)
    capture("$create_alias", {"alias": id_of(new_id)}, {"distinct_id": own_id})


def group(group_type: object, key: object, properties: object) -> None:
    join_group(id_of(group_type), id_of(key), copy_properties(properties), capture)


def set_super_properties(properties: object) -> None:
    add_super_properties(copy_properties(properties))


def super_properties() -> Properties:
    return copy_properties(current_visitor()["super_properties"])


def reset() -> None:
    """Another visitor and another session; what is queued still belongs to the one before."""
    become_new_visitor()


def flush() -> Promise[object]:
    """Send what is queued; done when the collector has answered or cannot be reached."""
    return in_background(send_all(True))


def opt_out() -> None:
    """Stop, forget what was not sent, and leave no id behind. Before `start`, only remember it."""
    choose(True)
    if is_started:
        store_choice()
        discard_all()
        forget_visitor()


def opt_in() -> None:
    was_out = is_opt_out_stored()
    choose(False)
    if is_started and was_out:
        store_choice()
        save_visitor()
        open_store()
        capture("$opt_in", {})


def distinct_id() -> str | None:
    return current_visitor()["distinct_id"] if is_started else None


def session_id() -> str | None:
    if not is_started:
        return None
    extend_session(now_ms())
    return current_session()["id"]


def on_change(event: PageEvent, is_hidden: bool) -> None:
    if is_hidden:
        save_session()
        if may_keep("localStorage"):
            leave_tab_id()
        send_on_exit()
        if event.type == "pagehide":
            leave_stored()
            close_store()
        return
    # Other tabs may have changed anything while this page was asleep.
    keep_tab_id_from_copies()
    choose(has_opted_out() or is_opt_out_stored())
    refreshed_visitor()
    open_store()
    adopt_orphans()


def on_storage(event: StorageEvent) -> None:
    """Another tab has changed something."""
    if event.key == OPT_OUT:
        choose(event.newValue == "1")
        if is_silent():
            discard_all()
    elif event.key == visitor_key():
        refreshed_visitor()
