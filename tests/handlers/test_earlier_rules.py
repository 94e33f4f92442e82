"""Documents named as read before: repeated ones and another bank account are found."""

from datetime import date
from decimal import Decimal

import pytest

from handlers.earlier import held_against
from pipelines.document.model import Invoice, Reading
from pipelines.usage import Usage

TODAY = date(2026, 11, 20)
FIRST = Invoice(
    vendor="Acme Tools Ltd", invoice_number="2026-17", issue_date=date(2026, 3, 2), currency="GBP",
    total=Decimal("120.00"), iban="GB33BUKB20201555555555",
)  # fmt: skip


def _reading(**changes: object) -> Reading:
    return Reading(
        kind="invoice", invoice=FIRST.model_copy(update=changes), reader="local", pages=1,
        usage=Usage(seconds=0.1, cost_usd=Decimal(0)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({}, ["duplicate"]),
        ({"vendor": "ACME TOOLS"}, ["duplicate"]),
        ({"invoice_number": "2026-18"}, ["near_duplicate"]),
        ({"invoice_number": "2026-18", "total": Decimal("9.00")}, []),
        (
            {
                "invoice_number": "2026-18", "total": Decimal("9.00"),
                "iban": "GB94BARC10201530093459",
            },
            ["bank_changed"],
        ),
    ],
)  # fmt: skip
def test_what_was_read_before_is_held_against(changes: dict[str, object], rules: list[str]) -> None:
    found = held_against(_reading(**changes), {"first": _reading()}, TODAY)

    assert [one.rule for one in found.findings] == rules
    assert all(one.facts["document"] == "first" for one in found.findings)


def test_without_any_nothing_is_found() -> None:
    assert held_against(_reading(), {}, TODAY).findings == ()
