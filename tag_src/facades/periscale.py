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
    window,
)

from tag_src.boot.options import configure, options
from tag_src.boot.replay import Call
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
# Methods that, before `init`, take effect at `init`.
REMEMBERED = regex(r"^(identify|alias|group|reset|(un)?set\w+)$")

api = cast(Record, {})
script_options: dict[str, object] = {}
start_capture = cast("Callable[[], object]", None)
waiting: list[Call] = []


def install(
    script: HTMLScriptElement | None,
    on_start: Callable[[], object],
    prepare: Callable[[dict[str, object]], dict[str, object]],
) -> None:
    """Put the API on the page and boot, unless the page wants to call `init` itself.

    A snippet's stub becomes the API, so that references to it stay valid. `on_start` begins
    autocapture; `prepare` may add to the options. A second copy of the tag does nothing.
    """
    global api, script_options, start_capture, waiting
    stub = window.periscale
    if stub is not None and truthy(cast(Record, stub)["version"]):
        return
    calls: list[Call] = []
    if isinstance(stub, list):
        calls = [*cast("list[Call]", stub)]
        stub.clear()
        api = cast(Record, stub)
    for name, method in METHODS.items():
        api[name] = guarded(in_time(name, method))
    api["version"] = PERISCALE_VERSION
    window.periscale = api
    start_capture = on_start
    script_options = prepare(attribute_options(script))
    boots_itself = not truthy(script_options.get("noInit"))
    if boots_itself and "apiKey" in script_options:
        waiting = calls
    else:
        push(*calls)
    if boots_itself and not has_started():
        init({})


def in_time(name: str, method: Callable[..., object]) -> Callable[..., object]:
    """`method`, but what tells who the visitor is waits for `init`."""

    def call(*arguments: object) -> object:
        if has_started() or not REMEMBERED.test(name):
            return method(*arguments)
        # A copy: the page may change what it gave.
        waiting.append(cast(Call, copied([name, *arguments])))
        return None

    return call


def push(*calls: Call) -> None:
    """Run calls in the form in which a stub queues them: an array, or `arguments`."""
    for call in calls:
        guarded(run)(call)


def run(call: Call) -> None:
    cast("Callable[..., object]", api[cast(str, call[0])])(*[*call][1:])


def init(given: dict[str, object]) -> None:
    wanted = {**script_options, **given}
    if has_started():
        if wanted.get("apiKey") != options()["apiKey"]:
            warn("init: another API key is ignored")
        return
    configure(wanted)
    if not API_KEY.test(options()["apiKey"]):
        raise Error('nothing is sent: set data-api-key="sb_live_..." or init({apiKey})')
    if options()["debug"] or "periscale_debug=1" in location.search:
        explain_everything()
    start()
    push(*waiting)
    start_capture()
    # After what capture listens to: web-vitals must have its last values before they are sent.
    watch_lifecycle()


def capture_exception(error: object, properties: object) -> None:
    described = exception_properties(error)
    if described is not None:
        capture("$exception", {**described, **copy_properties(properties)})


METHODS: dict[str, Callable[..., object]] = {
    "init": init,
    "push": push,
    "track": track,
    "page": lambda properties: page("manual", properties),
    "captureException": capture_exception,
    "on": subscribe,
    "flush": flush,
    "identify": identify,
    "alias": alias,
    "group": group,
    "reset": reset,
    "setSuperProperties": set_super_properties,
    "unsetSuperProperty": unset_super_property,
    "getSuperProperties": super_properties,
    "getDistinctId": distinct_id,
    "getSessionId": session_id,
    "optOut": opt_out,
    "optIn": opt_in,
    "hasOptedOut": has_opted_out,
}
