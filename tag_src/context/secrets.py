"""Find what looks like a secret in texts and addresses. Never guesses at meaning: it has a form."""

from js import Number, regex

MASK = "****"

# `$1` is the separator, the parameter's name and "="; its value is left out. So is any value with
# an e-mail address in it.
SECRET_PARAMETER = regex(
    r"([?&#;]([^=&#;]*(token|secret|passw|pwd|api.?key|mail|oauth|session|signature|otp)"
    r"[^=&#;]*|auth|code|key|jwt|pass|pin|sid|sig|ticket)=)[^&#;]*"
    r"|=[^=&#;\s]*[^=&#;\s/](@|%(25)*40)[^=&#;\s/@%]+\.[^&#;\s]*",
    "gi",
)

DOUBLED = "0516273849"
"""Where a digit stands here is its double, or the sum of the double's two digits."""


def without_personal(text: str) -> str:
    """With a mask in the place of what looks like an e-mail address, an IBAN, or a number of nine
    digits or more with little between them: a phone, social security, card or account number.
    """
    return regex(r'[^\s/="@]{1,64}(@|%(25)*40)[^\s/="@%]+(\.\p{L}+|(\.\d+){3})', "gu").sub(
        MASK,
        regex(r"\p{Nd}([^\w\p{Nd},:;]{0,3}\p{Nd}){8,}|[A-Z]{2}\d\d([ -]?[A-Z\d]{4}){3,}", "gu").sub(
            mark_personal, text
        ),
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


def looks_secret(text: str) -> bool:
    return without_personal(text) != text


def message_to_tell(message: str) -> str:
    """Also without the secrets of addresses in it. What is left still tells errors apart."""
    return without_personal(SECRET_PARAMETER.sub("$1", message))
