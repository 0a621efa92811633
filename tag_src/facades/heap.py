"""`window.heap`: names, limits and queues of Heap's API.

Owns no id, no timer, no storage and no network: those are the tracker's.
"""

from collections.abc import Callable
from typing import cast

from js import (
    Error,
    Heap,
    HeapConfig,
    HeapEntry,
    Object,
    Record,
    String,
    location,
    undefined,
    window,
)

from tag_src.boot.options import options
from tag_src.boot.replay import take_over
from tag_src.browser.console import warn
from tag_src.browser.guard import guarded
from tag_src.browser.json import Properties, as_properties
from tag_src.context.limits import copy_properties
from tag_src.context.page import (
    page_view_properties,
    set_page_view_properties,
)
from tag_src.facades.heap_shapes import PAGEVIEW, digits, flat, short
from tag_src.facades.live import live, offer_key
from tag_src.facades.periscale import options_of_page
from tag_src.identity.visitor import (
    change_visitor,
    current_visitor,
    id_of,
    is_identified,
    refreshed_visitor,
)
from tag_src.tracker import (
    distinct_id,
    group,
    identify,
    page,
    pause,
    reset,
    session_id,
    set_person_properties,
    set_super_properties,
    super_properties,
    track,
    unset_super_property,
)

Transform = Callable[[list[object]], list[object] | None]

heap = cast(Heap, {})


def is_heap_there() -> bool:
    return isinstance(window.heap, list) or isinstance(window.heapReadyCb, list)


def config() -> HeapConfig:
    """As the present snippet or the classic one has left it; read whenever it is needed."""
    return heap.clientConfig or heap.config or cast(HeapConfig, {})


def install_heap() -> None:
    """Put the methods on the object that is there, then run what the two queues hold."""
    global heap
    stub = window.heap
    heap = cast(Heap, stub if isinstance(stub, list | dict) else [])
    window.heap = heap
    for name in METHODS:
        put(name)
    Object.defineProperties(heap, {"userId": {"get": user_id}, "identity": {"get": identity}})
    guarded(add_options)()
    live("", begin)()
    take_over(heap, run)
    take_over(window.heapReadyCb, run)
    offer_key(heap.envId or heap.appid)


def begin() -> None:
    key = heap.envId or heap.appid or options()["apiKey"]
    told = config()
    live_properties = {
        "envId": key, "appid": key, "config": told, "clientConfig": told, "loaded": True
    }  # fmt: skip
    Object.assign(heap, live_properties)


def put(name: str) -> None:
    heap[name] = live(name, cast("Callable[..., object]", METHODS.get(name)))


def run(entry: HeapEntry) -> None:
    """A call in either snippet's form: `[method, ...arguments]` or `{name, fn}`."""
    name = entry.name or String(entry[0])
    # The stub's own `init`, and what else it knows and we do not, would queue itself for ever.
    if name in METHODS:
        # A snippet that ran again has put its stub there, which would queue for ever.
        put(name)
        if entry.fn:
            entry.fn()
        else:
            cast("Callable[..., object]", heap[name])(*[*cast("list[object]", entry)][1:])


def add_options() -> None:
    """Add what the page has told Heap to the options of the tag."""
    told = config()
    found = options_of_page()
    found["apiHost"] = told.trackingServer or told.ingestServer or found.get("apiHost")
    if told.disablePageviewAutocapture:
        found["capturePageview"] = False
    if told.secureCookie and location.protocol == "http:":  # on https cookies are secure anyway
        found["persistence"] = found.get("persistence", "localStorage")
    if told.logLevel in ("debug", "trace"):
        found["debug"] = True
    switches: dict[str, object] = {"text": not told.disableTextCapture}
    for kind in told.disableInteractionEvents or []:
        switches[kind + "s"] = False
    own = found.get("autocapture")
    found["autocapture"] = own is not False and {**switches, **as_properties(own)}


def identify_as(wanted: object) -> None:
    if short("identify", String("" if wanted is None else wanted)):
        if id_of(wanted) != distinct_id():  # one that is refused changes nothing
            reset_identity()
        identify(wanted, {})


def identity() -> str | None:
    return distinct_id() if is_identified() else None


def user_id() -> str:
    return digits(current_visitor()["anonymous_id"])


def reset_identity() -> None:
    """Event properties outlive the user here, unless the page wants it otherwise."""
    if is_identified():
        kept = super_properties()
        reset()
        if not config().clearEventPropertiesOnNewUser:
            set_super_properties(kept)


def add_event_properties(properties: object) -> None:
    set_super_properties(flat(properties))


def clear_event_properties() -> None:
    refreshed_visitor()
    change_visitor({"super": {}})


def track_pageview(told: object) -> None:
    """What is given takes the place of the page's own; what is no good is left out."""
    given = cast(Record, copy_properties(told))
    own = flat(given["properties"])
    for name, shaped in PAGEVIEW.items():
        value = given[name]
        if value is not None:
            own.update(cast(Properties, guarded(shaped, warn)(value)))
    page("manual", own)


def add_pageview_properties(properties: object) -> None:
    set_page_view_properties({**page_view_properties(), **flat(properties)})


def remove_pageview_property(name: str) -> None:
    set_page_view_properties({**page_view_properties(), name: undefined})


def add_account_properties(properties: object) -> None:
    known = current_visitor()["groups"].get("account")
    group("account", distinct_id() if known is None else known, flat(properties))


def add_transformer(name: object, transform: Transform) -> None:
    """Let a function of the page have each event, in a list, and take what it returns."""
    if not callable(transform):
        raise Error("addTransformer: no function")
    before = options()["beforeSend"]

    def before_send(event: Properties) -> object:
        seen = before(event) if before else event
        if seen is None:
            return None
        result = transform([seen])
        return result[0] if isinstance(result, list) else seen

    options()["beforeSend"] = before_send


METHODS: dict[str, Callable[..., object]] = {
    "track": lambda event, properties: track(event, flat(properties)),
    "identify": identify_as,
    "identifyHashed": identify_as,
    "getIdentity": identity,
    "resetIdentity": reset_identity,
    "addEventProperties": add_event_properties,
    "setEventProperties": add_event_properties,
    "removeEventProperty": unset_super_property,
    "unsetEventProperty": unset_super_property,
    "clearEventProperties": clear_event_properties,
    "addUserProperties": lambda properties: set_person_properties(flat(properties)),
    "addAccountProperties": add_account_properties,
    "trackPageview": track_pageview,
    "addPageviewProperties": add_pageview_properties,
    "removePageviewProperty": remove_pageview_property,
    "clearPageviewProperties": lambda: set_page_view_properties({}),
    "onReady": lambda callback: callback(),
    "getSessionId": lambda: digits(session_id()),
    "getUserId": user_id,
    "startTracking": lambda: pause(False),
    "stopTracking": lambda: pause(True),
    "addAdapter": lambda: None,
    "addTransformer": add_transformer,
    "addTransformerFn": add_transformer,
}
