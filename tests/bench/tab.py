"""A page in a fresh profile, on a slowed processor, read through the developer tools.

Never runs a script in the page while script time is counted.
"""

import time

from playwright.sync_api import Browser, CDPSession, Page

from tests.bench.trace import CATEGORIES, ScriptTime, script_time

# Several times what a quiet page needs to come to rest.
REST_S = 1.0


class Tab:
    def __init__(
        self, browser: Browser, address: str, slowdown: int = 1, is_traced: bool = False
    ) -> None:
        self._browser = browser
        self._context = browser.new_context(viewport={"width": 1000, "height": 1000})
        self.page: Page = self._context.new_page()
        self._cdp: CDPSession = self._context.new_cdp_session(self.page)
        self._cdp.send("Performance.enable")
        self._cdp.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        if is_traced:
            self.start_trace()
        self.page.goto(address)
        self.rest()

    def rest(self, seconds: float = REST_S) -> None:
        """Let the page do what it has put off."""
        time.sleep(seconds)

    def start_trace(self) -> None:
        self._browser.start_tracing(page=self.page, categories=CATEGORIES)

    def stop_trace(self) -> ScriptTime:
        """What ran since the trace was started; `is_traced` starts it with the page."""
        return script_time(self._browser.stop_tracing())

    def listeners(self) -> float:
        metrics = self._cdp.send("Performance.getMetrics")["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "JSEventListeners"))

    def heap_kib(self) -> float:
        """What is left after the garbage is collected."""
        # What the first pass frees lets the second one free more.
        for _ in range(2):
            self._cdp.send("HeapProfiler.collectGarbage")
        return float(self._cdp.send("Runtime.getHeapUsage")["usedSize"]) / 1024

    def evaluate(self, expression: str) -> float:
        answer = self._cdp.send("Runtime.evaluate", {"expression": expression})
        assert "exceptionDetails" not in answer, answer
        return float(answer["result"]["value"])

    def close(self) -> None:
        self._context.close()
