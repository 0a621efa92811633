"""`Upscope(command, …)`: identity, events and lookup code of Upscope's API.

Owns no id, no timer, no storage and no network, and never streams the page.
"""

from collections.abc import Callable
from typing import cast

from js import ArrayLike, Object, Queueing, RegExp, String, parseInt, regex, typeof, window

from tag_src.boot.endpoint import endpoint
from tag_src.boot.replay import take_over
from tag_src.browser.console import warn
from tag_src.browser.guard import guarded
from tag_src.browser.json import Json, Properties, as_properties
from tag_src.browser.natives import now_ms
from tag_src.context.limits import copy_properties
from tag_src.facades.live import live_command, offer_key, person, short_id, view, warn_once
from tag_src.identity.person import PERSON, learn
from tag_src.identity.visitor import is_identified
from tag_src.tracker import (
    capture,
    identify,
    on_visitor_change,
    reset,
    set_person_properties,
)

TAG = regex("^#[A-Z-]+$")
ID = regex("^[a-z]{3,}:")
RECORDED = regex("^(connect|stopSession|customMessage|(cancelR|r)equestAgent|expectDisconnect)$")
HOUR_MS = 3_600_000

is_begun = False
is_connected = False
held: list[tuple[object, ...]] = []
"""Calls that wait for `init`, and questions that wait for the connection."""
listeners: list[tuple[object, ...]] = []
"""The calls of `on`: names of events between the command and a function."""


def is_upscope_there() -> bool:
    stub = window.Upscope
    return stub is not None and isinstance(stub.q, list)


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
        emit("connectionReset")


def receive(call: ArrayLike) -> None:
    live_command(run)(call)
    if call[0] == "init":
        guarded(offer_key)(copy_properties(call[1]).get("apiKey"))


def run(*call: object) -> None:
    global is_begun
    given_name = String(call[0])
    first = call[1]
    name = ALIASES.get(given_name, given_name)
    command = COMMANDS.get(name)
    if name == "on":
        listeners.append(call)
    elif name == "init":
        is_begun = True
        options = copy_properties(first)
        update(options)
        if options.get("autoconnect") is not False:
            connect()
        release()
    elif not is_begun or (name.startswith("get") and not is_connected):
        held.append(call)
    elif command:
        command(first)
    elif RECORDED.test(name):
        if name == "connect":
            connect()
        capture(f"upscope_{name}", copy_properties({"message": first}))
        emit(name, first)
    else:
        warn_once(f"Upscope: no {name}")


def connect() -> None:
    global is_connected
    is_connected = True
    emit("connection")
    release()


def release() -> None:
    """Run what has waited; what still has to wait is held again."""
    global held
    calls = held
    held = []
    for call in calls:
        guarded(run)(*call)


def emit(event: str, said: object = None) -> None:
    for call in listeners:
        if event in call:
            guarded(cast("Callable[..., object]", call[-1]))(said)


def lookup_code() -> str:
    """Four digits, others in the next hour."""
    return String(parseInt(short_id()[-6:], 36) + now_ms() // HOUR_MS)[-4:]


def on_reset(reopen: object) -> None:
    global is_connected
    is_connected = False
    reset()
    if reopen is not False:
        connect()


def update(said: object) -> None:
    """Absent keeps what is known, null clears it."""
    given = copy_properties(said)
    unset: Properties = {}  # what is null
    properties: Properties = {}
    unique_id = given.get("uniqueId")
    if unique_id is not None:
        guarded(identify)(unique_id, {})
    elif typeof(unique_id) == "object" and is_identified():
        reset()
    for name, value in given.items():
        cleaned = FIELDS.get(name)
        if not cleaned:
            continue
        if value is None:
            unset["upscope_" + name] = None
        else:
            properties["upscope_" + name] = cast(Json, cleaned(value))
    set_person_properties(properties)
    if unset:
        learn(PERSON, unset, True)
        capture("$set", {"$unset": cast(Json, Object.keys(unset))})


def strings(value: Json) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


def integration_ids(value: Json) -> object:
    known = strings(person().get("upscope_integrationIds"))
    for id in fitting(ID, value):
        if id[-1] == ":":
            known = [other for other in known if not other.startswith(id)]
        elif id not in known:
            known.append(id)
    return known


def fitting(pattern: RegExp, value: Json) -> list[str]:
    items = strings(value)
    odd = ", ".join([item for item in items if not pattern.test(item)])
    if odd:
        warn(f"Upscope: left out, not {String(pattern)}: {odd}")
    return [item for item in items if pattern.test(item)]


FIELDS: dict[str, Callable[[Json], object]] = {
    "identities": strings,
    "tags": lambda value: fitting(TAG, value),
    "integrationIds": integration_ids,
    "metadata": as_properties,
}
COMMANDS: dict[str, Callable[..., object]] = {
    "updateConnection": update,
    "reset": on_reset,
    "newPageview": view,
    "trackUrl": view,
    "getShortId": lambda callback: callback(short_id()),
    "getLookupCode": lambda callback: callback(lookup_code()),
    "getWatchLink": lambda callback: callback(endpoint("/watch/") + short_id()),
}
ALIASES = {
    "sendCustomMessage": "customMessage",
    "cancelAgentRequest": "cancelRequestAgent",
}
