"""What arrived at the collector under one API key. Never looks at what a page says it sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.browser.matching import Subset, differences
from tests.site import Site
from tests.waiting import wait_until

Event: TypeAlias = dict[str, Any]
Request: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Collector:
    """The site's collector as one test sees it: events and requests with its key only."""

    site: Site
    api_key: str

    def events(self) -> list[Event]:
        """What is stored by now, in the order of arrival."""
        return self.site.events(api_key=self.api_key)

    def names(self) -> list[str]:
        return [event["event"] for event in self.events()]

    def requests(self) -> list[Request]:
        """POSTs with this key in the order of arrival, without those that a fault holds up.

        An event is in the database a moment before its request is answered: waits for that.
        """
        requests: list[Request] = []

        def are_answered() -> bool:
            requests[:] = self.site.requests(api_key=self.api_key)
            return all(at["status"] is not None or at["is_held_up"] for at in requests)

        wait_until(are_answered, lambda: f"all are answered: {requests}")
        return [request for request in requests if request["status"] is not None]

    def wait_for_request(self) -> None:
        """Until a page has tried to send, with whatever success."""
        wait_until(lambda: self.requests(), lambda: "a page tries to send")

    def sent_events(self) -> list[Event]:
        """Every event of every request, also the ones the collector knew already."""
        bodies = [json.loads(request["body"]) for request in self.requests()]
        return [event for body in bodies for event in body["batch"]]

    def wait_for(self, *names: str) -> list[Event]:
        """The stored events once these are there. Fails if others are, or in another order."""
        events = self._at_least(len(names), names)
        arrived = [event["event"] for event in events]
        assert arrived == list(names), f"arrived: {arrived}, not {list(names)}"
        return events

    def wait_for_made(self, *names: str) -> list[Event]:
        """As `wait_for`, in the order in which the page made them.

        Of two requests of a page that leaves the later one may arrive first.
        """
        events = sorted(self.wait_for_all(len(names)), key=lambda event: str(event["uuid"]))
        assert [event["event"] for event in events] == list(names)
        return events

    def wait_for_all(self, count: int) -> list[Event]:
        """The stored events once there are this many. Fails if there are more."""
        events = self._at_least(count, f"{count} events")
        assert len(events) == count, f"arrived: {[event['event'] for event in events]}"
        return events

    def wait_for_one(self, name: str) -> Event:
        """The only event of this name, whatever else arrived before or with it."""
        wait_until(lambda: name in self.names(), lambda: f"{name} arrives")
        found = [event for event in self.events() if event["event"] == name]
        assert len(found) == 1, f"{len(found)} events {name}"
        return found[0]

    def expect_exactly(self, *expected: Mapping[str, Subset]) -> list[Event]:
        """The stored events once there are as many as expected, each as its subset says."""
        events = self._at_least(len(expected), expected)
        assert not differences(events, list(expected)), "\n".join(
            [*differences(events, list(expected)), f"arrived: {[e['event'] for e in events]}"]
        )
        return events

    def _at_least(self, count: int, what: object) -> list[Event]:
        events: list[Event] = []

        def are_there() -> bool:
            events[:] = self.events()
            return len(events) >= count

        wait_until(are_there, lambda: f"{what} arrive, not only {[e['event'] for e in events]}")
        return events

    def put_faults(self, *rules: Mapping[str, Any]) -> None:
        self.site.put_faults(rules, self.api_key)

    def clear_faults(self) -> None:
        self.site.clear_faults(self.api_key)


def properties_of(event: Event) -> dict[str, Any]:
    properties: dict[str, Any] = event["properties"]
    return properties
