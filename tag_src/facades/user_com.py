"""`UE`, `userengage` and `civchat`: commands, attributes and identity tables of User.com.

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
from tag_src.browser.guard import guarded, in_background
from tag_src.browser.json import Properties, as_properties
from tag_src.browser.natives import set_timeout
from tag_src.context.limits import copy_properties
from tag_src.delivery.resolve import resolve
from tag_src.facades.live import (
    live,
    live_command,
    offer_key,
    person,
    short_id,
    view,
    warn_once,
)
from tag_src.facades.widget import STATE, call_back, civchat, remove_widget, show, start_widget
from tag_src.identity.consent import may_keep
from tag_src.identity.visitor import current_visitor
from tag_src.tracker import (
    distinct_id,
    group,
    identify,
    on_visitor_change,
    reset,
    set_person_properties,
    track,
)

COOKIE = "__ca__chat"
YEAR_S = 365 * 24 * 60 * 60
SETTING = regex(r"^(apiKey|event|user_id|unified_identification|authorize_by_email)$")
WIDGET = regex(r"^widget\.(open|close|show|hide|simple|standard|hidden)$")
STATE_OF = {"open": "expanded", "hide": "hidden"}
BLANK_IN_TIME = regex(r"^([\d-]{10}) (?=\d\d:)")
PRODUCT_EVENT = regex(
    "^(add( to (cart|observation))?|purchase|liking|order|reservation|re(turn|move|fund)|view"
    "|detail|(promo )?click|checkout( option)?)$"
)

is_destroyed = False
answer: Promise[object] | None = None
"""What later calls wait for: the collector is asked who somebody is."""


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


def in_turn(step: Callable[[], object]) -> None:
    """Run `step` once it is known who the visitor is; it may return what to wait for next."""
    global answer
    if answer:
        mine: Promise[object] | None = in_background(
            answer.then(cast("Callable[[object], object]", step))
        )
    else:
        mine = cast("Promise[object] | None", guarded(step)())
    answer = mine

    def on_answer(nothing: object) -> None:
        """Nothing waits any more: what comes next is done at once."""
        global answer
        if answer is mine:
            answer = None

    if mine:
        mine.then(on_answer)


def unless_destroyed(method: Callable[..., object]) -> Callable[..., object]:
    return lambda *arguments: warn("destroyed") if is_destroyed else method(*arguments)


def settle(given: Properties) -> Promise[object] | None:
    """Make the visitor who `given` says it is. Asks the collector only if it must."""
    user_id = given.get("user_id")
    said = attributes(given)
    email = said.get("email")
    asker = distinct_id()

    def decide(found: tuple[int, str | None]) -> None:
        owner = found[1]
        is_own = owner == asker == current_visitor()["anonymous_id"]
        if distinct_id() != asker and not is_own:
            return  # Somebody logged in or out meanwhile: it was said of another.
        if owner == asker:
            owner = None
        elif owner and not civchat().authorize_by_email:
            warn("email is taken")
            del said["email"]
            owner = None
        elif not owner and truthy(known_email()):
            reset()
        learn(said, owner)

    if (
        civchat().unified_identification
        and not truthy(user_id)
        and isinstance(email, str)
        and email
        and email.lower() != String(known_email()).lower()
    ):
        return in_background(cast("Promise[tuple[int, str | None]]", resolve(email)).then(decide))
    learn(said, user_id)
    return None


def known_email() -> object:
    return cast(Record, person())["email"]


def learn(said: Properties, user_id: object) -> None:
    company = as_properties(said.get("company"))
    del said["company"]
    if not truthy(user_id):
        set_person_properties(said)
    else:
        guarded(identify)(user_id, said)
    if company:
        id = company.get("company_id")
        group("company", id if truthy(id) else company.get("name"), company)


def attributes(given: Properties) -> Properties:
    """What `given` says of the person; takes the rest out of it.

    A list of one is a plain value, and a blank in a time is a `T`.
    """
    for name, each in given.items():
        value = each[0] if isinstance(each, list) and len(each) == 1 else each
        if SETTING.test(name) or (name == "state" and STATE.test(cast(str, value))):
            del given[name]
        else:
            given[name] = BLANK_IN_TIME.sub("$1T", value) if isinstance(value, str) else value
    return given


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
