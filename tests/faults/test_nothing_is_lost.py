"""The delivery contract under faults: the exact set of accepted events arrives, each once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.faults.ledger import IDLE, Ledger, Row
from tests.faults.profile import Profile
from tests.site import Site

Address = Callable[..., str]
Report = Callable[[Row], None]


def test_random_errors_of_the_server(
    site: Site, ledger: Ledger, profile: Profile, address: Address, report: Report
) -> None:
    page = profile.open(address())
    site.put_faults(
        [
            {"probability": 0.25, "seed": 1, "status": 500},
            {"probability": 0.25, "seed": 2, "status": 429, "retry_after": 1},
            {"probability": 0.2, "seed": 3, "close": True, "times": 20},
            {"probability": 0.2, "seed": 4, "close": True, "after_store": True, "times": 20},
            {"probability": 0.2, "seed": 5, "status": 503, "after_store": True},
            {"times": 1, "hang": True},
        ]
    )
    for _ in range(10):
        ledger.track(page, 20)
        page.evaluate(IDLE)
    ledger.settle(page)
    report(ledger.row("200 events, 500/429/503, resets, a hung request, lost answers"))


@pytest.mark.parametrize(
    ("die", "fault"),
    [(Profile.kill_renderers, "renderer killed (SIGKILL)"), (Profile.crash, "chrome://crash")],
    ids=["killed", "crashed"],
)
def test_a_page_that_dies_after_an_idle_moment(
    ledger: Ledger,
    profile: Profile,
    address: Address,
    report: Report,
    die: Callable[[Profile, Page], None],
    fault: str,
) -> None:
    page = profile.open(address())
    ledger.track(page, 5)
    page.evaluate(IDLE)
    die(profile, page)
    ledger.settle(profile.open(address()))
    report(ledger.row(f"{fault} one idle moment after track"))


def test_tab_closed_right_after_track(
    ledger: Ledger, profile: Profile, address: Address, report: Report
) -> None:
    for _ in range(5):
        page = profile.open(address())
        ledger.track(page)
        page.close(run_before_unload=False)
    ledger.settle()
    report(ledger.row("tab closed right after track, five times"))


def test_navigation_in_the_same_task(
    ledger: Ledger, profile: Profile, address: Address, report: Report
) -> None:
    page = profile.open(address())
    other = address("other")
    page.evaluate("() => { window.name = ''; }")
    for n in range(5):
        with page.expect_navigation():
            uuids = page.evaluate(
                """({n, to}) => {
                  const accepted = [];
                  periscale.on("*", (event) => accepted.push(event.uuid));
                  periscale.track("numbered", {n});
                  location.href = to;
                  return accepted;
                }""",
                {"n": n, "to": f"{other}?{n}"},
            )
        ledger.accepted.extend(uuids)
    ledger.settle()
    report(ledger.row("navigation in the task of track, five times"))


def test_browser_restarted_after_being_offline(
    ledger: Ledger, profile: Profile, address: Address, report: Report
) -> None:
    page = profile.open(address())
    profile.context.set_offline(True)
    ledger.track(page, 30)
    page.evaluate(IDLE)
    profile.restart()
    ledger.settle(profile.open(address()))
    report(ledger.row("offline, browser restarted on the same profile"))


def test_collector_down_for_the_whole_visit(
    site: Site, ledger: Ledger, profile: Profile, address: Address, report: Report
) -> None:
    page = profile.open(address())
    site.stop()
    ledger.track(page, 30)
    page.evaluate(IDLE)
    page.close()
    site.start()
    ledger.settle(profile.open(address()))
    report(ledger.row("collector down for the visit, up at the next"))


def test_storage_full(ledger: Ledger, profile: Profile, address: Address, report: Report) -> None:
    page = profile.open(address())
    page.evaluate("""() => {
      for (let size = 1 << 20; size >= 1; size >>= 1)
        try {
          for (let i = 0; ; i++) localStorage.setItem(`full${size}-${i}`, "x".repeat(size));
        } catch {}
    }""")
    ledger.track(page, 50)
    page.evaluate(IDLE)
    page.close()
    ledger.settle()
    report(ledger.row("storage full, tab closed"))


def test_burst(ledger: Ledger, profile: Profile, address: Address, report: Report) -> None:
    page = profile.open(address())
    ledger.track(page, 5000)
    ledger.settle(page)
    report(ledger.row("5,000 events in one task"))


def test_burst_and_leave(
    ledger: Ledger, profile: Profile, address: Address, report: Report
) -> None:
    page = profile.open(address())
    ledger.track(page, 300, size=500)
    page.close()
    ledger.settle(profile.open(address()))
    report(ledger.row("300 events of 0.8 kB, then closed: more than the keepalive quota"))


@pytest.mark.parametrize("fault", [None, {"probability": 0.4, "seed": 6, "status": 500}])
def test_three_tabs_at_once(
    site: Site,
    ledger: Ledger,
    profile: Profile,
    address: Address,
    report: Report,
    fault: dict[str, object] | None,
) -> None:
    pages = [profile.open(address(f"tab{i}")) for i in range(3)]
    site.put_faults([fault] if fault else [])
    for _ in range(5):
        for page in pages:
            ledger.track(page, 10)
    pages[0].close()
    for page in pages[1:]:
        page.evaluate(IDLE)
    profile.kill_renderers(pages[1])
    ledger.settle(profile.open(address("after")))
    report(ledger.row("three tabs, one closed, two killed" + (", server errors" if fault else "")))
