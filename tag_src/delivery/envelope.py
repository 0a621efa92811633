"""Put events into the body of a request. Never changes an event."""

from tag_src.boot.options import options
from tag_src.browser.natives import iso_time, now_ms, stringify
from tag_src.delivery.event import QueuedEvent


def envelope(events: list[QueuedEvent]) -> str:
    """`sent_at` is now: with the time of arrival it tells the collector how wrong this clock is."""
    texts = ",".join([event["text"] for event in events])
    return (
        f'{{"api_key":{stringify(options()["apiKey"])},"sent_at":"{iso_time(now_ms())}",'
        f'"batch":[{texts}]}}'
    )
