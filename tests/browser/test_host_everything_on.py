"""With every feature on, in every kind of host page: all is reported, and nothing of it changes."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.arrivals import Collector, Event
from tests.browser.capturing import target
from tests.browser.host_environments import HOST_ENVIRONMENTS, HostEnvironment
from tests.browser.host_scene import WAIT, Outcome, Scene, put_scene
from tests.browser.visitor import Visitor
from tests.npm import node_modules_of
from tests.site import ROOT
from tests.waiting import wait_until

CLICKS = ("plain", "stops", "removes", "fails", "rejects", "calls", "link", "text", "send")
REJECTION = ("$exception", "Error", "host rejection")
VITALS = ("$web_vitals", "", "")
REPORTED = Counter(
    [
        *(("$autocapture", "click", name) for name in CLICKS),
        # The page's own script clicks it once more.
        ("$autocapture", "click", "stops"),
        # By the keyboard, which the browser makes a click of.
        ("$autocapture", "click", "box"),
        *(("$autocapture", "change", name) for name in ("text", "box", "select")),
        ("$autocapture", "submit", "form"),
        ("$exception", "Error", "host error"),
        REJECTION,
        ("$pageview", "load", ""),
        ("$pageview", "replaceState", "#replaced"),
        ("$pageview", "hashchange", "#there"),
        *(("$pageleave", "", ""),) * 3,
    ]
)
MAY_BE_WRAPPED = {"added history.pushState", "added history.replaceState"}
# A dozen of visibilitychange come and go: web-vitals adds one for all that it puts off.
MAX_LISTENERS = 48


@pytest.fixture(scope="session")
def libraries() -> Path:
    return node_modules_of(ROOT / "tests" / "host_libraries")


@pytest.fixture(params=list(HOST_ENVIRONMENTS.values()), ids=list(HOST_ENVIRONMENTS))
def environment(request: pytest.FixtureRequest) -> HostEnvironment:
    found: HostEnvironment = request.param
    return found


def described(event: Event) -> tuple[str, str, str]:
    """The event's name, its kind, and what it is about."""
    name, own = event["event"], event["properties"]
    if name == "$autocapture":
        return name, own["$event_type"], target(event)[1].get("attr_id", "")
    if name == "$exception":
        return name, own["$exception_types"][0], own["$exception_values"][0]
    if name == "$pageview":
        return name, own["$navigation_type"], "#".join(["", *own["$current_url"].split("#")[1:]])
    return name, "", ""


def play(visitor: Visitor, address: str, is_framed: bool = False) -> Outcome:
    """Visit, act, leave. The two errors are the page's own, with the tag as without."""
    page = visitor.new_page()
    page.goto(address)
    scene = Scene(page, page.frames[1] if is_framed else None)
    scene.act()
    visitor.expect_problem("host error")
    visitor.expect_problem("host rejection")
    outcome = scene.outcome()
    # More than fits into what a page may send on its way out.
    scene.evaluate(f"{WAIT}.then(() => window.periscale?.flush())")
    page.goto("about:blank")
    visitor.expect_no_problem()
    page.close()
    return outcome


def test_all_is_reported_and_nothing_changes(
    new_visitor: Callable[..., Visitor],
    collector: Collector,
    libraries: Path,
    environment: HostEnvironment,
) -> None:
    without, tagged = new_visitor(), new_visitor()
    expected = play(without, put_scene(without, environment, libraries, has_tag=False))
    assert collector.requests() == []
    assert len(expected.log) > 100
    outcome = play(tagged, put_scene(tagged, environment, libraries, has_tag=True))

    expect_reported(collector, environment)
    assert outcome.log == expected.log
    expect_little_changed(outcome, expected)


def test_sandboxed_frame(
    new_visitor: Callable[..., Visitor], collector: Collector, libraries: Path
) -> None:
    """It has no storage, no cookies and no origin."""
    plain = HOST_ENVIRONMENTS["plain"]
    outcomes = []
    for has_tag in (False, True):
        visitor = new_visitor()
        framed = put_scene(visitor, plain, libraries, has_tag)
        sandbox = 'sandbox="allow-scripts allow-forms" width="600" height="650"'
        frame = f'<iframe {sandbox} src="{framed}"></iframe>'
        outer = visitor.put(scripts="", body=frame)
        assert has_tag or collector.requests() == []
        outcomes.append(play(visitor, outer, is_framed=True))
    expected, outcome = outcomes
    # It has a process of its own, which may be gone before it hears that the page is left.
    expect_reported(collector, plain, Counter([("$pageleave", "", "")]))
    assert {request["headers"]["Origin"] for request in collector.requests()} == {"null"}
    assert outcome.log == expected.log
    expect_little_changed(outcome, expected)


def test_limitation_it_adds_more_listeners_than_the_design_wants(
    new_visitor: Callable[..., Visitor], collector: Collector, libraries: Path
) -> None:
    plain = HOST_ENVIRONMENTS["plain"]
    without, tagged = new_visitor(), new_visitor()
    expected = play(without, put_scene(without, plain, libraries, has_tag=False))
    outcome = play(tagged, put_scene(tagged, plain, libraries, has_tag=True))
    expect_reported(collector, plain)
    added = Counter(outcome.listeners) - Counter(expected.listeners)
    assert 0 < added.total() <= MAX_LISTENERS, added


def expect_little_changed(outcome: Outcome, expected: Outcome) -> None:
    """One global is added, no prototype is changed, and nobody listens for the page's end."""
    assert expected.changes <= outcome.changes
    # zone.js itself keeps a list, beside each object that anybody listens to.
    added = {name for name in outcome.changes - expected.changes if "__zone_symbol__" not in name}
    assert added - MAY_BE_WRAPPED == {"added window.periscale"}
    added_listeners = set(outcome.listeners) - set(expected.listeners)
    assert added_listeners
    assert not {"unload", "beforeunload"} & added_listeners


def expect_reported(
    collector: Collector,
    environment: HostEnvironment,
    may_lack: Counter[tuple[str, str, str]] | None = None,
) -> None:
    expected = REPORTED - Counter([] if environment.tells_rejections else [REJECTION])

    def missing() -> list[object]:
        # The vitals of the first page view; later ones as far as the browser reports them.
        return list(
            (
                expected
                + Counter([VITALS])
                - (may_lack or Counter())
                - Counter(map(described, collector.events()))
            ).elements()
        )

    wait_until(lambda: not missing(), lambda: f"these arrive: {missing()}")
    events = collector.events()
    vitals = [event["properties"] for event in events if event["event"] == "$web_vitals"]
    others = Counter(described(event) for event in events if event["event"] != "$web_vitals")
    assert list((others - expected).elements()) == []
    assert len({view["$pageview_id"] for view in vitals}) == len(vitals)
    assert {"LCP", "FCP", "TTFB"} <= {name.split("_")[2] for name in vitals[0] if "vitals_" in name}
    bodies = "".join(request["body"] for request in collector.requests())
    assert '"ab"' not in bodies
    assert '"odd"' not in bodies
