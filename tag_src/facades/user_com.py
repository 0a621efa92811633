"""`UE`, `userengage` and `civchat`: the commands of User.com.

Owns no id, no timer, no storage and no network: those are the tracker's.
"""

from collections.abc import Callable
from typing import cast

from js import (
    ArrayLike,
    Promise,
    Queueing,
    Record,
    String,
    regex,
    truthy,
    undefined,
    window,
)

from tag_src.boot.replay import take_over
from tag_src.browser.console import complain, warn
from tag_src.browser.cookies import write_cookie
from tag_src.browser.json import as_properties
from tag_src.browser.natives import set_timeout
from tag_src.context.limits import copy_properties
from tag_src.facades.live import (
    live,
    live_command,
    offer_key,
    short_id,
    view,
    warn_once,
)
from tag_src.facades.user_com_identity import attributes, in_turn, learn, settle
from tag_src.facades.widget import call_back, civchat, remove_widget, show, start_widget
from tag_src.identity.consent import may_keep
from tag_src.tracker import (
    on_visitor_change,
    reset,
    track,
)

COOKIE = "__ca__chat"
YEAR_S = 365 * 24 * 60 * 60
WIDGET = regex(r"^widget\.(open|close|show|hide|simple|standard|hidden)$")
STATE_OF = {"open": "expanded", "hide": "hidden"}
PRODUCT_EVENT = regex(
    "^(add( to (cart|observation))?|purchase|liking|order|reservation|re(turn|move|fund)|view"
    "|detail|(promo )?click|checkout( option)?)$"
)

is_destroyed = False


def is_user_com_there() -> bool:
    return isinstance(window.civchat, dict)


def install_user_com() -> None:
    """Add what is missing to `UE`, whose name another library uses, and take over `userengage`."""
    ue = window.UE or cast(Record, {})
    window.UE = ue
    for name, method in METHODS.items():
        if ue[name] is None:
            ue[name] = live(name, unless_destroyed(method))
    stub = window.userengage
    live("", begin)()
    run = live_command(unless_destroyed(engage))
    userengage = cast(Queueing, lambda *call: run(cast(ArrayLike, call)))
    window.userengage = userengage
    if stub:
        userengage.q = stub.q
        take_over(stub.q, run)
    offer_key(civchat().apiKey)


def begin() -> None:
    write_key(True)
    on_visitor_change(write_key)
    in_turn(lambda: settle(copy_properties(civchat())))
    # What is no state of the widget was an attribute until now.
    start_widget()
    # After the first page view.
    set_timeout(lambda: in_turn(lambda: call_back("onLoad")), 0)


def write_key(is_reset: bool) -> None:
    write_cookie(COOKIE, short_id() if may_keep("cookie") else "", "", YEAR_S)


def unless_destroyed(method: Callable[..., object]) -> Callable[..., object]:
    return lambda *arguments: warn("destroyed") if is_destroyed else method(*arguments)


def page_hit(given: object) -> None:
    hit = copy_properties(given)
    event = as_properties(hit.get("event"))
    if not truthy(hit.get("apiKey")):
        warn_once("UE.pageHit: no apiKey")
        if not civchat().apiKey:
            return

    def report() -> None:
        view()
        if event:
            track(event.get("event_name"), {**event, "event_name": undefined})

    in_turn(lambda: settle(hit))
    in_turn(report)


def reset_auth(given: object) -> None:
    details = copy_properties(given)

    def step() -> Promise[object] | None:
        reset()
        return settle(details)

    if truthy(details.get("apiKey")):
        in_turn(step)
    else:
        complain("UE.resetAuth: no apiKey")


def destroy() -> None:
    global is_destroyed
    is_destroyed = True
    remove_widget()


def engage(command: object, given: object) -> None:
    name = String(command)
    about = copy_properties(given)

    def obey() -> None:
        if name.startswith("event."):
            track(name[6:], about)
        elif name == "product_event":
            is_known = PRODUCT_EVENT.test(cast(str, about.get("event_type")))
            if is_known and truthy(about.get("product_id")):
                track(name, about)
            else:
                complain("product_event: " + ("product_id" if is_known else "event_type"))
        elif name == "client.update":
            learn(attributes(about), None)
        elif WIDGET.test(name):
            state = name[7:]
            show(STATE_OF.get(state, state))
        else:
            warn_once(f"userengage: no {name}")

    in_turn(obey)


METHODS: dict[str, Callable[..., object]] = {
    "pageHit": page_hit,
    "resetAuth": reset_auth,
    "destroy": destroy,
}
