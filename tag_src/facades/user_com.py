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
    typeof,
    undefined,
    window,
)

from tag_src.browser.console import complain, warn
from tag_src.browser.cookies import write_cookie
from tag_src.browser.guard import guarded, in_background
from tag_src.browser.json import Json, Properties, as_properties
from tag_src.browser.natives import set_timeout
from tag_src.context.limits import copy_properties
from tag_src.delivery.resolve import resolve
from tag_src.facades.live import live, offer_key, person, short_id, take_over, warn_once
from tag_src.facades.widget import STATE, call_back, civchat, remove_widget, show, start_widget
from tag_src.identity.consent import may_keep
from tag_src.tracker import (
    group,
    identify,
    on_visitor_change,
    page,
    reset,
    set_person_properties,
    track,
)

COOKIE = "__ca__chat"
YEAR_S = 365 * 24 * 60 * 60
SETTING = regex(r"^(apiKey|event|user_id|(unified|authorize)_\w+)$")
WIDGET = regex(r"^widget\.(open|close|show|hide|simple|standard|hidden)$")
OPEN = regex("open")
HIDE = regex("^hide$")
BLANK_IN_TIME = regex(r"^(\d{4}-\d\d-\d\d) (\d\d:)")
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
            ue[name] = live(name, method)
    stub = window.userengage
    live("", begin)()
    userengage = cast(Queueing, run_command)
    window.userengage = userengage
    if stub:
        userengage.q = stub.q
        take_over(stub.q, replay)
    offer_key(civchat().apiKey)


def run_command(*call: object) -> None:
    live(String(call[0]), engage)(*call)


def replay(call: ArrayLike) -> None:
    run_command(*call)


def begin() -> None:
    write_key(True)
    on_visitor_change(write_key)
    start_widget()
    in_turn(lambda: settle(copy_properties(civchat()), nothing))
    # After the first page view.
    set_timeout(lambda: in_turn(lambda: call_back("onLoad", undefined)), 0)


def write_key(is_reset: bool) -> None:
    write_cookie(COOKIE, short_id() if may_keep("cookie") else "", "", YEAR_S)


def nothing() -> None:
    pass


def in_turn(step: Callable[[], object]) -> None:
    """Run `step` once it is known who the visitor is; it may return what to wait for next."""
    global answer
    if is_destroyed:
        warn("destroyed")
    elif answer:
        answer = in_background(answer.then(lambda done: step()))
    else:
        answer = cast("Promise[object] | None", step())


def settle(given: Properties, then: Callable[[], object]) -> Promise[object] | None:
    """Make the visitor who `given` says it is, then go on. Asks the collector only if it must."""
    said = attributes(given)
    email = said.get("email")
    user_id = given.get("user_id")

    def decide(found: tuple[int, str | None]) -> None:
        owner = found[1]
        if owner and not civchat().authorize_by_email:
            warn("email belongs to another user")
            del said["email"]
            owner = None
        elif not owner and known_email() is not None:
            reset()
        learn(said, owner)
        then()

    if (
        civchat().unified_identification
        and user_id is None
        and isinstance(email, str)
        and email != known_email()
    ):
        return in_background(cast("Promise[tuple[int, str | None]]", resolve(email)).then(decide))
    learn(said, user_id)
    then()
    return None


def known_email() -> object:
    return cast(Record, person())["email"]


def learn(said: Properties, user_id: object) -> None:
    company = as_properties(said.pop("company", None))
    if user_id is None:
        set_person_properties(said)
    else:
        guarded(identify)(user_id, said)
    if company:
        group("company", company.get("company_id", company.get("name")), company)


def attributes(given: Properties) -> Properties:
    return {
        name: fixed(value)
        for name, value in given.items()
        if not SETTING.test(name)
        and typeof(value) != "undefined"
        and not (name == "state" and STATE.test(String(value)))
    }


def fixed(value: Json) -> Json:
    """A list of one is a plain value, and a blank in a time is a `T`."""
    if isinstance(value, list):
        return value[0] if len(value) == 1 else value
    return BLANK_IN_TIME.sub("$1T$2", value) if isinstance(value, str) else value


def page_hit(given: object) -> None:
    hit = copy_properties(given)
    event = as_properties(hit.get("event"))
    if not truthy(hit.get("apiKey")):
        warn_once("UE.pageHit: no apiKey")
        if not civchat().apiKey:
            return

    def report() -> None:
        page("manual", {})
        if event:
            track(event.pop("event_name", None), event)

    in_turn(lambda: settle(hit, report))


def reset_auth(given: object) -> None:
    details = copy_properties(given)

    def step() -> Promise[object] | None:
        reset()
        return settle(details, nothing)

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
    if name.startswith("event."):
        in_turn(lambda: track(name[6:], about))
    elif name == "product_event":
        if not truthy(about.get("product_id")):
            complain("product_event: no product_id")
        elif not PRODUCT_EVENT.test(String(about.get("event_type"))):
            complain("product_event: no such event_type")
        else:
            in_turn(lambda: track(name, about))
    elif name == "client.update":
        in_turn(lambda: learn(attributes(about), None))
    elif WIDGET.test(name):
        in_turn(lambda: show(HIDE.sub("hidden", OPEN.sub("expanded", name[7:]))))
    else:
        warn_once(f"userengage: no {name}")


METHODS: dict[str, Callable[..., object]] = {
    "pageHit": page_hit,
    "resetAuth": reset_auth,
    "destroy": destroy,
}
