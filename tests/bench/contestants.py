"""The libraries that are measured, each set up as its maker says, with the same features on."""

import json
from dataclasses import dataclass
from pathlib import Path

from periscale_build.project import this_project

from tests.npm import node_modules_of
from tests.site import ROOT

NODES = 20_000
BUTTONS = 24

PERISCALE, POSTHOG, WEB_VITALS, NONE = "Periscale", "posthog-js", "web-vitals", "no library"
"""The last one is subtracted from the others."""


@dataclass(frozen=True)
class Contestant:
    """`script` stands in the page's head; `call` is one call with two properties."""

    script: str
    call: str = ""


CONTESTANTS = {
    NONE: Contestant(""),
    WEB_VITALS: Contestant(
        """<script src="/web-vitals.js"></script><script>
for (const name of ["onCLS", "onFCP", "onINP", "onLCP", "onTTFB"])
  webVitals[name](() => {}, {reportAllChanges: true});
</script>"""
    ),
    PERISCALE: Contestant(
        '<script src="/periscale.min.js" data-api-key="sb_live_bench"></script>',
        "periscale.track('bench', {size: 'large', price: 3.5})",
    ),
    # Headless browsers count as robots, whose events it would drop unless told otherwise.
    POSTHOG: Contestant(
        """<script src="/static/array.js"></script><script>posthog.init('phc_bench', {
  api_host: location.origin, opt_out_useragent_filter: true, person_profiles: 'always',
  autocapture: true, rageclick: true, capture_dead_clicks: true, capture_exceptions: true,
  capture_pageview: 'history_change', capture_pageleave: true,
  capture_performance: {web_vitals: true, network_timing: false, web_vitals_attribution: false},
  disable_session_recording: true, disable_surveys: true, advanced_disable_flags: true})
</script>""",
        "posthog.capture('bench', {size: 'large', price: 3.5})",
    ),
}
# What posthog-js loads by itself for these features.
POSTHOG_EXTENSIONS = ("web-vitals", "exception-autocapture", "dead-clicks-autocapture")


def scripts() -> dict[str, Path]:
    """The files behind the addresses; installs what is missing."""
    project = this_project()
    package = node_modules_of(ROOT / "tests" / "bench") / "posthog-js"
    posthog = package / "dist"
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    return {
        "/periscale.min.js": project.dist / "periscale.min.js",
        "/web-vitals.js": project.node_modules / "web-vitals" / "dist" / "web-vitals.iife.js",
        "/static/array.js": posthog / "array.js",
        **{f"/static/{version}/{name}.js": posthog / f"{name}.js" for name in POSTHOG_EXTENSIONS},
    }


def pages() -> dict[str, str]:
    """By their paths, which `page_path` knows."""
    return {
        page_path(name, nodes): page_html(CONTESTANTS[name].script, nodes)
        for name in CONTESTANTS
        for nodes in (0, NODES)
    }


def page_path(contestant: str, nodes: int = 0) -> str:
    return f"/{contestant.replace(' ', '-')}/{nodes}"


def page_html(script: str, nodes: int) -> str:
    """Buttons deep in a page that answer a click, and as many further elements as asked for."""
    buttons = "".join(
        f'<li><button type="button" id="b{n}" class="button primary">Buy <b>now</b></button></li>'
        for n in range(BUTTONS)
    )
    filler = "<ul>" + "<li><span>x</span></li>" * 20 + "</ul>"
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>Bench</title>{script}</head>"
        "<body><main class=page><section><p id=count>0</p><div class=card>"
        f"<ul>{buttons}</ul></div></section></main><div>{filler * (nodes // 41)}</div><script>"
        "document.addEventListener('click', () => { count.textContent++ })</script></body></html>"
    )
