"""A handful of readings, held against each other, is flagged as the ledger flags it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from handlers.earlier import Seen, held_against
from pipelines.document.model import Reading
from tests.fake_ledger import a_reading
from tests.handlers.bureau import INVOICE, Bureau

OLD, NEW = "DE02120300000000202051", "FR1420041010050500013M02606"
DAY = date(2026, 3, 2)


def said(**changes: Any) -> Reading:
    return a_reading(invoice=INVOICE.model_copy(update={"iban": OLD, **changes}))


ROWS: list[list[Reading]] = [
    [said(), said()],
    [said(), said(invoice_number="8", issue_date=DAY + timedelta(days=1))],
    [said(), said(invoice_number="8", total=Decimal(1))],
    [said(), said(invoice_number="8", total=Decimal(1), iban=NEW)],
    [said(iban=None), said(invoice_number="8", total=Decimal(1), iban=NEW), said(iban=OLD)],
    [said(), said(iban=NEW), said(invoice_number="9", iban=NEW), said(vendor="B", iban=NEW)],
    [a_reading(), said(), a_reading(), said(), said(total=Decimal(7))],
]


@pytest.mark.parametrize("row", ROWS)
async def test_each_is_flagged_as_in_the_ledger(row: list[Reading]) -> None:
    bureau, seen = Bureau(), Seen()
    for number, reading in enumerate(row):
        name = f"F{number}"
        document = await bureau.file(reading, name, minutes=number, compared=True)
        flagged = seen.compared(reading)
        kept = (await bureau.document(document)).reading
        assert [one.rule for one in flagged.findings] == [one.rule for one in kept.findings]
        assert [one.facts.get("document") for one in flagged.findings] == [
            one.facts.get("document") for one in kept.findings
        ]
        seen.remember(document, flagged, "2026-11-22")


def test_of_some_that_were_read_before_the_first_is_named() -> None:
    found = held_against(said(), {"one": said(vendor="ACME"), "other": said()}, DAY)
    [finding] = found.findings
    assert finding.facts == {"document": "one", "date": DAY.isoformat()}
    assert held_against(found, {}, DAY).findings == ()
