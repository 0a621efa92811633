"""No public method throws into the page, whatever it is called with, however it is called."""

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit

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
    await attempt(`in properties: ${label}`, () => method('valid', {value, list: [value], [String(label)]: 1}));
    await attempt(`in options: ${label}`, () => method({value, list: [value]}));
  }
  await attempt('nothing', () => method());
  return thrown;
}"""


def test_every_method_can_be_called_detached(visit: Visit, collector: Collector) -> None:
    page = visit()
    page.evaluate("() => { const {track, flush} = periscale; track('detached'); return flush() }")
    collector.wait_for("$pageview", "detached")
