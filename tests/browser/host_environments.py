"""The kinds of host pages in which the tag has to work as in any other, and change nothing.

Each is what stands before the tag, around it and after it. Never says what has to arrive.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.browser.scripts import script

NONCE = "r4nd0m"
STRICT_POLICY = (
    f"default-src 'none'; script-src 'nonce-{NONCE}'; connect-src 'self'; base-uri 'none'; "
    "form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
)
XHTML = '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">'
CLOBBERING_NAMES = (
    *("id", "submit", "getAttribute", "tagName", "nodeName", "parentNode", "closest", "matches"),
    *("attributes", "className", "nodeType", "type", "addEventListener", "children", "click"),
    *("hasAttribute", "getRootNode", "ownerDocument", "elements", "classList", "contains"),
    *("querySelector", "parentElement", "firstChild", "childNodes", "previousElementSibling"),
)
# The page's uncaught errors stay the browser's to tell.
LOCKDOWN = """lockdown({
  reporting: "none", errorTrapping: "none", unhandledRejectionTrapping: "none",
});"""


@dataclass(frozen=True)
class HostEnvironment:
    """`libraries` are files below node_modules, then come `setup` and the tag, at last `tail`."""

    libraries: tuple[str, ...] = ()
    setup: str = ""
    tail: str = ""
    opening: str = '<!doctype html><html lang="en">'
    form_content: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    tells_rejections: bool = True  # by an event, and not only in the console


HOST_ENVIRONMENTS = {
    "plain": HostEnvironment(),
    "strict policy": HostEnvironment(headers={"Content-Security-Policy": STRICT_POLICY}),
    "Prototype.js 1.6.1": HostEnvironment(("esprima/test/3rdparty/prototype-1.6.1.js",)),
    "Prototype.js 1.7": HostEnvironment(("esprima/test/3rdparty/prototype-1.7.0.0.js",)),
    "MooTools": HostEnvironment(("mootools-core-dist/dist/mootools-core.js",)),
    "MooTools compat": HostEnvironment(("mootools-core-dist/dist/mootools-core-compat.js",)),
    "zone.js": HostEnvironment(("zone.js/bundles/zone.umd.js",), tells_rejections=False),
    "ses lockdown": HostEnvironment(("ses/dist/ses.umd.js",), setup=LOCKDOWN),
    "frozen intrinsics": HostEnvironment(setup=script("freeze_intrinsics")),
    "clobbered form": HostEnvironment(
        form_content="".join(
            f'<input name="{name}" hidden="hidden" />' for name in CLOBBERING_NAMES
        )
    ),
    "quirks mode": HostEnvironment(opening="<html>"),
    "XHTML": HostEnvironment(
        opening=XHTML, headers={"Content-Type": "application/xhtml+xml; charset=utf-8"}
    ),
    "replaced after load": HostEnvironment(tail=script("replace_after_load")),
}
