"""A page in a host environment, with or without the tag, and a visitor who does a bit of all.

Looks into the page only through the developer tools, which stand on nothing of the page's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Frame, Page

from tests.browser.host_environments import NONCE, HostEnvironment
from tests.browser.scripts import script
from tests.browser.visitor import Visitor
from tests.waiting import wait_until

BODY = """<form id="form" action="#sent">CONTENT
<p><input id="text" name="text" /></p><p><input id="box" name="box" type="checkbox" /></p>
<p><select id="select" name="select"><option>one</option><option>two</option></select></p>
<p><button id="send" name="send" value="yes">Send</button></p></form>
<p><button id="plain" type="button">Plain</button></p>
<p><button id="stops" type="button">Stops</button></p>
<p><button id="removes" type="button">Removes</button></p>
<p><button id="fails" type="button">Fails</button></p>
<p><button id="rejects" type="button">Rejects</button></p>
<p><button id="calls" type="button">Calls</button></p>
<p><a id="link" href="#there">There</a></p><p id="count">0</p>"""
# Each line apart from the next, so that quick clicks are no angry ones.
STYLE = "p { margin: 0; height: 36px }"
# Read across origins: else a sandboxed frame learns nothing of its scripts' errors.
JAVASCRIPT = {
    "Content-Type": "text/javascript; charset=utf-8",
    "Access-Control-Allow-Origin": "*",
}
# What is clicked, and what the page has seen in the end.
CLICKED = {
    "plain": "click plain at window 3",
    "stops": "stops true",
    "removes": "click removes at window 3",
    "fails": "error event",
    "rejects": "later",
    "calls": "timer",
    "link": "hash #there",
}
LISTENERS = "[window, document, ...document.querySelectorAll('*')]"


@dataclass(frozen=True)
class Outcome:
    """What the page saw, what became of its globals, and how many listeners it has by type."""

    log: list[str]
    changes: set[str]
    listeners: Mapping[str, int]


def put_scene(
    visitor: Visitor, environment: HostEnvironment, libraries: Path, has_tag: bool
) -> str:
    """The address of the page; without the tag, an empty script stands in its place."""
    site, key = visitor.collector.site, visitor.collector.api_key

    def put(name: str, text: str) -> str:
        site.put_page(f"{key}/{name}", text, JAVASCRIPT)
        return f"/p/{key}/{name}"

    def element(src: str, attributes: str = "") -> str:
        return (
            f'<script nonce="{NONCE}" src="{escape(src)}" crossorigin="anonymous" {attributes}>'
            "</script>"
        )

    vendored = [
        put(Path(name).name, (libraries / name).read_text(encoding="utf-8"))
        for name in environment.libraries
    ]
    snapshot = script("snapshot") + ";\nwindow.hostBefore = hostSnapshot();"
    before = [*vendored, put("setup.js", environment.setup), put("snapshot.js", snapshot)]
    tag = "/periscale.min.js" if has_tag else put("empty.js", "")
    after = [put("behaviour.js", script("host_behaviour")), put("tail.js", environment.tail)]
    head = "".join(map(element, before)) + element(tag, f'data-api-key="{key}" defer="defer"')
    style = "" if environment.headers.get("Content-Security-Policy") else f"<style>{STYLE}</style>"
    html = (
        f"{environment.opening}<head><title>Scene</title>{style}{head}</head><body>"
        f"{BODY.replace('CONTENT', environment.form_content)}{''.join(map(element, after))}"
        "</body></html>"
    )
    headers = {"Content-Type": "text/html; charset=utf-8", **environment.headers}
    return site.put_page(f"{key}/scene", html, headers)


WAIT = "new Promise(done => setTimeout(done, 50))"


class Scene:
    """An open page of that kind, in a frame if given."""

    def __init__(self, page: Page, frame: Frame | None = None) -> None:
        self._page = page
        self._offset = (0.0, 0.0)
        if frame is not None:
            box = frame.frame_element().bounding_box()
            assert box is not None
            self._offset = (box["x"], box["y"])
        self._cdp: CDPSession = page.context.new_cdp_session(frame or page)

    def evaluate(self, expression: str) -> Any:
        answer = self._cdp.send(
            "Runtime.evaluate",
            {"expression": expression, "returnByValue": True, "awaitPromise": True},
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def click(self, element_id: str) -> None:
        x, y, width, height = self.evaluate(
            f"(({{x, y, width, height}}) => [x, y, width, height])"
            f"(document.getElementById('{element_id}').getBoundingClientRect())"
        )
        self._page.mouse.click(self._offset[0] + x + width / 2, self._offset[1] + y + height / 2)

    def act(self) -> None:
        """Do a bit of everything that a visitor does."""
        wait_until(lambda: self.evaluate("window.hostPainted"), lambda: "it is painted")
        for element_id, seen in CLICKED.items():
            self.click(element_id)
            self._wait_until_seen(seen)
            # The tag takes navigations within 10 ms for one; timers of a page keep their order.
            self.evaluate(WAIT)
        self.click("text")
        self._page.keyboard.type("ab")
        self._page.keyboard.press("Tab")
        self._page.keyboard.press("Space")
        self._page.keyboard.press("Tab")
        self._page.keyboard.press("ArrowDown")
        self.click("send")
        self._wait_until_seen("submitter send")

    def _wait_until_seen(self, text: str) -> None:
        def is_seen() -> bool:
            return any(line.startswith(text) for line in self.evaluate("[...hostLog]"))

        wait_until(is_seen, lambda: f"the page sees {text!r}")

    def outcome(self) -> Outcome:
        return Outcome(
            self.evaluate("[...hostLog]"),
            set(self.evaluate("changesSince(hostBefore)")),
            self._listeners(),
        )

    def _listeners(self) -> dict[str, int]:
        places = self._cdp.send("Runtime.evaluate", {"expression": LISTENERS})["result"]["objectId"]
        found = self._cdp.send(
            "Runtime.getProperties", {"objectId": places, "ownProperties": True}
        )["result"]
        count: dict[str, int] = {}
        for place in found:
            object_id = place.get("value", {}).get("objectId")
            if not place["enumerable"] or object_id is None:
                continue
            answer = self._cdp.send("DOMDebugger.getEventListeners", {"objectId": object_id})
            for listener in answer["listeners"]:
                count[listener["type"]] = count.get(listener["type"], 0) + 1
        return count
