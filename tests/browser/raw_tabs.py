"""Tabs of one window, driven past Playwright, which shows every page as visible at all times.

Never sees the console: a test that needs it uses a Visitor.
"""

import json
from typing import Any

from playwright.sync_api import Browser, CDPSession

from tests.browser.renderers import kill_renderers
from tests.waiting import wait_until


class RawTabs:
    """A profile of its own with one window; opening or activating a tab hides the others."""

    def __init__(self, browser: Browser) -> None:
        self._cdp: CDPSession = browser.new_browser_cdp_session()
        self._profile = self._cdp.send("Target.createBrowserContext")["browserContextId"]

    def open(self, address: str, background: bool = False) -> "RawTab":
        """A tab that has loaded the page, behind the one that is shown if `background`."""
        tab = RawTab(self._cdp, self._create(address, background))
        # The tab begins with an empty document that is complete at once.
        loaded = f"location.href === {json.dumps(address)} && document.readyState === 'complete'"
        wait_until(lambda: tab.evaluate(loaded), lambda: "it loads")
        return tab

    def open_unattended(self, address: str, background: bool = False) -> str:
        """The target of a tab that no tools are attached to: the browser prerenders only there."""
        target = self._create(address, background)
        # Playwright looks at each new tab, and leaves this one alone.
        wait_until(lambda: not self.info_of(target)["attached"], lambda: "Playwright lets it go")
        return target

    def _create(self, address: str, background: bool) -> str:
        target: str = self._cdp.send(
            "Target.createTarget",
            {"url": address, "browserContextId": self._profile, "background": background},
        )["targetId"]
        return target

    def attach(self, target: str) -> "RawTab":
        return RawTab(self._cdp, target)

    def info_of(self, target: str) -> dict[str, Any]:
        """What the browser tells of a tab from outside: title, whether tools are attached."""
        info: dict[str, Any] = self._cdp.send("Target.getTargetInfo", {"targetId": target})
        return dict(info["targetInfo"])

    def kill_renderers(self) -> None:
        """SIGKILL to every process that runs pages of this browser, other profiles' too."""
        kill_renderers(self._cdp)

    def close(self) -> None:
        self._cdp.send("Target.disposeBrowserContext", {"browserContextId": self._profile})
        self._cdp.detach()


class RawTab:
    def __init__(self, cdp: CDPSession, target: str) -> None:
        self._cdp = cdp
        self._target = target
        self._last_id = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self._session = cdp.send("Target.attachToTarget", {"targetId": target, "flatten": False})[
            "sessionId"
        ]
        cdp.on("Target.receivedMessageFromTarget", self._on_message)

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression; a promise's once it is fulfilled."""
        answer = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def activate(self) -> None:
        """Show this tab, which hides the one shown before."""
        self._cdp.send("Target.activateTarget", {"targetId": self._target})
        self.wait_until_visibility("visible")

    def wait_until_visibility(self, state: str) -> None:
        wait_until(
            lambda: self.evaluate("document.visibilityState") == state, lambda: f"it is {state}"
        )

    def freeze(self) -> None:
        """As the browser does with a tab hidden for long: its tasks stop."""
        self.send("Page.setWebLifecycleState", state="frozen")

    def resume(self) -> None:
        self.send("Page.setWebLifecycleState", state="active")

    def close(self) -> None:
        self._cdp.send("Target.closeTarget", {"targetId": self._target})

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._last_id += 1
        message_id = self._last_id
        message = {"id": message_id, "method": method, "params": parameters}
        self._cdp.send(
            "Target.sendMessageToTarget",
            {"sessionId": self._session, "message": json.dumps(message)},
        )

        def answer() -> dict[str, Any] | None:
            # Any command lets Playwright hand over the messages that have come.
            self._cdp.send("Browser.getVersion")
            return self._answers.pop(message_id, None)

        found = wait_until(answer, lambda: f"the browser answers {method}")
        assert found is not None
        assert "error" not in found, found
        result: dict[str, Any] = found["result"]
        return result

    def _on_message(self, event: dict[str, Any]) -> None:
        if event["sessionId"] == self._session:
            message = json.loads(event["message"])
            if "id" in message:
                self._answers[message["id"]] = message
