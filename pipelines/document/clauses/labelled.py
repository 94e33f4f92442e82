"""The parties of a contract that has a row for each: "Landlord: X", "Verkäufer: Y"."""

import re

from pipelines.document.clauses.names import LEGAL_FORM, Party, name_at, role_in
from pipelines.document.clauses.prose import Prose

_ROWS = 60  # in which the parties are told
_ROLE = re.compile(
    r"(?P<role>landlord|tenant|lessor|lessee|seller|buyer|purchaser|vendor|client|customer|"
    r"(?:service )?provider|supplier|contractor|employer|employee|consultant|licen[cs]or|"
    r"licen[cs]ee|"
    r"lender|borrower|disclosing party|receiving party|discloser|recipient|first party|"
    r"second party|"
    r"party [ab12]|owner|agent|principal|franchisor|franchisee|"
    r"(?:ver)?mieter(?:in)?|auftraggeber(?:in)?|auftragnehmer(?:in)?|(?:ver)?kaufer(?:in)?|"
    r"arbeitgeber(?:in)?|arbeitnehmer(?:in)?|pachter(?:in)?|verpachter(?:in)?|"
    r"(?:le )?(?:bailleur|preneur|locataire|vendeur|acheteur|prestataire|client|employeur|salarie))"
    r" ?(?:\([^)]{0,30}\))? ?[:：] ?(?:name ?: ?)?"
)


def labelled(prose: Prose) -> list[Party]:
    """Give the parties by the labels of their rows; none where fewer than two have one."""
    found: dict[str, Party] = {}
    for start, end in prose.lines()[:_ROWS]:
        label = _ROLE.match(prose.folded, start, end)
        name = name_at(prose.text, label.end(), end) if label else None
        if label is None or name is None or not _is_whole(prose.text, *name, end):
            continue
        role = role_in(prose.text[name[1] : end]) or prose.text[slice(*label.span("role"))]
        found.setdefault(prose.folded[slice(*name)], Party(prose.text[slice(*name)], role, *name))
    return list(found.values()) if len(found) > 1 else []


def _is_whole(text: str, start: int, end: int, last: int) -> bool:
    """Tell a name that stands alone, or before its address, from the beginning of a sentence."""
    firm = LEGAL_FORM.search(text[start:end]) is not None
    return firm or end >= last - 1 or text[end] in ",;(（"
