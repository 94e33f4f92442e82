"""E-invoices with the amounts a test asks for, right or wrong by as much as it says."""

from datetime import date
from decimal import Decimal

from tests.drawn import ubl
from tests.drawn.bill import Bill, Line, rounded
from tests.drawn.names import Party

RATE = Decimal(19)
SELLER = Party(
    "Norden Papier GmbH",
    "Hafenstraße 7",
    "20457 Hamburg",
    "DE811907980",
    "DE02120300000000202051",
)
_BUYER = Party("Kranich Handel AG", "Marktplatz 1", "50667 Köln", "DE136695976", "")


def bill(
    number: str,
    net: str = "100.00",
    *,
    off: str = "0.00",
    seller: Party = SELLER,
    lines: int = 1,
) -> bytes:
    """Draw a UBL invoice in EUR; its total is `off` by so much, which fails a check.

    Its lines are alike: `net` parts into so many without a rest.
    """
    amount = Decimal(net)
    each = amount / lines
    tax = rounded(amount * RATE / 100)
    drawn = Bill(
        language="de",
        kind="invoice",
        seller=seller,
        buyer=_BUYER,
        number=number,
        issued=date(2026, 3, 2),
        currency="EUR",
        lines=(Line("Briefumschläge", Decimal(1), each, each, RATE),) * lines,
        subtotal=amount,
        tax=tax,
        total=amount + tax + Decimal(off),
    )
    return ubl.write(drawn)
