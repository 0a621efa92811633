"""What an event says of the browser, the system and the device it comes from."""

from collections.abc import Callable

import pytest

from tests.browser.arrivals import Collector
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        pytest.param(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            ("Safari", 17.5, "iOS", "Mobile"),
            id="iphone",
        ),
        pytest.param(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.2592.87",
            ("Microsoft Edge", 126, "Windows", "Desktop"),
            id="edge",
        ),
        pytest.param(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:128.0) Gecko/20100101 Firefox/128.0",
            ("Firefox", 128, "Mac OS X", "Desktop"),
            id="firefox",
        ),
        pytest.param(
            "Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) "
            "SamsungBrowser/25.0 Chrome/121.0.0.0 Safari/537.36",
            ("Samsung Internet", 25, "Android", "Tablet"),
            id="samsung-tablet",
        ),
        pytest.param(
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/126.0.0.0 Mobile Safari/537.36 OPR/83.0.0.0",
            ("Opera", 83, "Android", "Mobile"),
            id="opera-phone",
        ),
    ],
)
def test_browser_system_and_device_come_from_the_user_agent(
    new_visitor: Callable[..., Visitor],
    collector: Collector,
    agent: str,
    expected: tuple[str, float, str, str],
) -> None:
    flush(new_visitor(user_agent=agent).visit())
    browser, version, system, device = expected
    collector.expect_exactly(
        {
            "properties": {
                "$raw_user_agent": agent,
                "$browser": browser,
                "$browser_version": version,
                "$os": system,
                "$device_type": device,
            }
        }
    )
