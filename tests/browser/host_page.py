"""Write the HTML of a page that carries the tag, as a site owner would. Never serves it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

# Capture that would add events of its own to tests that are not about it.
QUIET: Mapping[str, str | None] = {
    "autocapture": "false",
    "engagement": "false",
    "web-vitals": "false",
    "errors": "false",
}


@dataclass(frozen=True)
class HostPage:
    """`attributes` are the tag's, without `data-`: "" is a bare one, None takes a default away.

    `head` stands before the tag, `tail` after it. `scripts` replaces the tag's own element.
    """

    attributes: Mapping[str, str | None] = field(default_factory=dict)
    head: str = ""
    tail: str = ""
    body: str = "<p>Hello</p>"
    title: str = "A page"
    loading: str = "defer"
    is_quiet: bool = True
    scripts: str | None = None
    html: str | None = None  # instead of everything above
    headers: Mapping[str, str] = field(default_factory=dict)

    def write(self, src: str, api_key: str) -> str:
        if self.html is not None:
            return self.html.replace("TAG", self._tag(src, api_key))
        tag = self.scripts if self.scripts is not None else self._tag(src, api_key)
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            f"<title>{escape(self.title)}</title>"
            f"{self.head}{tag}{self.tail}</head><body>{self.body}</body></html>"
        )

    def _tag(self, src: str, api_key: str) -> str:
        given = {**(QUIET if self.is_quiet else {}), "api-key": api_key, **self.attributes}
        data = "".join(
            f' data-{name}="{escape(value)}"' for name, value in given.items() if value is not None
        )
        return f'<script src="{src}"{data} {self.loading}></script>'
