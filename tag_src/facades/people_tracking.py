"""`new PeopleTrackingSDK()`: promises, error codes and limits of Infobip's people tracking.

Owns no id, no timer, no storage and no network: those are the tracker's.
"""

from collections.abc import Awaitable, Callable
from typing import TypeAlias, cast

from js import (
    ClassHandler,
    Error,
    Object,
    PeopleTrackingOptions,
    Promise,
    Proxy,
    Record,
    String,
    regex,
    typeof,
    window,
)

from tag_src.browser.json import Json, as_properties
from tag_src.context.limits import copy_properties
from tag_src.context.page import page_view
from tag_src.context.session_events import report_sessions
from tag_src.delivery.resolve import resolve
from tag_src.facades.live import is_identified, live, offer_key, person
from tag_src.tracker import append_to_person, capture, page, set_person_properties, track

Result: TypeAlias = dict[str, object]
Act: TypeAlias = Callable[[object, object], object]
"""Throws the reason for refusing its arguments."""
Method: TypeAlias = Callable[..., Awaitable[Result]]

# Kind, name and value of a field that breaks its limit.
BROKEN = regex(
    r"^((string|number) tags|\w+ ((address|externalId)=.{257}|(city|country|middleName)=.{51}"
    r"|(first|last)Name=.{256}|birthDate=(?!\d{4}-\d\d-\d\d$)|gender=(?!(fe)?male$)"
    r"|profilePicture=(?!\w+://)))",
    "is",
)
MAX_CONTACTS = 100
ORIGIN = "fe-snippet"


def install_people_tracking() -> None:
    handler: ClassHandler = {"construct": lambda target, arguments: make_sdk(arguments[0])}
    window.PeopleTrackingSDK = Proxy(Object, handler)
    live("", lambda: report_sessions(lambda name, due_ms: capture(name, {}, "", due_ms)))()


def failure(code: int, name: str, message: str) -> Result:
    error = {"code": code, "name": name, "message": message}
    return {"success": False, "error": {**error, "origin": ORIGIN, "platform": ORIGIN}}


def make_sdk(options: PeopleTrackingOptions | None) -> dict[str, Method]:
    ready: Promise[bool] | None = None

    def method(code: int, name: str, message: str, act: Act) -> Method:
        async def call(first: object, second: object) -> Result:
            if options and options.requireLiveChat and window.liveChat is None:
                return failure(4001, "InitRequiredError", "Live Chat is not initialized")
            try:
                if act is not init and not (ready and await ready):
                    return failure(
                        2015,
                        "NotInitializedPeopleTrackingError",
                        "People tracking SDK is not initialized. Call init() first",
                    )
                await cast("Promise[object]", act(first, second))
                return {"success": True, "data": None}
            except Exception as error:
                return failure(code, name, message + cast(Error, error).message)

        return call

    async def init(api_key: object, nothing: object) -> None:
        nonlocal ready
        refuse("", not isinstance(api_key, str) or not api_key)
        ready = cast("Promise[bool]", begin(String(api_key)))
        refuse("", not await ready)

    return {
        "init": method(
            2018,
            "MissingAuthorizationTokenError",
            "Missing authorization token. Make sure a registration exists.",
            init,
        ),
        "track": method(2016, "SdkTrackError", cause_of("track"), track_event),
        "updatePerson": method(2017, "PeopleUpdateError", cause_of("updatePerson"), update),
        "appendToList": method(2019, "AppendToListError", cause_of("appendToList"), append),
    }


def cause_of(name: str) -> str:
    return f"Error when calling {name}(). Cause: "


def refuse(reason: str, is_wrong: bool) -> None:
    if is_wrong:
        raise Error(reason)


async def begin(api_key: str) -> bool:
    """Whether the collector takes the key. Waits until the tag has started, and is viewed."""
    offer_key(api_key)
    await Promise(lambda resolve: live("init", resolve)())
    status, _ = await resolve(None)
    is_good = status not in (401, 403)
    if is_good and not page_view()[0]:
        page("manual", {})
    return is_good


def track_event(event_id: object, properties: object) -> None:
    refuse("event id", not isinstance(event_id, str) or not event_id)
    refuse(
        "properties",
        properties is not None and not (isinstance(properties, dict) and len(properties) > 0),
    )
    track(event_id, properties)


def update(given: object, nothing: object) -> None:
    refuse("not an object", not isinstance(given, dict))
    refuse_visitor()
    for name, value in copy_properties(given).items():
        contacts = as_properties(value)
        refuse(
            name,
            BROKEN.test(f"{typeof(value)} {name}={String(value)}")
            or not are_contacts(contacts.get("email"), "address")
            or not are_contacts(contacts.get("phone"), "number"),
        )
    set_person_properties(given)


def append(name: object, item: object) -> None:
    refuse("name", not isinstance(name, str) or not name)
    refuse("not an object", not isinstance(item, dict))
    refuse_visitor()
    append_to_person(String(name), item)


def refuse_visitor() -> None:
    is_lead = cast(Record, person())["person_type"] == "lead"
    refuse("not a Lead", not is_lead and not is_identified())


def are_contacts(entries: Json, field: str) -> bool:
    """At most so many, each with a text no longer than that."""
    return entries is None or (
        isinstance(entries, list)
        and len(entries) <= MAX_CONTACTS
        and all(0 < len(String(cast(Record, entry)[field])) <= MAX_CONTACTS for entry in entries)
    )
