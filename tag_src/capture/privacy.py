"""Say what must not leave the page: private zones, and secrets in the addresses of links.

Never decides by guessing at meaning: zones are what the site marked, secrets have a form.
"""

from js import regex

from tag_src.context.page import without_secrets

ZONE = (
    "[data-p-no-capture]:not([data-p-no-capture=false]),[heap-ignore],[data-heap-ignore],"
    ".heap-ignore,.ph-no-capture,.mp-no-track,[data-private],[type=password],[type=hidden]"
)
"""Marks of several tags, so that a site may move over, and inputs nobody should know of."""


def clean_address(address: str) -> str:
    """An address without tokens; of a link to no page, such as `mailto:`, only the scheme."""
    # The name and password before a host; long words with digits in them: session ids, signed
    # links, JSON web tokens.
    return regex(
        r"^(?!\s*http)(\s*[^/?#:; ]+:).*|(//)[^/?#]*@|\b(?=\w*\d)\w{16,}[\w.-]*", "gis"
    ).sub("$1$2", without_secrets(address))
