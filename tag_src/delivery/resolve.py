"""Ask the collector whose e-mail it is. Never changes who the visitor is."""

from collections.abc import Callable
from typing import cast

from js import ListenerOptions, Promise, addEventListener

from tag_src.boot.endpoint import endpoint
from tag_src.boot.options import options
from tag_src.browser.json import as_properties, from_json, to_json
from tag_src.browser.natives import set_timeout
from tag_src.delivery.transport import deadline, request
from tag_src.identity.consent import is_silent
from tag_src.identity.visitor import current_visitor

PATIENCE_MS = 3_000


async def resolve(email: str | None) -> tuple[int, str | None]:
    """Status of the answer, and an id of the person who has the e-mail, which may be the one sent.

    0 and None if there is no answer in time, or before the page is left, and without asking if no
    events may be sent. Without an e-mail only the key is checked.
    """
    if is_silent():
        return 0, None
    question = {
        "api_key": options()["apiKey"],
        "distinct_id": current_visitor()["distinct_id"],
        "email": email,
    }
    try:
        url = endpoint("/identity/resolve")
        # What waits for the answer is to be sent before the page is gone.
        patience: ListenerOptions = {"signal": deadline(PATIENCE_MS)}

        def wait(give_up: Callable[[object], object]) -> None:
            addEventListener("pagehide", give_up, patience)
            set_timeout(cast("Callable[[], object]", give_up), PATIENCE_MS)

        asked = request(url, to_json(question), False, PATIENCE_MS)
        # Throws below if there is no answer.
        response = await Promise.race([asked, Promise(wait)])
        answer = as_properties(from_json(await response.text()))
        return response.status, cast("str | None", answer.get("owner"))
    except Exception:
        return 0, None
