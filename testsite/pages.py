"""The pages people look at: the front page and the demos. Never handles an event.

A new demo page is one template, `templates/demo/<slug>.html`, and one entry in DEMO_PAGES.
"""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort, g, render_template, request

DEMO_API_KEY = "sb_live_demo"
TAG_FILE = "periscale.min.js"


@dataclass(frozen=True)
class DemoPage:
    slug: str
    title: str
    summary: str
    places: frozenset[str] = frozenset()
    """Addresses below the page's own, such as /demo/shop/basket, that it shows as well."""


DEMO_PAGES = (
    DemoPage("custom-events", "Custom events", "Name an event, give it properties, send it."),
    DemoPage("consent", "Consent first", "Nothing is stored or sent until you say yes."),
    DemoPage("consent-remembered", "Consent remembered", "Asked once, and free to change."),
    DemoPage("no-storage", "No storage", "Counted without a cookie or a storage key."),
    DemoPage("opt-out", "Opt out, opt in", "Stop all tracking with one call, and start it again."),
    DemoPage(
        "shop",
        "Shop",
        "Pages that load one after the other: page views, page leaves, clicks.",
        frozenset({"teapot", "cup", "basket"}),
    ),
    DemoPage(
        "single-page-app",
        "Single-page app",
        "A history router: page views without a page load.",
        frozenset({"inbox", "drafts", "settings"}),
    ),
    DemoPage("forms", "Forms", "Type secrets, and see that none of them leaves the page."),
    DemoPage("web-components", "Web components", "Clicks and changes inside of shadow roots."),
    DemoPage("slow-page", "Slow page", "A page that shifts and stutters, for the web vitals."),
    DemoPage("heap", "Heap", "A page written for Heap: window.heap, queued calls and all."),
    DemoPage("user-com", "User.com", "UE, userengage and civchat, with the widget's states."),
    DemoPage("upscope", "Upscope", "Upscope(command, …): identity, events and a lookup code."),
    DemoPage("people-tracking", "People tracking", "new PeopleTrackingSDK(), and what it answers."),
    DemoPage("errors", "Errors", "Throw something, and see how it is described."),
)


@dataclass(frozen=True)
class TagSize:
    version: str
    brotli_bytes: int
    raw_bytes: int


def pages_blueprint(tag_dir: Path) -> Blueprint:
    blueprint = Blueprint("pages", __name__)
    demo_pages = {page.slug: page for page in DEMO_PAGES}

    @blueprint.app_context_processor
    def template_values() -> dict[str, object]:
        g.csp_nonce = secrets.token_urlsafe(16)
        return {
            "csp_nonce": g.csp_nonce,
            "api_key": DEMO_API_KEY,
            "tag_file": TAG_FILE,
            "demo_pages": DEMO_PAGES,
        }

    @blueprint.after_app_request
    def set_content_security_policy(response: Response) -> Response:
        """A policy as strict as any host page's, and only on pages rendered here."""
        if "csp_nonce" in g:
            response.headers["Content-Security-Policy"] = content_security_policy(g.csp_nonce)
        return response

    @blueprint.get("/")
    def front_page() -> str:
        return render_template(
            "front.html", tag_size=read_tag_size(tag_dir), origin=request.host_url.rstrip("/")
        )

    @blueprint.get("/demo/<slug>")
    @blueprint.get("/demo/<slug>/<place>")
    def demo_page(slug: str, place: str = "") -> str:
        page = demo_pages.get(slug)
        if page is None or (place and place not in page.places):
            abort(404)
        return render_template(f"demo/{slug}.html", page=page, place=place)

    return blueprint


def content_security_policy(nonce: str) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'nonce-{nonce}'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def read_tag_size(tag_dir: Path) -> TagSize | None:
    """The size of the tag as the build measured it, or None before the first build."""
    try:
        manifest = json.loads((tag_dir / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    measured = manifest["files"][TAG_FILE]["bytes"]
    return TagSize(manifest["version"], measured["brotli"], measured["raw"])
