"""What a document calls itself: the cells at its top that are a title, and nothing but one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.document.page.printed import Printed

HEAD = 16  # rows in which a title may stand

# A credit note is an invoice as well; what a title says first counts.
_TITLES = {
    "credit_note": (
        r"(?:tax |sales )?credit (?:note|memo|memorandum|invoice)|(?:rechnungs)?gutschrift|"
        r"stornorechnung|(?:facture d'? ?)?avoir|nota de credito|nota di credito|"
        r"nota de abono|credit ?nota|creditfactuur|faktura korygujaca|"
        r".{0,12}(?:红字|红冲|负数).{0,12}"
    ),
    "invoice": (
        r"(?:tax |sales |commercial |final |handels|schluss|abschlags|teil)?(?:invoice|rechnung)|"
        r"facture|factura|fattura|factuur|fatura(?:-recibo)?|faktura(?: vat)?|faktura|"
        r"(?:ご)?請求書|领収書|領収書|.{0,12}发票(?:[(（].{2,8}[)）])?"
    ),
    "receipt": (
        r"(?:official |cash |sales )?receipt|quittung|kassenbon|ticket de caisse|recu|收据|小票"
    ),
    "other": (
        r"quotation|quote|angebot|devis|offerte|preventivo|presupuesto|报价单|"
        r"delivery note|lieferschein|bon de livraison|albaran|packing list|pakbon|送货单|"
        r"minutes|protokoll|agenda|会议纪要|通知|purchase order|order confirmation|"
        r"auftragsbestatigung|bestellung|bon de commande"
    ),
}
_MONEY = r"[-−€$£]?\s?[\d.,']*\d[.,]\d\d(?![\d./-])"
_NUMBERED = (
    r"\s*(?:no|nr|number|nummer|numero|num|n|id)?\s*[.:：#°-]*\s*"
    rf"(?=\S*\d)(?!{_MONEY})\S{{1,25}}(?:\s.*)?"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title in a row; `alone` without a number behind it."""

    kind: str
    row: int
    start: int
    alone: bool


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(rf"[*\s]*(?P<title>{_TITLES[kind]})(?P<number>{_NUMBERED})?[*:：\s]*")


def titles(printed: Printed) -> Iterator[Title]:
    """Give the titles in the first rows of a document, top to bottom."""
    for row in printed.rows[:HEAD]:
        for start, end in row.cells:
            yield from _title_of(row.folded[start:end], row.index, start)


def _title_of(cell: str, row: int, start: int) -> Iterator[Title]:
    for kind in _TITLES:
        match = _pattern(kind).fullmatch(cell)
        if match:
            yield Title(kind, row, start, match["number"] is None)
            return


def calls_itself_invoice(printed: Printed) -> bool:
    """Tell whether the title is one of an invoice or receipt, whatever else is referred to.

    A title alone counts more than one with a number, which may be a reference.
    """
    best = min(titles(printed), key=lambda one: (not one.alone, one.row), default=None)
    return best is not None and best.kind != "other"


def is_credit_note(printed: Printed, total: Decimal | None) -> bool:
    """Tell whether the first title is one of a credit note, or a Chinese invoice is negative.

    In a "Gutschriftsverfahren" the buyer writes the invoice, and calls it "Gutschrift".
    """
    if total is not None and total < 0 and "发票" in printed.folded:
        return True
    own = [one for one in titles(printed) if one.kind in ("credit_note", "invoice")]
    if not own or re.search(r"gutschriftsverfahren|self-?bill", printed.folded):
        return False
    return min(own, key=lambda one: (not one.alone, one.row)).kind == "credit_note"
