"""By what sellers and numbers are known again: written so that spelling does not matter."""

import re
import unicodedata

from rapidfuzz import fuzz

_ALIKE = 85.0  # of 100: names that differ by what recognised text gets wrong

# Legal forms say nothing about which seller it is, and are printed or left out at will.
_LEGAL_FORM = re.compile(
    r"\b(?:gmbh(?: ?& ?co\.? ?kg)?|mbh|ag|kg|ohg|ug|gbr|e\.? ?k|ltd|limited|inc|llc|llp|plc|corp|"
    r"corporation|co|company|s\.?a\.?r\.?l|s\.?a\.?s|s\.?a|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|"
    r"sdn\.? ?bhd|pte|pty|pvt)\b\.?"
    r"|\b(?:se|s\.?l|ab|oy|aps|a/s|bhd)\.?$"
    r"|(?:有限责任公司|股份有限公司|有限公司)$"
)


def seller_of(name: str | None) -> str:
    """Give a seller's name without case, accents, punctuation and legal form; '' for none."""
    folded = _fold(name or "").strip()
    return _alphanumeric(_LEGAL_FORM.sub(" ", folded)) or _alphanumeric(folded)


def sign_of(text: str | None) -> str:
    """Give the letters and digits of a number, an account or a tax number, without case."""
    return _alphanumeric(_fold(text or ""))


def spelled_alike(one: str, other: str) -> bool:
    """Tell whether two sellers, as `seller_of` gives them, may be one that was misspelled."""
    return fuzz.ratio(one, other) >= _ALIKE


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return unicodedata.normalize("NFC", bare)


def _alphanumeric(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
