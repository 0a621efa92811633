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
    is_secret = regex(r"\S(@|%40)\S+\.\S|[A-Z]{2}\d\d([ -]?[A-Z\d]{4}){3}").test(text)
    long_number = regex(r"\d([^\w,:;]{0,3}\d){8,}", "g")
    while (number := long_number.exec(text)) is not None:
        is_secret = is_secret or is_personal(number[0])
    return is_secret


def is_personal(number: str) -> bool:
    """Anything but a number of sixteen digits that fails the check of payment cards (Luhn)."""
    checksum = 0
    is_doubled = True
    for digit in regex(r"\D", "g").sub("", number):
        checksum += DOUBLED.find(digit) if is_doubled else Number(digit)
        is_doubled = not is_doubled
    sixteen_digits = regex(r"^\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}$")
    return str(checksum).endswith("0") or not sixteen_digits.test(number)


def clean_address(address: str) -> str:
    """An address without tokens; of a link to no page, such as `mailto:`, only the scheme."""
    page_address = regex(r"^\s*(?!http)(\w+:).*", "is").sub("$1", without_secrets(address))
    # Long words with digits in them: session ids, signed links, JSON web tokens.
    return regex(r"[\w-]*(?=\w*\d)\w{16,}[\w.-]*", "g").sub("", page_address)
