"""No public method throws into the page, whatever it is called with, however it is called."""

import pytest
from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.scripts import script
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab

PUBLISHED = [
    *("init", "track", "identify", "alias", "group", "reset", "optOut", "optIn", "hasOptedOut"),
    *("setSuperProperties", "unsetSuperProperty", "getSuperProperties", "flush", "getDistinctId"),
    *("getSessionId", "page", "captureException", "on", "push"),
]
FOREIGN_FRAME = '<iframe src="http://foreign.test:{port}/events?limit=1"></iframe>'

CALL_WITH_ALL = """async name => {
  const thrown = [];
  const attempt = async (label, call) => {
    try { await call() } catch (error) { thrown.push(`${label}: ${error}`) }
  };
  const method = periscale[name];
  for (const [label, value] of hostileValues()) {
    await attempt(label, () => method(value));
    await attempt(`valid, ${label}`, () => method('valid', value));
    await attempt(`valid, valid, ${label}`, () => method('valid', 'valid', value));
    await attempt(`${label}, ${label}`, () => method(value, value));
    await attempt(`this = ${label}`, () => Reflect.apply(method, value, ['valid']));
    await attempt(`in properties: ${label}`, () => method('valid', {value, list: [value]}));
    await attempt(`in options: ${label}`, () => method({value, list: [value]}));
  }
  await attempt('nothing', () => method());
  return thrown;
}"""


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_method_is_there(visit: Visit, name: str) -> None:
    assert visit().evaluate("name => typeof periscale[name]", name) == "function"


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("started", [True, False], ids=["started", "before init"])
def test_never_throws(
    visitor: Visitor, visit: Visit, collector: Collector, name: str, started: bool
) -> None:
    visitor.ignore("[periscale]")  # complaints about bad calls
    page = visit_hostile(visit, collector, {} if started else {"no-init": "true"})
    assert page.evaluate(CALL_WITH_ALL, name) == []
    # The tag still works, and what it sent was understood.
    page.evaluate("apiKey => { periscale.init({apiKey}); periscale.optIn?.() }", collector.api_key)
    page.evaluate("periscale.track('after')")
    flush(page)
    assert "after" in collector.names()
    assert {request["status"] for request in collector.requests()} == {200}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_bad_argument_is_no_internal_error(
    visitor: Visitor, visit: Visit, collector: Collector, name: str
) -> None:
    """It is foreseen, so that what can be sent is sent and what is wrong is named."""
    visitor.ignore("[periscale]")
    page = visit_hostile(visit, collector, {})
    page.evaluate(CALL_WITH_ALL, name)
    visitor.pump()
    assert not [text for text in visitor.said if "internal error" in text]


def visit_hostile(visit: Visit, collector: Collector, attributes: dict[str, str]) -> Page:
    return visit(
        attributes=attributes,
        body=FOREIGN_FRAME.format(port=collector.site.port),
        tail=f"<script>{script('hostile')}</script>",
    )


def test_every_method_can_be_called_detached(visit: Visit, collector: Collector) -> None:
    page = visit()
    page.evaluate("() => { const {track, flush} = periscale; track('detached'); return flush() }")
    collector.wait_for("$pageview", "detached")


def test_a_subscriber_or_option_function_that_throws_is_kept_inside(
    visitor: Visitor, visit: Visit, collector: Collector, api_key: str
) -> None:
    visitor.ignore("[periscale]")
    page = visit(attributes={"no-init": "true"})
    page.evaluate(
        """apiKey => {
          const fail = () => { throw new Error('page') };
          periscale.on('*', fail);
          periscale.init({apiKey, beforeSend: fail, maskUrl: fail});
          periscale.track('x');
        }""",
        api_key,
    )
    assert page.evaluate("() => periscale.flush().then(() => 'settled')") == "settled"
    del collector
