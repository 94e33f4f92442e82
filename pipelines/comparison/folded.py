"""Values as the metric compares them: spelling, punctuation and legal forms do not count."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from rapidfuzz import fuzz

SAME_NAME, SAME_DESCRIPTION = 90, 80  # per cent of letters in common, at least
_CENT = Decimal("0.01")
# The metric has a list of its own: what the product takes for the same seller must not move it.
_LEGAL_FORM = re.compile(
    r"\b(gmbh|mbh|co|kg|ohg|ag|ug|gbr|ek|e k|ltd|limited|inc|llc|llp|plc|corp|company|sdn|bhd|"
    r"pvt|pte|pty|sarl|sas|sa|srl|spa|bv|b v|nv|n v|sl|slu|slp|snc|eurl|sprl|vof|lda|ltda|ab|oy|"
    r"aps)\b|(有限责任公司|股份有限公司|有限公司)$"
)


def fold(text: str) -> str:
    """NFKC, case folded, punctuation stripped."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(one if one.isalnum() else " " for one in text).split())


def name(text: str) -> str:
    """Fold a name and its legal form away."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(one for one in text if one.isalnum() or one.isspace())
    return " ".join(_LEGAL_FORM.sub(" ", text).split())


def same_name(one: str, other: str) -> bool:
    """Say whether both are the name of one company or person."""
    return fuzz.ratio(name(one), name(other)) >= SAME_NAME


def alike(one: str, other: str) -> bool:
    """Say whether two folded descriptions are of one thing."""
    return fuzz.ratio(one, other) >= SAME_DESCRIPTION


def number(value: object) -> Decimal | None:
    """Give a quantity or an amount as it is written; None for what is none."""
    try:
        found = None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None


def money(value: object) -> Decimal | None:
    """Give an amount to the cent."""
    found = number(value)
    try:
        return None if found is None else found.quantize(_CENT)
    except InvalidOperation:  # more digits than a Decimal is worked out with
        return found
