"""`window.periscale`: names, argument shapes and complaints.

Owns no id, no timer, no storage and no network: those are the tracker's.
"""

from collections.abc import Callable
from typing import cast

from js import PERISCALE_VERSION, HTMLScriptElement, Record, regex, truthy, window

from tag_src.boot.options import configure, options
from tag_src.boot.script_tag import attribute_options
from tag_src.browser.console import complain
from tag_src.browser.guard import guarded
from tag_src.tracker import distinct_id, start
from tag_src.tracker import flush as tracker_flush
from tag_src.tracker import page as tracker_page
from tag_src.tracker import track as tracker_track

API_KEY = regex(r"^sb_live_\w")
EVENT_NAME = regex(r"^[^]{1,255}$")

script_options: dict[str, object] = {}
start_capture: Callable[[], object] | None = None
is_started = False


def install(script: HTMLScriptElement | None, on_start: Callable[[], object]) -> None:
    """Put the API on the page and boot, unless the page wants to call `init` itself.

    `on_start` begins autocapture. A second copy of the tag does nothing.
    """
    global script_options, start_capture
    if window.periscale is not None and truthy(window.periscale["version"]):
        return
    api = {name: guarded(method) for name, method in METHODS.items()}
    window.periscale = cast(Record, {**api, "version": PERISCALE_VERSION})
    start_capture = on_start
    script_options = attribute_options(script) if script else {}
    if "noInit" not in script_options:
        init({})


def init(given: dict[str, object]) -> None:
    global is_started
    if is_started:
        return
    configure(cast(Record, {**script_options, **given}))
    if not API_KEY.test(options()["apiKey"]):
        complain(
            'nothing is sent without an API key: <script data-api-key="sb_live_…"> '
            'or periscale.init({apiKey: "sb_live_…"})'
        )
        return
    is_started = True
    start()
    if start_capture:
        start_capture()


def track(event: object, properties: object) -> None:
    if not isinstance(event, str) or not EVENT_NAME.test(event):
        complain("track: an event name has 1 to 255 characters")
    elif is_started:
        tracker_track(event, properties)


def page(properties: object) -> None:
    if is_started:
        tracker_page("manual", properties)


async def flush() -> None:
    if is_started:
        await tracker_flush()


def get_distinct_id() -> str | None:
    return distinct_id() if is_started else None


METHODS: dict[str, Callable[..., object]] = {
    "init": init,
    "track": track,
    "page": page,
    "flush": flush,
    "getDistinctId": get_distinct_id,
}
