"""The tag leaves the page as it found it: globals, prototypes, native functions."""

import pytest

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.scripts import script
from tests.browser.visitor import flush

pytestmark = pytest.mark.same_tab

TAKE_SNAPSHOT = f"<script>{script('snapshot')}; window.hostBefore = hostSnapshot()</script>"
CHANGES = "() => changesSince(hostBefore)"
# The only functions of the page that may be wrapped, on the object, not on its prototype.
MAY_BE_WRAPPED = {"added history.pushState", "added history.replaceState"}


@pytest.mark.parametrize("attributes", [{}, {"no-init": "true"}], ids=["started", "no-init"])
@pytest.mark.parametrize("is_quiet", [True, False], ids=["quiet", "all capture"])
def test_one_global_is_added_and_nothing_else_changes(
    visit: Visit, attributes: dict[str, str], is_quiet: bool
) -> None:
    page = visit(
        head=TAKE_SNAPSHOT,
        attributes=attributes,
        is_quiet=is_quiet,
        body='<button>b</button><form><input name="a"></form>',
    )
    page.click("button")
    page.evaluate(
        """async () => {
          periscale.track('event', {list: [1, {deep: new Date(0)}], map: new Map([[1, 2]])});
          periscale.page();
          await periscale.flush();
        }"""
    )
    changes = set(page.evaluate(CHANGES))
    assert changes - MAY_BE_WRAPPED == {"added window.periscale"}
    if attributes:
        assert changes == {"added window.periscale"}


def test_the_snapshot_sees_changes(visit: Visit) -> None:
    """Else the tests above could not fail."""
    page = visit(head=TAKE_SNAPSHOT, scripts="")
    page.evaluate(
        """() => {
          Array.prototype.junk = 1;
          String.prototype.trim = function () {};
          window.fetch = () => {};
          console.log = () => {};
          history.back = () => {};
          window.onerror = () => {};
          delete Element.prototype.closest;
          Object.defineProperty(Object.prototype, 'x', {get() {}, configurable: true});
          document.odd = 1;
        }"""
    )
    assert page.evaluate(CHANGES) == sorted(
        [
            "added Array.prototype.junk",
            "changed String.prototype.trim",
            "changed window.fetch",
            "changed console.log",
            "added history.back",
            "set window.onerror",
            "removed Element.prototype.closest",
            "added Object.prototype.x",
            "added document.odd",
        ]
    )


def test_history_functions_answer_and_throw_as_before(visit: Visit, collector: Collector) -> None:
    page = visit()
    results = page.evaluate(
        """() => {
          const results = [history.pushState({a: 1}, '', '#one'), history.state.a, history.length];
          results.push(history.replaceState({b: 2}, '', '#two'), history.state.b, location.hash);
          for (const name of ['pushState', 'replaceState']) {
            try { history[name]({}, '', 'https://elsewhere.test/'); results.push('no error') }
            catch (error) { results.push(error.name) }
            results.push(history[name].length, history[name].name);
          }
          return results;
        }"""
    )
    length = results[2]
    expected_wrapped = ["SecurityError", 2, "pushState", "SecurityError", 2, "replaceState"]
    assert results == [None, 1, length, None, 2, "#two", *expected_wrapped]
    flush(page)


@pytest.mark.parametrize(
    "variable", ["performance = [1, 2]", "performance = null", "navigation = {}", "navigation = ''"]
)
def test_variables_named_like_the_browsers(
    visit: Visit, collector: Collector, variable: str
) -> None:
    """`var` in a script of the page replaces what of the browser's may be replaced."""
    page = visit(
        head=f"<script>var {variable}</script>",
        body="<button>b</button>",
        attributes={"autocapture": "true"},
    )
    page.click("button")
    page.evaluate("periscale.track('e')")
    flush(page)
    collector.wait_for("$pageview", "$autocapture", "e")


def test_the_namespace_has_only_published_names(visit: Visit) -> None:
    page = visit()
    published = {
        *("init", "track", "identify", "alias", "group", "reset", "optOut", "optIn"),
        *("hasOptedOut", "setSuperProperties", "unsetSuperProperty", "getSuperProperties"),
        *("flush", "getDistinctId", "getSessionId", "page", "captureException", "on"),
        # `push` runs calls queued after the tag arrived, `version` tells a second copy.
        *("push", "version"),
    }
    assert set(page.evaluate("Object.keys(periscale)")) <= published
