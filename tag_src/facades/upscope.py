"""`Upscope(command, …)`: identity, events and lookup code of Upscope's API.

Owns no id, no timer, no storage and no network, and never streams the page.
"""

from collections.abc import Callable
from typing import cast

from js import ArrayLike, Queueing, Record, String, parseInt, regex, typeof, window

from tag_src.boot.endpoint import endpoint
from tag_src.browser.console import warn
from tag_src.browser.guard import guarded
from tag_src.browser.json import Json, Properties, as_properties
from tag_src.browser.natives import now_ms
from tag_src.context.limits import copy_properties
from tag_src.facades.live import (
    is_identified,
    live,
    offer_key,
    person,
    short_id,
    take_over,
    warn_once,
)
from tag_src.tracker import (
    capture,
    identify,
    on_visitor_change,
    page,
    reset,
    set_person_properties,
    unset_person_properties,
)

TAG = regex("^#[A-Z-]+$")
ID = regex("^[a-z]{3,}:")
CLEARING = regex(":$")
RECORDED = regex("^(connect|stopSession|customMessage|(cancelR|r)equestAgent|expectDisconnect)$")
HOUR_MS = 3_600_000
CODES = 10_000
STEP = 7_919
"""A prime: the codes of two hours do not look alike."""

is_begun = False
is_connected = False
held: list[Callable[[], object]] = []
"""Calls that wait for `init`."""
asked: list[Callable[[], object]] = []
"""Questions that wait for the connection."""
listeners: list[tuple[object, object]] = []


def is_upscope_there() -> bool:
    stub = window.Upscope
    return callable(stub) and isinstance(stub.q, list)


def install_upscope() -> None:
    """A stub stays the function it is: its queue is emptied, then what it calls is replaced."""
    stub = window.Upscope
    if not stub:
        stub = cast(Queueing, lambda *call: receive(call))
        window.Upscope = stub
    take_over(stub.q, receive)
    stub.c = receive
    on_visitor_change(on_change)


def on_change(is_reset: bool) -> None:
    if is_reset:
        emit("connectionReset", None)


def receive(call: ArrayLike) -> None:
    arguments = [*call]
    name = String(arguments[0])
    live(name, run)(name, *arguments[1:])
    if name == "init":
        key = cast(Record, copy_properties(arguments[1]))["apiKey"]
        if isinstance(key, str):
            offer_key(key)


def run(given_name: str, *arguments: object) -> None:
    global is_begun
    name = ALIASES.get(given_name, given_name)
    first = arguments[0]
    command = COMMANDS.get(name)
    if name == "on":
        for event in arguments[:-1]:
            listeners.append((event, arguments[-1]))
    elif name == "init":
        is_begun = True
        options = copy_properties(first)
        update(options)
        if options.get("autoconnect") is not False:
            connect()
        for call in held:
            call()
        held.clear()
    elif not is_begun:
        held.append(lambda: run(name, *arguments))
    elif command:
        command(first)
    elif RECORDED.test(name):
        if name == "connect":
            connect()
        capture(f"upscope_{name}", copy_properties({"message": first}))
        if name == "customMessage":
            emit(name, first)
    else:
        warn_once(f"Upscope: no {name}")


def connect() -> None:
    global is_connected
    is_connected = True
    emit("connection", None)
    for answer in asked:
        answer()
    asked.clear()


def emit(event: str, said: object) -> None:
    for name, listener in listeners:
        if name == event:
            guarded(cast("Callable[..., object]", listener))(said)


def ask(callback: Callable[[str], object], answer: Callable[[], str]) -> None:
    def reply() -> None:
        guarded(callback)(answer())

    if is_connected:
        reply()
    else:
        asked.append(reply)


def lookup_code() -> str:
    hour = now_ms() // HOUR_MS
    number = (parseInt(short_id()[-6:], 36) + hour * STEP) % CODES
    return String(number + CODES)[1:]


def on_reset(reopen: object) -> None:
    global is_connected
    is_connected = False
    reset()
    if reopen is not False:
        connect()


def update(said: object) -> None:
    """Absent keeps what is known, null clears it."""
    given = cast(Record, copy_properties(said))
    unset: list[str] = []
    properties: Properties = {}
    unique_id = given["uniqueId"]
    if unique_id is not None:
        identify(unique_id, {})
    elif typeof(unique_id) == "object" and is_identified():
        reset()
    for name, cleaned in FIELDS.items():
        value = given[name]
        if value is not None:
            properties["upscope_" + name] = cleaned(cast(Json, value))
        elif typeof(value) == "object":
            unset.append("upscope_" + name)
    set_person_properties(properties)
    if unset:
        unset_person_properties(unset)


def strings(value: Json) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


def tags(value: Json) -> Json:
    return [*keep(strings(value), lambda tag: TAG.test(tag))]


def integration_ids(value: Json) -> Json:
    known = strings(person().get("upscope_integrationIds"))
    for id in keep(strings(value), lambda id: ID.test(id)):
        if CLEARING.test(id):
            known = [other for other in known if not other.startswith(id)]
        elif id not in known:
            known = [*known, id]
    return [*known]


def keep(items: list[str], fits: Callable[[str], bool]) -> list[str]:
    dropped = [item for item in items if not fits(item)]
    if dropped:
        warn("Upscope: " + ", ".join(dropped))
    return [item for item in items if fits(item)]


def view(nothing: object) -> None:
    page("manual", {})


FIELDS: dict[str, Callable[[Json], Json]] = {
    "identities": lambda value: [*strings(value)],
    "tags": tags,
    "integrationIds": integration_ids,
    "metadata": as_properties,
}
COMMANDS: dict[str, Callable[..., object]] = {
    "updateConnection": update,
    "reset": on_reset,
    "newPageview": view,
    "trackUrl": view,
    "getShortId": lambda callback: ask(callback, short_id),
    "getLookupCode": lambda callback: ask(callback, lookup_code),
    "getWatchLink": lambda callback: ask(callback, lambda: endpoint("/watch/") + short_id()),
}
ALIASES = {
    "sendCustomMessage": "customMessage",
    "cancelAgentRequest": "cancelRequestAgent",
}
