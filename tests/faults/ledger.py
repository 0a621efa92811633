"""What the tag accepted in pages, against what the collector stored. Never counts twice itself."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.browser.arrivals import Collector
from tests.waiting import wait_until

# Faults make the tag wait before it tries again; a busy machine adds to it.
PATIENCE_ROUNDS = 6

TRACK = """async ({first, count, size}) => {
  const accepted = [];
  const off = periscale.on("*", (event) => accepted.push(event.uuid));
  const pad = "x".repeat(size);
  for (let n = first; n < first + count; n++) periscale.track("numbered", {n, pad});
  off();
  return accepted;
}"""
IDLE = "() => new Promise((done) => requestIdleCallback(() => done()))"


@dataclass
class Ledger:
    """The uuids of the events that `track` accepted, and the numbers they carry."""

    collector: Collector
    accepted: list[str] = field(default_factory=list)

    def track(self, page: Page, count: int = 1, size: int = 0) -> None:
        """Track so many numbered events in one task."""
        uuids = page.evaluate(TRACK, {"first": len(self.accepted), "count": count, "size": size})
        assert len(uuids) == count, f"{len(uuids)} of {count} events were accepted"
        self.accepted.extend(uuids)

    def stored(self) -> list[dict[str, Any]]:
        """The numbered events at the collector."""
        return [event for event in self.collector.events() if event["event"] == "numbered"]

    def settle(self, page: Page | None = None) -> None:
        """Wait until every accepted event has arrived; `page` is told that it is online."""

        def all_arrived() -> bool:
            if page is not None:
                page.evaluate("() => { dispatchEvent(new Event('online')); }")
            return len(self.stored()) >= len(self.accepted)

        for left in reversed(range(PATIENCE_ROUNDS)):
            try:
                wait_until(all_arrived, self.describe)
                return
            except AssertionError:
                if not left:
                    raise

    def describe(self) -> str:
        """What is missing, for a failure's message."""
        return f"all {len(self.accepted)} events arrive, not only {len(self.stored())}"

    def row(self, fault: str) -> "Row":
        """Compare; to be called once everything has settled."""
        stored = Counter(event["uuid"] for event in self.stored())
        numbers = Counter(event["properties"]["n"] for event in self.stored())
        sent = Counter(
            event["uuid"]
            for request in self.collector.requests()
            for event in _batch(request["body"])
            if event["event"] == "numbered"
        )
        return Row(
            fault=fault,
            accepted=len(self.accepted),
            stored=len(stored),
            lost=len(set(self.accepted) - set(stored)),
            twice=sum(count - 1 for count in numbers.values()),
            strange=len(set(stored) - set(self.accepted)),
            sent_again=sum(count - 1 for count in sent.values()),
            requests=len(self.collector.requests()),
        )


@dataclass(frozen=True)
class Row:
    """One row of the fault table."""

    fault: str
    accepted: int
    stored: int
    lost: int
    twice: int
    strange: int
    sent_again: int
    requests: int

    def expect_nothing_lost(self) -> None:
        assert (self.lost, self.twice, self.strange) == (0, 0, 0), self
        assert self.stored == self.accepted, self


def _batch(body: str) -> list[dict[str, Any]]:
    try:
        batch: list[dict[str, Any]] = json.loads(body)["batch"]
    except (ValueError, KeyError):
        return []
    return batch
