"""The fields that the pages of an invoice or receipt state, each with the places that say so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipelines.document.fields.amounts import read_sums
from pipelines.document.fields.between import NOTHING_BETWEEN, Between
from pipelines.document.fields.currency import Currency, read_currency
from pipelines.document.fields.days import read_date, read_due_date
from pipelines.document.fields.identifiers import read_code, read_number
from pipelines.document.fields.lines.read import read_lines
from pipelines.document.fields.lines.table import NO_TABLE, Table
from pipelines.document.fields.own import NOBODY, Own
from pipelines.document.fields.parties import read_parties
from pipelines.document.fields.registers import NO_STANDING, Standing
from pipelines.document.fields.withheld import withheld_in
from pipelines.document.fields.words import read_words
from pipelines.document.model import TaxLine
from pipelines.document.page.printed import Claim, Printed


@dataclass(frozen=True)
class Claims:
    """What the page states; None where it does not. A date that does not exist has value None.

    `withheld` are the income taxes that a buyer keeps back: they stand between sum and total, as
    do those `between`. `taxes` are those that it states by rate.
    `in_words` is the amount that it spells out; `table` holds the lines of goods; `standing` the
    tax numbers and accounts of the parties.
    """

    vendor: Claim[str] | None
    invoice_number: Claim[str] | None
    issue_date: Claim[date | None] | None
    currency: Currency | None
    amounts: Mapping[str, Claim[Decimal]]
    withheld: tuple[Decimal, ...] = ()
    taxes: tuple[TaxLine, ...] = ()
    between: Between = NOTHING_BETWEEN
    in_words: Claim[Decimal] | None = None
    due_date: Claim[date | None] | None = None
    table: Table = NO_TABLE
    buyer: Claim[str] | None = None
    invoice_code: Claim[str] | None = None
    standing: Standing = NO_STANDING


def read_claims(printed: Printed, own: Own = NOBODY) -> Claims:
    """Read the fields and the lines of goods off the pages; `own` companies seldom sell."""
    parties = read_parties(printed, own)
    number = read_number(printed)
    sums = read_sums(printed)
    total = sums.amounts.get("total")
    return Claims(
        vendor=parties.vendor,
        invoice_number=number,
        issue_date=read_date(printed, number),
        currency=read_currency(printed, total.spots[0] if total else None),
        amounts=sums.amounts,
        withheld=tuple(withheld_in(printed)),
        taxes=sums.taxes,
        between=sums.between,
        in_words=read_words(printed),
        due_date=read_due_date(printed),
        table=read_lines(printed),
        buyer=parties.buyer,
        invoice_code=read_code(printed),
        standing=parties.standing,
    )
