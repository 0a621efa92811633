"""One call of a vendor's API, and what has to come of it. Never knows an API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.browser.matching import Subset, differences
from tests.browser.visitor import Visitor, flush

ANYTHING = object()


@dataclass(frozen=True)
class Row:
    """`call` is an expression or the body of an async function, run once the page has loaded.

    `events` are all that arrive, in order, each as a subset; page views by themselves are off.
    `says` are texts that a warning or error in the console holds.
    """

    call: str
    returns: Subset = ANYTHING
    events: tuple[Mapping[str, Subset], ...] = ()
    says: tuple[str, ...] = ()
    result: str = ""
    name: str = ""
    before: str = ""
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    is_quiet: bool = True

    @property
    def label(self) -> str:
        return self.name or " ".join(self.call.split())


Check: TypeAlias = Callable[..., None]


def event(name: str, **properties: Any) -> dict[str, Any]:
    """`S_set` stands for `$set`."""
    named = {key.replace("S_", "$", 1): value for key, value in properties.items()}
    return {"event": name, "properties": named}


def check_row(visitor: Visitor, row: Row, head: str) -> None:
    attributes = {"capture-pageview": "false", **row.attributes}
    page = visitor.visit(
        head=f"<script>{head}\n{row.before}</script>", attributes=attributes, is_quiet=row.is_quiet
    )
    body = row.call if "return" in row.call or ";" in row.call else f"return ({row.call})"
    returned = page.evaluate(f"async () => {{ {body} }}")
    flush(page)
    if row.returns is not ANYTHING:
        assert not differences(returned, row.returns), f"returned {returned!r}"
    for text in row.says:
        visitor.expect_problem(text)
    if row.events:
        visitor.collector.expect_exactly(*row.events)
    else:
        assert visitor.collector.names() == []
