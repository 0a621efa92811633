"""The verbs that every API and every capture calls.

Never touches the DOM, storage or the network: it knows the order of the stations, not their work.
"""

from collections.abc import Callable
from typing import cast

from js import Error, Promise, String, document, undefined

from tag_src.boot.options import options
from tag_src.browser.console import debug
from tag_src.browser.guard import in_background
from tag_src.browser.ids import uuid7
from tag_src.browser.json import Properties
from tag_src.browser.lifecycle import is_left
from tag_src.browser.natives import iso_time, now_ms
from tag_src.context.enrich import enriched
from tag_src.context.limits import copy_properties
from tag_src.context.observers import passes
from tag_src.context.page import begin_page_view
from tag_src.context.sampling import is_in_sample
from tag_src.context.secrets import MASK, without_personal
from tag_src.context.session import current_session, end_session, extend_session, is_alive
from tag_src.delivery.drops import take_drops
from tag_src.delivery.event import Event
from tag_src.delivery.exit import send_on_exit
from tag_src.delivery.queue import discard_all
from tag_src.delivery.sender import enqueue, send_all
from tag_src.delivery.store import open_store
from tag_src.identity.consent import (
    choose,
    has_opted_out,
    is_opt_out_stored,
    is_silent,
    store_choice,
)
from tag_src.identity.person import PERSON, learn
from tag_src.identity.visitor import (
    NAME,
    become_new_visitor,
    change_part,
    change_visitor,
    current_visitor,
    forget_visitor,
    id_of,
    load_visitor,
    refreshed_visitor,
    save_visitor,
    usable,
)
from tag_src.surroundings import follow_surroundings

is_started = False
is_paused = False


def tell_nobody(is_reset: bool) -> None:
    pass


# Not a list of callbacks, so that an edition in which nobody asks has nothing of it.
tell_of_visitor: Callable[[bool], object] = tell_nobody


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
    follow_surroundings()


def capture(name: str, properties: Properties, distinct_id: str = "", at_ms: int = 0) -> None:
    """Queue an event; `properties` are the tracker's from now on.

    `distinct_id` says whose event it is, if not the present visitor's; `at_ms` when it was due, if
    not now.
    """
    if not is_started or is_paused or is_silent() or not is_in_sample():
        return
    now = at_ms or now_ms()
    is_first = not current_visitor()["is_introduced"]
    extend_session(now)
    owner: Properties = {
        "distinct_id": distinct_id or current_visitor()["distinct_id"],
        "$session_id": String(current_session()["id"]),
    }
    event: Event = {
        "uuid": uuid7(),
        "event": name,
        "timestamp": iso_time(now),
        "properties": enriched(properties, owner, is_first),
    }
    if passes(cast(Properties, event), owner) and not is_silent():
        current_visitor()["is_introduced"] = True
        debug(name, event)
        enqueue(event)
        if is_left():
            send_on_exit()  # Firefox runs no microtask any more
    drops = take_drops()
    if drops is not None:
        capture("$drops", drops)


def track(event: object, properties: object) -> None:
    """Queue an event with properties of the page, which are copied. Throws on a bad name."""
    name = usable(NAME, event)
    if not name:
        raise Error("an event name has 1 to 255 characters")
    capture(name, copy_properties(properties))


def page(navigation_type: str, properties: object) -> None:
    """Begin a page view and report it."""
    if is_started:  # to describe a page asks for more than may be asked before consent
        # It may be hidden by an element of that name.
        title = String(document.title)
        own: Properties = {
            "title": MASK if title and options()["maskText"] else without_personal(title),
            "$navigation_type": navigation_type,
            "$prev_pageview_pathname": begin_page_view() or undefined,
        }
        capture("$pageview", {**own, **copy_properties(properties)})


def identify(new_id: object, properties: object) -> None:
    before = refreshed_visitor()
    own_id = id_of(new_id)
    given = copy_properties(properties)
    is_same = own_id == before["distinct_id"]
    change_visitor({"distinct_id": own_id})
    is_news = learn(PERSON, given, is_same)
    if not is_same and before["distinct_id"] == before["anonymous_id"]:
        capture("$identify", {"$anon_distinct_id": before["anonymous_id"], "$set": given})
    elif is_news:  # also from one person to another: they must not be linked
        capture("$set", {"$set": given})


def set_person_properties(properties: object) -> None:
    given = copy_properties(properties)
    if learn(PERSON, given, True):
        capture("$set", {"$set": given})


def alias(new_id: object, old_id: object) -> None:
    """`old_id` is the present one if it is not given."""
    own_id = id_of(current_visitor()["distinct_id"] if old_id is None else old_id)
    capture("$create_alias", {"alias": id_of(new_id)}, own_id)


def group(group_type: object, key: object, properties: object) -> None:
    own_type = id_of(group_type)
    own_key = id_of(key)
    given = copy_properties(properties)
    is_member = cast(str, refreshed_visitor()["groups"].get(own_type)) == own_key
    change_part("groups", {own_type: own_key})
    if learn(own_type, given, is_member) or not is_member:
        capture(
            "$groupidentify", {"$group_type": own_type, "$group_key": own_key, "$group_set": given}
        )


def set_super_properties(properties: object) -> None:
    change_part("super", copy_properties(properties))


def unset_super_property(name: str) -> None:
    change_part("super", {name: undefined})


def super_properties() -> Properties:
    return copy_properties(current_visitor()["super"])


def reset() -> None:
    """Another visitor and another session; what is queued still belongs to the one before."""
    end_session()
    become_new_visitor()
    tell_of_visitor(True)


def on_visitor_change(callback: Callable[[bool], object]) -> None:
    """Call `callback` after each reset (True) and each choice, whichever API asked for it."""
    global tell_of_visitor
    before = tell_of_visitor

    def tell(is_reset: bool) -> None:
        before(is_reset)
        callback(is_reset)

    tell_of_visitor = tell


def pause(pauses: bool) -> None:
    """Accept no event in this page until told otherwise; the visitor has not opted out."""
    global is_paused
    is_paused = pauses


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
        tell_of_visitor(False)


def opt_in() -> None:
    was_out = is_opt_out_stored()
    choose(False)
    if is_started and was_out:
        store_choice()
        become_new_visitor()
        open_store()
        tell_of_visitor(False)
        capture("$opt_in", {})


def distinct_id() -> str | None:
    return current_visitor()["distinct_id"] if is_started else None


def session_id() -> str | None:
    if not is_started:
        return None
    if not is_alive(now_ms()):
        extend_session(now_ms())
    return current_session()["id"]
