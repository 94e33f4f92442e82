"""Which stretches of print may be a name, and what they look like."""

import re

from pipelines.document.fields.zones import name_label
from pipelines.document.page.labels import labels_in
from pipelines.document.page.layout import Spot, fold
from pipelines.document.page.marks import CODES
from pipelines.document.page.names import (
    ADDRESS,
    HOUSE,
    LEGAL_FORM,
    NO_NAME,
    PROSE,
    SELDOM_NAME,
    TAIL,
    TRADE,
)
from pipelines.document.page.titles import named_by

_LONGEST = 60  # characters of a name
_LOOKED_AT = 300  # characters of a cell: what goes on longer is prose
# A comma, words without figures, and a legal form that ends the line.
_LEGAL_END = re.compile(
    r",\s+(?:(?P<direct>(?:ltd|limited|inc|llc|l\.l\.c|s\.?a|s\.?l|lda|ltda|s\.?r\.?l)\.?)|"
    r"[^\d,;|·•]*(?<![a-z])(?:gmbh|kg|ag|ltd|limited|inc|llc|llp|plc|s\.?a\.?r\.?l|s\.?l|b\.?v)\.?)"
    r"(?=\s*(?:$|[·•●|,]|\s[-–—.]\s))"
)
_FAMILIES = ("parties", "amounts", "identifiers", "dates")
_EDGES = " :：*-–•·#."


def name_in(spot: Spot) -> Spot | None:
    """Cut the address behind a name; None for what cannot be a name."""
    spot = Spot(spot.row, spot.start, min(spot.end, spot.start + _LOOKED_AT))
    lead = len(spot.text) - len(spot.text.lstrip(_EDGES))
    lead += name_label(spot.row.folded[spot.start + lead : spot.end])
    text = _without_tail(spot.text[lead:])
    name = Spot(spot.row, spot.start + lead, spot.start + lead + len(text))
    return name if _may_be_name(name) else None


def _without_tail(text: str) -> str:
    """Cut what follows a name; a comma may be a part of it, as in "Smith, Jones & Co. LLP"."""
    short = TAIL.sub("", text)
    rest = fold(text[len(short) :])
    form = _LEGAL_END.match(rest) if rest.startswith(",") else None
    if form and (form["direct"] or not LEGAL_FORM.search(fold(short))):
        return text[: len(short) + form.end()]
    return short


def _may_be_name(spot: Spot) -> bool:
    """Tell whether a stretch is made of letters and is neither a label nor a heading."""
    text, folded = spot.text, spot.row.folded[spot.start : spot.end]
    alphabetic = sum(one.isalpha() for one in text)
    if alphabetic < 3 - _is_east_asian(text) or alphabetic < 0.55 * len(text.replace(" ", "")):
        return False
    if len(text) > _LONGEST or text.upper() in CODES or NO_NAME.search(folded):
        return False
    if not LEGAL_FORM.search(folded) and (SELDOM_NAME.search(folded) or named_by(folded)):
        return False
    heads = spot.row.folded[spot.end :].lstrip().startswith((":", "：")) or ":" in text
    if heads and not LEGAL_FORM.search(folded):
        return False
    labels = (label for family in _FAMILIES for label in labels_in(folded, family))
    return not any(label.end - label.start == len(folded) for label in labels)


def _is_east_asian(text: str) -> bool:
    return any("\u3040" <= one <= "\u9fff" for one in text)


def looks(spot: Spot) -> float:
    """Weigh what the words themselves look like."""
    folded = spot.row.folded[spot.start : spot.end]
    behind = spot.row.folded[spot.end : spot.row.cell_at(spot.start)[1]].lstrip()
    legal = LEGAL_FORM.search(folded)
    whole = folded + behind if behind.startswith(",") else folded
    signs = (
        (3.0, legal),
        (2.0, not legal and TRADE.search(folded)),
        (2.0, re.match(r"[·•●|]", behind)),  # the sender above the window of an envelope
        (-3.0, folded.count(" ") > 7 or folded[:1].isdigit()),
        (-2.0, spot.text.islower()),
        (-2.5, SELDOM_NAME.search(folded)),
        (-2.5, not legal and PROSE.search(folded)),
        (-3.0, re.search(r"\d{3}", folded)),
        (-3.0, not legal and HOUSE.search(folded)),
        (-3.0, not legal and ADDRESS.search(whole)),
    )
    return sum(weight for weight, sign in signs if sign)
