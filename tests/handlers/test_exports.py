"""What an export holds and what it leaves out, and the values it gives of each document."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.exports import (
    Chosen,
    Exports,
    Sheet,
    Wanted,
    documents_sheet,
    lines_sheet,
    objects,
)
from handlers.verdicts import Act, Case, State
from pipelines.document.model import Invoice, LineItem
from tests.fake_ledger import FakeAudit
from tests.handlers.pile import ARUN, MEI, NOW, Paper, Pile

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 22)


@pytest.fixture
def pile() -> Pile:
    return Pile()


def exports_of(pile: Pile, zone: tzinfo = UTC, *, passed: bool = False) -> Exports:
    return Exports(pile.reviews, pile.ledger, FakeAudit(), zone, passed)


async def choose(pile: Pile, *, zone: tzinfo = UTC, passed: bool = False, **wanted: Any) -> Chosen:
    asked = Wanted(**{"tenant": "t1", "first": DAY, "last": DAY, **wanted})
    return await exports_of(pile, zone, passed=passed).choose(asked)


def ids(chosen: Chosen) -> list[str]:
    return [one.document.drop.file for one in chosen.records]


def approved(hours: float = 1, **more: Any) -> Paper:
    act = Act(ARUN.id, "approve", 1, NOW - timedelta(hours=hours))
    return Paper(hours=hours, state="approved", acts=(act,), **more)


async def every_state(pile: Pile) -> None:
    await pile.put(approved(), "approved")
    reject = Act(ARUN.id, "reject", 1, NOW, "not ours")
    await pile.put(Paper(state="rejected", acts=(reject,), hours=2), "rejected")
    await pile.put(Paper(state="passed", findings=(), hours=3), "passed")
    await pile.put(Paper(hours=4), "pending")
    await pile.put(approved(tenant="t2"), "theirs")


@pytest.mark.parametrize("by", ["decided", "issued"])
async def test_by_default_only_what_a_person_approved(pile: Pile, by: str) -> None:
    await every_state(pile)
    days: dict[str, Any] = {"first": date(2026, 11, 1), "last": DAY}
    chosen = await choose(pile, by=by, **days)
    assert ids(chosen) == ["approved"]
    assert chosen.left_out == {"rejected": 1, "passed": 1, "pending": 1}
    chosen = await choose(pile, by=by, passed=True, **days)
    assert sorted(ids(chosen)) == ["approved", "passed"]
    assert chosen.left_out == {"rejected": 1, "pending": 1}
    chosen = await choose(pile, by=by, which="all", **days)
    assert sorted(ids(chosen)) == ["approved", "passed", "pending", "rejected"]
    assert chosen.left_out == {}


@pytest.mark.parametrize(
    ("zone", "inside"),
    [(UTC, ["00:00Z", "12:00Z", "23:59Z"]), (SHANGHAI, ["16:00Z before", "00:00Z", "12:00Z"])],
)
async def test_both_days_count_as_they_begin_and_end_in_the_zone(
    pile: Pile, zone: tzinfo, inside: list[str]
) -> None:
    moments = {
        "15:59Z before": datetime(2026, 11, 21, 15, 59, 59, tzinfo=UTC),
        "16:00Z before": datetime(2026, 11, 21, 16, tzinfo=UTC),
        "00:00Z": datetime(2026, 11, 22, tzinfo=UTC),
        "12:00Z": NOW,
        "23:59Z": datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC),
        "00:00Z after": datetime(2026, 11, 23, tzinfo=UTC),
    }
    for name, at in moments.items():
        await pile.put(approved((NOW - at) / timedelta(hours=1)), name)
    assert ids(await choose(pile, zone=zone)) == inside


async def test_the_day_that_a_document_states_counts_if_it_is_asked_for(pile: Pile) -> None:
    for day in (9, 10, 12, 13):
        await pile.put(approved(issued=date(2026, 11, day)), f"{day}")
    await pile.put(approved(issued=None), "undated")
    days: dict[str, Any] = {"first": date(2026, 11, 10), "last": date(2026, 11, 12)}
    assert ids(await choose(pile, by="issued", **days)) == ["10", "12"]


@pytest.mark.parametrize("zone", [UTC, SHANGHAI, ZoneInfo("America/New_York")])
async def test_all_times_are_a_range_too(pile: Pile, zone: tzinfo) -> None:
    await pile.put(approved(), "F1")
    assert ids(await choose(pile, zone=zone, first=date.min, last=date.max)) == ["F1"]


async def test_what_was_changed_after_the_decision_is_left_out(pile: Pile) -> None:
    """The values of a revision that nobody approved never leave as approved."""
    document = await pile.put(approved(), "F1")
    newer = replace(document, revision=2)
    await pile.ledger.revise(newer, None)
    chosen = await choose(pile)
    assert (chosen.records, chosen.left_out) == ((), {"changed": 1})
    assert (await choose(pile, which="all")).left_out == {"changed": 1}


async def test_what_was_erased_meanwhile_is_not_even_counted(pile: Pile) -> None:
    document = await pile.put(approved(), "F1")
    del pile.ledger.documents["t1", document.id]
    assert await choose(pile) == Chosen((), {})


async def test_what_is_decided_while_it_is_chosen_is_there_once(pile: Pile) -> None:
    document = await pile.put(Paper(), "F1")
    waiting = pile.reviews.waiting

    async def then_approved(tenant: str) -> list[Case]:
        cases = list(await waiting(tenant))
        act = Act(ARUN.id, "approve", 1, NOW)
        review = pile.ledger.reviews["t1", document.id]
        after = replace(review, state="approved", acts=(act,), version=2)
        pile.ledger.reviews["t1", document.id] = after
        return cases

    pile.reviews.waiting = then_approved  # type: ignore[method-assign]  # somebody was quick
    assert ids(await choose(pile)) == ["F1"]


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


async def test_an_export_is_written_down(pile: Pile) -> None:
    await every_state(pile)
    exports = exports_of(pile)
    wanted = Wanted("t1", DAY, DAY)
    chosen = await exports.choose(wanted)
    await exports.note(wanted, chosen, "console:uid:0", {"format": "csv", "sha256": "ab"})
    assert isinstance(exports.audit, FakeAudit)
    assert exports.audit.links == [
        (
            "t1",
            "console:uid:0",
            "export.written",
            "2026-11-22/2026-11-22",
            {
                "from": "2026-11-22",
                "to": "2026-11-22",
                "by": "decided",
                "status": "approved",
                "documents": 1,
                "left_out": 3,
                "format": "csv",
                "sha256": "ab",
            },
        )
    ]


def _rows(sheet: Sheet) -> list[dict[str, Any]]:
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
