"""By what an invoice is known again: its seller and its number, normalised."""

import re
import unicodedata

from pipelines.document.model import Invoice

# Legal forms say nothing about which seller it is, and are printed or left out at will.
_LEGAL_FORM = re.compile(
    r"\b(?:gmbh(?: & co\.? kg)?|ag|kg|ohg|ug|e\.? ?k|ltd|limited|inc|llc|llp|plc|corp|co|company|"
    r"sarl|sas|sa|srl|spa|bv|nv|sdn bhd|pte|pty)\b\.?"
    r"|(?:有限责任公司|股份有限公司|有限公司)$"
)


def identity(invoice: Invoice) -> tuple[str, str] | None:
    """Give (seller, number) in a form in which spelling, case and legal form do not matter.

    None when the document lacks one of them.
    """
    if not invoice.vendor or not invoice.invoice_number:
        return None
    seller = _LEGAL_FORM.sub(" ", _fold(invoice.vendor))
    return _alphanumeric(seller) or _alphanumeric(_fold(invoice.vendor)), _alphanumeric(
        _fold(invoice.invoice_number)
    )


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _alphanumeric(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
