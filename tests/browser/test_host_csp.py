"""The tag runs under a strict Content Security Policy with nothing but connect-src added."""

import json

import pytest
from periscale_build.project import this_project

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.host_page import QUIET
from tests.browser.visitor import Visitor, flush

NONCE = "r4nd0m"
POLICY = (
    f"default-src 'none'; script-src 'nonce-{NONCE}'; connect-src {{connect}}; img-src data:; "
    "require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'"
)


@pytest.mark.parametrize("is_quiet", [True, False], ids=["quiet", "all capture"])
@pytest.mark.parametrize("host", ["127.0.0.1", "shop.example.test"])
def test_strict_policy(visit: Visit, collector: Collector, host: str, is_quiet: bool) -> None:
    """A violation is an error in the console, which fails the test."""
    tag_host = f"http://127.0.0.1:{collector.site.port}"
    page = visit(
        host=host,
        tag_host="127.0.0.1",
        loading=f'nonce="{NONCE}" defer',
        is_quiet=is_quiet,
        headers={"Content-Security-Policy": POLICY.format(connect=tag_host)},
        body="<button>press</button>",
    )
    page.click("button")
    page.evaluate("periscale.track('after')")
    flush(page)
    collector.wait_for_one("$pageview")
    collector.wait_for_one("after")


def test_strict_dynamic(visit: Visit, collector: Collector, visitor: Visitor) -> None:
    attributes = " ".join(f'data-{name}="{value}"' for name, value in QUIET.items())
    page = visit(
        headers={
            "Content-Security-Policy": f"script-src 'nonce-{NONCE}' 'strict-dynamic'; "
            "require-trusted-types-for 'script'"
        },
        scripts=f'<script nonce="{NONCE}" src="{visitor.tag_address()}" '
        f'data-api-key="{collector.api_key}" {attributes} defer></script>',
    )
    flush(page)
    collector.wait_for("$pageview")


def test_forbidden_connection_is_no_exception(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    """Without connect-src nothing can be sent; the browser itself tells so in the console."""
    visitor.ignore("Content Security Policy")
    visitor.ignore("[periscale]")
    page = visit(
        loading=f'nonce="{NONCE}" defer',
        headers={"Content-Security-Policy": POLICY.format(connect="'none'")},
    )
    assert page.evaluate("() => periscale.flush().then(() => 'settled')") == "settled"
    assert collector.requests() == []


def test_subresource_integrity_of_the_snippet(
    visit: Visit, visitor: Visitor, collector: Collector
) -> None:

    manifest = json.loads((this_project().dist / "manifest.json").read_text(encoding="utf-8"))
    integrity = manifest["files"]["periscale.min.js"]["integrity"]
    page = visit(
        host="shop.example.test",
        tag_host="127.0.0.1",
        loading=f'integrity="{integrity}" crossorigin="anonymous" defer',
    )
    flush(page)
    collector.wait_for("$pageview")
