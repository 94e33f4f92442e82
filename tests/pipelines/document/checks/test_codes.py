"""Codes are held against the page: what contradicts is told, what only they say is added."""

from datetime import date
from decimal import Decimal

import pytest

from pipelines.document.checks.codes import Held, hold
from pipelines.document.codes.payload import Payload, Value
from pipelines.document.codes.read import Said, read
from pipelines.document.decoded import Page
from pipelines.document.model import Invoice
from pipelines.document.page.printed import Printed
from pipelines.media import Box, Word
from tests.pipelines.document.codes.samples import EPC, IBAN

BOX = Box(0.1, 0.1, 0.2, 0.2)
OTHER_IBAN = "DE75512108001245126199"
INVOICE = Invoice(
    vendor="Mühle am Bach GmbH", invoice_number="R-4711", issue_date=date(2026, 3, 4),
    currency="EUR", subtotal=Decimal("100.00"), tax=Decimal("19.00"), total=Decimal("119.00"),
)  # fmt: skip


def said(text: str = EPC) -> Said:
    found = read(text)
    assert found is not None
    return Said(found, 1, BOX)


def fiscal(**values: Value) -> Said:
    return Said(Payload("invoice", values, {"currency": "EUR"}), 1, BOX)


def printed(*lines: str) -> Printed:
    words = tuple(
        Word(text, Box(0.1, 0.1 + 0.05 * at, 0.9, 0.12 + 0.05 * at))
        for at, text in enumerate(lines)
    )
    return Printed((Page(1, 600, 800, "pdf_text", words),))


PAGE = printed("Mühle am Bach GmbH", "Rechnung R-4711", "Summe 119,00 EUR")


def held(*codes: Said, page: Printed = PAGE, **changes: object) -> Held:
    return hold(INVOICE.model_copy(update=changes), codes, page)


def conflicts(found: Held) -> list[str | None]:
    assert all(one.rule == "source_conflict" for one in found.findings)
    assert all(one.severity == "error" for one in found.findings)
    return [one.field for one in found.findings]


def test_a_code_that_agrees_is_evidence() -> None:
    found = held(fiscal(total=Decimal("119.00"), invoice_number="R 4711"))
    assert conflicts(found) == []
    assert found.added == {}
    (evidence,) = found.evidence["total"]
    assert (evidence.source, evidence.box, evidence.page, evidence.text) == (
        "qr", BOX, 1, "119.00"
    )  # fmt: skip
    assert {"total", "invoice_number"} <= found.settled


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("total", Decimal("1119.00")),
        ("subtotal", Decimal("100.01")),
        ("tax", Decimal("18.00")),
        ("issue_date", date(2026, 4, 3)),
        ("invoice_number", "R-4712"),
        ("invoice_number", "11"),
        ("vendor", "Hafenkontor Nord AG"),
        ("currency", "USD"),
    ],
)
def test_what_a_code_says_otherwise_is_told(name: str, value: Value) -> None:
    found = held(fiscal(**{name: value}))
    assert conflicts(found) == [name]
    assert found.findings[0].facts == {
        "expected": str(value), "found": str(getattr(INVOICE, name)), "source": "qr"
    }  # fmt: skip
    assert name not in found.added


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("total", Decimal("-119.00")),
        ("invoice_number", "A2026R4711"),
        ("vendor", "MÜHLE AM BACH"),
        ("vendor", "شركة المثال"),
        ("vendor_tax_id", "DE1"),
    ],
)
def test_what_is_only_written_otherwise_is_no_conflict(name: str, value: Value) -> None:
    assert conflicts(held(fiscal(**{name: value}))) == []


def test_what_the_page_leaves_out_is_added() -> None:
    found = held(
        fiscal(invoice_code="031", invoice_number="R-1", total=Decimal(5)),
        invoice_number=None, currency=None,
    )  # fmt: skip
    assert found.added == {"invoice_code": "031", "invoice_number": "R-1", "currency": "EUR"}
    assert conflicts(found) == ["total"]
    assert found.complete(INVOICE).invoice_code == "031"
    assert found.beside({"currency": ()})["currency"][0].source == "qr"


def test_a_payment_adds_an_account_and_nothing_of_the_bill() -> None:
    found = held(said(), vendor=None, total=None, currency=None)
    assert found.added == {"iban": IBAN, "currency": "EUR"}


def test_a_payment_may_ask_for_less_if_the_page_says_so() -> None:
    less = EPC.replace("119.00", "69.00")
    asked = printed("Summe 119,00 EUR", "Anzahlung 50,00 EUR", "Zu zahlen 69,00 EUR")
    assert conflicts(held(said(less), page=asked)) == []
    assert conflicts(held(said(less))) == ["total"]


def test_another_account_than_the_page_prints_is_told() -> None:
    page = printed("Mühle am Bach GmbH", f"IBAN {OTHER_IBAN}")
    assert conflicts(held(said(), page=page, iban=OTHER_IBAN)) == ["iban"]
    both = printed(f"IBAN {OTHER_IBAN}", "oder DE02 1203 0000 0000 2020 51")
    assert conflicts(held(said(), page=both, iban=OTHER_IBAN)) == []
    misprinted = OTHER_IBAN[:-1] + "0"
    assert conflicts(held(said(), iban=misprinted)) == []


def test_another_owner_of_an_account_that_is_not_printed_is_told() -> None:
    other = EPC.replace("Mühle am Bach GmbH", "Vera Beispiel")
    assert conflicts(held(said(other))) == ["vendor"]
    assert conflicts(held(said(other), page=printed("Zahlen Sie bitte an Vera Beispiel"))) == []
    assert conflicts(held(said(other), page=printed(f"IBAN {IBAN}"), iban=IBAN)) == []


def test_a_guess_gives_way_to_a_code() -> None:
    code = fiscal(currency="CNY")
    found = hold(INVOICE, (code,), PAGE, unsaid=("currency",))
    assert (found.added, conflicts(found)) == ({"currency": "CNY"}, [])


def test_nothing_is_put_in_the_place_of_what_cannot_be() -> None:
    unreal = INVOICE.model_copy(update={"issue_date": None})
    code = fiscal(issue_date=date(2026, 3, 4))
    assert hold(unreal, (code,), PAGE, impossible={"issue_date": "30.02.2026"}).added == {}
    assert hold(unreal, (code,), PAGE).added == {"issue_date": date(2026, 3, 4)}


def test_of_several_codes_one_that_agrees_is_enough() -> None:
    codes = (fiscal(total=Decimal("7.00")), fiscal(total=Decimal("119.00")))
    assert conflicts(held(*codes)) == []


def test_without_codes_nothing_is_looked_for() -> None:
    assert held() == Held()
