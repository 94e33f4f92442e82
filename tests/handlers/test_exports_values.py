"""The values that an export gives of each document: typed, signed, and with who decided."""

from datetime import UTC, date, timedelta, tzinfo
from decimal import Decimal
from typing import Any

import pytest

from handlers.exports import Sheet, documents_sheet, lines_sheet, objects
from handlers.verdicts import Act, State
from pipelines.document.model import Invoice, LineItem
from tests.handlers.exporting import SHANGHAI, approved, choose
from tests.handlers.pile import ARUN, MEI, NOW, Paper, Pile


@pytest.fixture
def pile() -> Pile:
    return Pile()


async def row(pile: Pile, paper: Paper, zone: tzinfo = UTC) -> dict[str, Any]:
    await pile.put(paper, "F1")
    [record] = _rows(documents_sheet(await choose(pile, which="all"), zone))
    return record


async def test_a_row_has_every_value_in_its_own_type(pile: Pile) -> None:
    more = Invoice(
        subtotal=Decimal("100.00"),
        tax=Decimal("20.0"),
        due_date=date(2026, 12, 1),
        buyer="Ours",
        vendor_tax_id="DE1",
        iban="DE02",
    )
    first = Act(ARUN.id, "approve", 1, NOW - timedelta(hours=2), "checked by phone")
    second = Act(MEI.id, "approve", 1, NOW - timedelta(hours=1))
    record = await row(
        pile, Paper(state="approved", acts=(first, second), hours=1, more=more), SHANGHAI
    )
    assert record.pop("document").startswith("D-")
    assert record == {
        "status": "approved",
        "kind": "invoice",
        "vendor": "Acme GmbH",
        "invoice_number": "A-1",
        "issue_date": date(2026, 11, 1),
        "due_date": date(2026, 12, 1),
        "currency": "EUR",
        "subtotal": Decimal("100.00"),
        "tax": Decimal("20.0"),
        "total": Decimal("120.00"),
        "buyer": "Ours",
        "vendor_tax_id": "DE1",
        "iban": "DE02",
        "revision": 1,
        "decided_at": second.at,
        "deciders": "local:arun, local:mei",
        "reason": "checked by phone",
        "file": "F1.pdf",
        "findings": "Subtotal and tax add up to 9, but the total is 8.",
    }
    assert str(record["tax"]) == "20.0"


@pytest.mark.parametrize(
    ("state", "acts", "deciders", "reason"),
    [
        ("passed", (), "", ""),
        ("pending", (Act(MEI.id, "approve", 1, NOW),), "local:mei", ""),
        (
            "rejected",
            (Act(MEI.id, "approve", 1, NOW), Act(ARUN.id, "reject", 1, NOW, "no")),
            "local:arun",
            "no",
        ),
        (
            "approved",
            (Act(MEI.id, "edit", 1, NOW), Act(ARUN.id, "approve", 2, NOW, "corrected")),
            "local:arun",
            "corrected",
        ),
    ],
)
async def test_who_decided_and_why(
    pile: Pile, state: State, acts: tuple[Act, ...], deciders: str, reason: str
) -> None:
    record = await row(pile, Paper(state=state, acts=acts))
    assert (record["deciders"], record["reason"]) == (deciders, reason)
    assert (record["decided_at"] is not None) == (state in {"approved", "rejected"})


@pytest.mark.parametrize(
    ("total", "tax", "counted"),
    [
        ("120.00", "20.00", ("-120.00", "-20.00")),
        ("-120.00", "-20.00", ("-120.00", "-20.00")),
        ("120.00", "-0.10", ("-120.00", "0.10")),
        ("0.00", "20.00", ("0.00", "-20.00")),
        (None, "20.00", (None, "-20.00")),
        ("123456789012345678901234567890.12", "1", ("-123456789012345678901234567890.12", "-1")),
    ],
)
async def test_a_credit_note_counts_as_less_however_it_is_printed(
    pile: Pile, total: str | None, tax: str, counted: tuple[str | None, str]
) -> None:
    more = Invoice(
        credit_note=True,
        tax=Decimal(tax),
        line_items=(LineItem(qty=Decimal(2), unit_price=Decimal(5), total=Decimal(10)),),
    )
    record = await row(pile, Paper(total=total, more=more))
    assert record["kind"] == "credit note"
    found = tuple(None if record[name] is None else str(record[name]) for name in ("total", "tax"))
    assert found == counted
    [line] = _rows(lines_sheet(await choose(pile, which="all")))
    sign = -1 if total != "-120.00" else 1
    assert (line["qty"], line["unit_price"], line["total"]) == (2 * sign, 5, 10 * sign)


async def test_amounts_of_what_was_bought_and_given_back_sum(pile: Pile) -> None:
    await pile.put(approved(total="120.10"), "F1")
    await pile.put(approved(total="20.05", more=Invoice(credit_note=True)), "F2")
    rows = _rows(documents_sheet(await choose(pile), UTC))
    assert sum(one["total"] for one in rows) == Decimal("100.05")


async def test_lines_tell_which_document_they_are_of(pile: Pile) -> None:
    items = (LineItem(description="Bolts", qty=Decimal(2), total=Decimal("9.90")), LineItem())
    document = await pile.put(approved(more=Invoice(line_items=items)), "F1")
    await pile.put(approved(), "F2")
    first, second = _rows(lines_sheet(await choose(pile)))
    assert first == {
        "document": document.id,
        "vendor": "Acme GmbH",
        "invoice_number": "A-1",
        "line": 1,
        "description": "Bolts",
        "qty": Decimal(2),
        "unit_price": None,
        "currency": "EUR",
        "total": Decimal("9.90"),
    }
    assert (second["line"], second["description"]) == (2, None)


async def test_objects_are_answers_with_their_decision(pile: Pile) -> None:
    act = Act(ARUN.id, "approve", 1, NOW, "checked")
    paper = Paper(state="approved", acts=(act,), total="-0.10", more=Invoice(credit_note=True))
    document = await pile.put(paper, "F1")
    [found] = objects(await choose(pile))
    assert found["document"] == document.id
    assert found["file"] == "F1.pdf"
    assert str(found["invoice"]["total"]) == "-0.10"
    assert found["invoice"]["credit_note"] is True
    assert found["decision"] == {
        "state": "approved",
        "revision": 1,
        "decided_at": "2026-11-22T12:00:00+00:00",
        "deciders": ["local:arun"],
        "reasons": ["checked"],
    }
    await pile.put(Paper(hours=9), "F2")
    waiting = objects(await choose(pile, which="all"))[0]["decision"]
    assert (waiting["decided_at"], waiting["deciders"]) == (None, [])


def _rows(sheet: Sheet) -> list[dict[str, Any]]:
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
