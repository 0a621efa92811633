"""One event as the collector keeps it. Never checks it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EventRow:
    """Its fields are named and ordered like the columns of the table `events`."""

    uuid: str
    event: str
    timestamp: str
    corrected_timestamp: str
    received_at: str
    sent_at: str
    api_key: str
    distinct_id: str
    session_id: str | None
    properties: str  # JSON object
