"""A page that is left compresses what it sends at once, and the collector can read it."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.waiting import wait_until

QUIET = {
    "capture-pageview": "false", "engagement": "false", "web-vitals": "false",
    "flush-interval-ms": "3600000",
}  # fmt: skip
# A page may be hidden any number of times; only these events are made up here.
HIDE = "dispatchEvent(new PageTransitionEvent('pagehide'))"
TRACK_AND_HIDE = f"""texts => {{
  for (const text of texts) periscale.track('e', {{text}});
  {HIDE};
}}"""

fragments = st.sampled_from(
    ["a", "ab", "<>", "ж", "€", "😀", "\\", '"', "\n", "x" * 130, "\x7f\x80"]
)
# A collector refuses NUL and halves of surrogate pairs, so the tag leaves them out.
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.one_of(
    st.text(characters, max_size=300),
    st.lists(fragments, max_size=300).map("".join),
    st.binary(min_size=1000, max_size=4000).map(bytes.hex),
)


def test_what_is_sent_on_leaving_is_what_was_tracked(visit: Visit, collector: Collector) -> None:
    page = visit(attributes=QUIET)
    tracked: list[str] = []

    @settings(
        max_examples=60,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(texts, min_size=1, max_size=9))
    def leave(new: list[str]) -> None:
        page.evaluate(TRACK_AND_HIDE, new)
        tracked.extend(new)

        def have_arrived() -> bool:
            # What did not fit into the quota beside a request under way goes with the next one.
            page.evaluate(HIDE)
            return len(collector.events()) >= len(tracked)

        wait_until(have_arrived, lambda: f"{len(tracked)} events arrive")

    leave()
    assert sorted(event["properties"]["text"] for event in collector.events()) == sorted(tracked)
    requests = collector.requests()
    assert all("compression=gzip-js" in request["address"] for request in requests)
    assert all(request["content_type"].startswith("text/plain") for request in requests)


def test_a_repeat_farther_away_than_deflate_can_point_to(
    visit: Visit, collector: Collector
) -> None:
    page = visit(attributes=QUIET)
    page.evaluate(
        """count => {
          const different = [...Array(count).keys()].map(n => (n * 7919 % 100003).toString(36));
          const parts = [0, 1, 2, 3, 4, 5].map(n => different.slice(n * 1900, (n + 1) * 1900));
          periscale.track('e', {
            first: 'a text that comes twice, far apart',
            ...Object.fromEntries(parts.map((part, n) => ['part' + n, part.join('')])),
            last: 'a text that comes twice, far apart',
          });
          dispatchEvent(new PageTransitionEvent('pagehide'));
        }""",
        6 * 1900,
    )
    (event,) = collector.wait_for("e")
    assert event["properties"]["first"] == event["properties"]["last"]
    assert sum(len(event["properties"][f"part{n}"]) for n in range(6)) > 32_768


def test_events_of_a_visit_leave_in_one_small_request(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = visit(attributes={**QUIET, "flush-at": "1000"})
    elsewhere = visitor.put(attributes={"no-init": "true"})
    page.evaluate("for (let n = 0; n < 19; n++) periscale.track('e', {n})")
    page.goto(elsewhere)
    collector.expect_exactly(*[{"event": "e", "properties": {"n": n}} for n in range(19)])
    (request,) = collector.requests()
    assert request["raw_bytes"] < len(request["body"]) / 8


def test_more_than_one_request_holds_leaves_in_several(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    page = visit(attributes={**QUIET, "flush-at": "1000", "persistence": "cookie"})
    elsewhere = visitor.put(attributes={"no-init": "true"})
    page.evaluate("for (let n = 0; n < 90; n++) periscale.track('e', {n})")
    page.goto(elsewhere)
    collector.wait_for_all(90)
    assert len(collector.requests()) > 1
    assert len(collector.sent_events()) == 90


def test_a_page_that_breaks_what_compressing_needs_sends_it_bare(
    visit: Visit, collector: Collector
) -> None:
    page = visit(attributes=QUIET)
    page.evaluate("Uint8Array = () => { throw new Error('not here') }; 0")
    page.evaluate(TRACK_AND_HIDE, ["x"])
    collector.wait_for("e")
    # The page goes on, so it may find what it has left, and send it again as any page would.
    assert "compression" not in collector.requests()[0]["address"]
