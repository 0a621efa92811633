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
    regex,
    typeof,
    window,
)

from tag_src.boot.options import options
from tag_src.browser.json import to_json
from tag_src.context.limits import copy_properties
from tag_src.context.page import page_view
from tag_src.context.session_events import report_sessions
from tag_src.delivery.resolve import resolve
from tag_src.facades.live import is_premature, live, offer_key, person, view
from tag_src.identity.visitor import NAME, is_identified, usable
from tag_src.tracker import capture, set_person_properties, track

Result: TypeAlias = dict[str, object]
Act: TypeAlias = Callable[[object, object], object]
"""Throws the reason for refusing its arguments."""
Method: TypeAlias = Callable[..., Awaitable[Result]]

# Kind, name and value of a field that breaks its limit; an object's value is JSON.
BROKEN = regex(
    r"^((string|number) tags|\w+ ((address|externalId)=.{257}|(city|country|middleName)=.{51}"
    r"|(first|last)Name=.{256}|birthDate=(?!\d{4}-\d\d-\d\d$)|gender=(?!(fe)?male$)"
    r"|profilePicture=(?!\w+://)|contactInformation="
    r'.*("(email|phone)":[^[n]|"[^"]{101}|({[^}]*},?){101})))',
    "is",
)
INIT_CODE = 2018


def install_people_tracking() -> None:
    handler: ClassHandler = {"construct": make_sdk}
    window.PeopleTrackingSDK = Proxy(Object, handler)
    live("", report_sessions)(capture)


def failure(code: int, name: str, message: str) -> Result:
    error = {"code": code, "name": name, "message": message}
    origin = {"origin": "fe-snippet", "platform": "fe-snippet"}
    return {"success": False, "error": {**error, **origin}}


def make_sdk(target: object, arguments: list[PeopleTrackingOptions | None]) -> dict[str, Method]:
    wanted = arguments[0]
    ready: Promise[bool] | None = None
    is_good = False  # once that is known, calls are carried out at once

    def method(name: str, code: int, error_name: str, message: str, act: Act) -> Method:
        async def call(first: object, second: object) -> Result:
            if wanted and wanted.requireLiveChat and window.liveChat is None:
                return failure(4001, "InitRequiredError", "Live Chat is not initialized")
            try:
                # What comes before consent does not wait for it.
                is_known = is_good or code == INIT_CODE
                if not is_known and (is_premature(name) or not (ready and await ready)):
                    return failure(
                        2015,
                        "NotInitializedPeopleTrackingError",
                        "People tracking SDK is not initialized. Call init() first",
                    )
                await cast("Promise[object]", act(first, second))
                return {"success": True, "data": None}
            except Exception as error:
                return failure(code, error_name, message + cast(Error, error).message)

        return call

    async def init(api_key: object, nothing: object) -> None:
        nonlocal ready, is_good
        refuse("", not usable(NAME, api_key))
        ready = cast("Promise[bool]", begin(api_key))
        is_good = await ready
        refuse("", not is_good)

    sdk = {
        "init": method(
            "init",
            INIT_CODE,
            "MissingAuthorizationTokenError",
            "Missing authorization token. Make sure a registration exists.",
            init,
        )
    }
    for name, (code, error_name, act) in METHODS.items():
        sdk[name] = method(name, code, error_name, f"Error when calling {name}(). Cause: ", act)
    return sdk


def refuse(reason: str, is_wrong: bool) -> None:
    if is_wrong:
        raise Error(reason)


async def begin(api_key: object) -> bool:
    """Whether the collector takes the key. Waits until the tag has started, and is viewed."""
    offer_key(api_key)
    await Promise(lambda resolve: live("init", resolve)())
    status, _ = await resolve(None)
    is_good = status not in (401, 403)
    # Otherwise the tag counts it: at once, when it is seen, or when it is known who sees it.
    if is_good and options()["capturePageview"] in (False, "history") and not page_view()[0]:
        view()
    return is_good


def track_event(event_id: object, properties: object) -> None:
    refuse("properties", properties is not None and not copy_properties(properties))
    track(event_id, properties)


def update(given: object, nothing: object) -> None:
    refuse("not an object", not isinstance(given, dict))
    refuse_visitor()
    for name, value in copy_properties(given).items():
        text = to_json(value) if isinstance(value, dict) else cast(str, value)
        refuse(name, value is not None and BROKEN.test(f"{typeof(value)} {name}={text}"))
    set_person_properties(given)


def append(name: object, item: object) -> None:
    refuse("name", not usable(NAME, name))
    refuse("not an object", not isinstance(item, dict))
    refuse_visitor()
    capture("$set", {"$append": copy_properties({cast(str, name): item})})


def refuse_visitor() -> None:
    refuse("not a Lead", cast(Record, person())["person_type"] != "lead" and not is_identified())


METHODS: dict[str, tuple[int, str, Act]] = {
    "track": (2016, "SdkTrackError", track_event),
    "updatePerson": (2017, "PeopleUpdateError", update),
    "appendToList": (2019, "AppendToListError", append),
}
"""Beside `init`: code and name of its errors, and what it does."""
