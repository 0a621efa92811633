"""Say what must not leave the page: private zones, and text that looks like a secret.

Never decides by guessing at meaning: zones are what the site marked, secrets have a form.
"""

from js import Number, regex

from tag_src.context.page import without_secrets

ZONE = (
    "[data-p-no-capture]:not([data-p-no-capture=false]),[heap-ignore],[data-heap-ignore],"
    ".heap-ignore,.ph-no-capture,.mp-no-track,[data-private],[type=password],[type=hidden]"
)
"""Marks of several tags, so that a site may move over, and inputs nobody should know of."""

DOUBLED = "0516273849"
"""Where a digit stands here is its double, or the sum of the double's two digits."""


def looks_secret(text: str) -> bool:
    """Whether it holds something like an e-mail address, an IBAN, or a number of nine digits or
    more with little between them: a phone, social security, card or account number.
    """
    return regex(r"\S(@|%40)\S+\.\S|[A-Z]{2}\d\d([ -]?[A-Z\d]{4}){3}").test(
        regex(r"\d([^\w,:;]{0,3}\d){8,}", "g").sub(mark_personal, text)
    )


def mark_personal(number: str) -> str:
    """Puts an e-mail address in the place of any number but one of sixteen digits that fails the
    check of payment cards (Luhn).
    """
    checksum = 0
    is_doubled = True
    for digit in regex(r"\D", "g").sub("", number):
        checksum += DOUBLED.find(digit) if is_doubled else Number(digit)
        is_doubled = not is_doubled
    is_no_card = regex(r"^\d*[1-9] (\d{4}[ -]?){4}$").test(f"{checksum} {number}")
    return number if is_no_card else "a@b.c"


def clean_address(address: str) -> str:
    """An address without tokens; of a link to no page, such as `mailto:`, only the scheme."""
    # Long words with digits in them: session ids, signed links, JSON web tokens.
    return regex(r"^\s*(?!http)(\w+:).*|[\w-]*(?=\w*\d)\w{16,}[\w.-]*", "gis").sub(
        "$1", without_secrets(address)
    )
