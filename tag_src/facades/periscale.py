"""`window.periscale`: names, argument shapes and complaints.

Owns no id, no timer, no storage and no network: those are the tracker's.
"""

from collections.abc import Callable
from typing import cast

from js import (
    PERISCALE_VERSION,
    Error,
    HTMLScriptElement,
    Record,
    location,
    regex,
    truthy,
    undefined,
    window,
)

from tag_src.boot.options import configure, options
from tag_src.boot.replay import Call, take_over
from tag_src.boot.script_tag import attribute_options
from tag_src.browser.console import explain_everything, warn
from tag_src.browser.guard import guarded
from tag_src.browser.lifecycle import watch_lifecycle
from tag_src.context.exception import exception_properties
from tag_src.context.limits import copied, copy_properties
from tag_src.context.observers import subscribe
from tag_src.identity.consent import has_opted_out
from tag_src.tracker import (
    alias,
    capture,
    distinct_id,
    flush,
    group,
    has_started,
    identify,
    opt_in,
    opt_out,
    page,
    reset,
    session_id,
    set_super_properties,
    start,
    super_properties,
    track,
    unset_super_property,
)

API_KEY = regex(r"^sb_live_\w")

api = cast(Record, {})
script_options: dict[str, object] = {}
start_capture: Callable[[], object] | None = None
"""None until the tag may start."""
look_for_stubs: Callable[[], object] | None = None
waiting: list[Callable[[], object]] = []
"""Calls that wait for `init`."""


def install(
    script: HTMLScriptElement | None,
    on_start: Callable[[], object],
    prepare: Callable[[], bool],
) -> None:
    """Put the API on the page and boot, unless the page wants to call `init` itself.

    A snippet's stub becomes the API, so that references to it stay valid. `on_start` begins
    autocapture; `prepare` may add to the options, and tells whether no key is left to wait for. A
    second copy of the tag does nothing.
    """
    global api, script_options, start_capture, look_for_stubs
    stub = window.periscale
    if stub is not None and truthy(cast(Record, stub)["version"]):
        return
    api = cast(Record, stub if isinstance(stub, list) else {})
    for name, method in METHODS.items():
        api[name] = guarded(method)
    for name, method in REMEMBERED.items():
        api[name] = guarded(in_time(method))
    api["version"] = PERISCALE_VERSION
    window.periscale = api
    script_options = attribute_options(script)
    look_for_stubs = prepare
    is_hopeless = prepare()
    start_capture = on_start
    if has_key() and not waits_for_consent():
        waiting.append(replay)
    else:
        replay()
    if is_hopeless or has_key():
        begin()


def begin() -> None:
    """Start, unless that is up to the page; without a key that says so."""
    if not waits_for_consent() and not has_started():
        init({})


def may_begin() -> bool:
    """Not before all APIs are there."""
    return start_capture is not None


def has_key() -> bool:
    return script_options.get("apiKey") is not None


def options_of_page() -> dict[str, object]:
    """Of the script element, and what other APIs' settings add to them."""
    return script_options


def waits_for_consent() -> bool:
    return truthy(script_options.get("noInit"))


def remember(call: Callable[[], object]) -> None:
    """Until `init`."""
    waiting.append(call)


def in_time(method: Callable[..., object]) -> Callable[..., object]:
    """`method`, but before `init` it waits for that."""

    def call(*arguments: object) -> object:
        if has_started():
            return method(*arguments)
        # A copy: the page may change what it gave.
        given = cast("list[object]", copied(arguments))
        remember(lambda: method(*given))
        return undefined

    return call


def replay() -> None:
    take_over(api, run)


def run(call: Call) -> None:
    """In the form in which a stub queues it: an array, or `arguments`."""
    cast("Callable[..., object]", api[cast(str, call[0])])(*[*call][1:])


def init(given: dict[str, object]) -> None:
    if look_for_stubs and waits_for_consent() and not has_started():
        look_for_stubs()  # what they hold by now was said before consent
    wanted = {**script_options, **given}
    if has_started():
        if wanted.get("apiKey") != options()["apiKey"]:
            warn("another apiKey is ignored")
        return
    configure(wanted)
    if not API_KEY.test(options()["apiKey"]):
        raise Error('set data-api-key="sb_live_..." or init({apiKey})')
    if options()["debug"] or "periscale_debug=1" in location.search:
        explain_everything()
    start()
    for call in waiting:
        guarded(call)()
    cast("Callable[[], object]", start_capture)()
    # After what capture listens to: web-vitals must have its last values before they are sent.
    watch_lifecycle()


def capture_exception(error: object, properties: object) -> None:
    described = exception_properties(error)
    if described is not None:
        capture("$exception", {**described, **copy_properties(properties)})


METHODS: dict[str, Callable[..., object]] = {
    "init": init,
    "track": track,
    "page": lambda properties: page("manual", properties),
    "captureException": capture_exception,
    "on": subscribe,
    "flush": flush,
    "getSuperProperties": super_properties,
    "getDistinctId": distinct_id,
    "getSessionId": session_id,
    "optOut": opt_out,
    "optIn": opt_in,
    "hasOptedOut": has_opted_out,
}
# What tells who the visitor is.
REMEMBERED: dict[str, Callable[..., object]] = {
    "identify": identify,
    "alias": alias,
    "group": group,
    "reset": reset,
    "setSuperProperties": set_super_properties,
    "unsetSuperProperty": unset_super_property,
}
