"""What a reading says of the two parties, with evidence, and of one's own company as the seller."""

from datetime import date
from typing import Any

import pytest

from pipelines.document.decoded import Decoded, Structured
from pipelines.document.fields.own import Own
from pipelines.document.interpret import Interpreted, interpret
from pipelines.document.model import FURTHER_FIELDS, Invoice
from tests.pipelines.document.sheets import page

TODAY = date(2026, 11, 22)
ROWS = (
    "Quillon Electrical Ltd", "12 Mill Lane, Leeds LS1 4DY", "VAT No GB980780684", "INVOICE",
    "Invoice No INV-1", "Invoice date: 5 May 2026", "Bill to:", "Contorra Ltd", "1 High Street",
    "VAT No GB273204775", "", "Subtotal|||£10.00", "VAT 20%|||£2.00", "Total due|||£12.00",
    "IBAN GB29 NWBK 6016 1331 9268 19",
)  # fmt: skip


def _interpret(*own: str, rows: tuple[str, ...] = ROWS) -> Interpreted:
    return interpret(Decoded((page(*rows),)), today=TODAY, own=Own(own))


def test_both_parties_are_given_with_their_places() -> None:
    result = _interpret()

    assert result.invoice
    assert {name: getattr(result.invoice, name) for name in FURTHER_FIELDS} == {
        "buyer": "Contorra Ltd", "vendor_tax_id": "GB980780684", "buyer_tax_id": "GB273204775",
        "iban": "GB29NWBK60161331926819", "invoice_code": None, "due_date": None,
    }  # fmt: skip
    assert all(
        result.evidence[name][0].box
        for name in FURTHER_FIELDS
        if name not in ("invoice_code", "due_date")
    )


def test_the_code_of_an_older_chinese_invoice_is_given() -> None:
    rows = ("发票代码：031002000311", "发票号码：28285648", "名称：合肥青禾有限公司",
            "价税合计|||¥10.00")  # fmt: skip
    result = _interpret(rows=rows)

    assert result.invoice
    assert result.invoice.invoice_code == "031002000311"
    assert result.evidence["invoice_code"][0].text == "031002000311"


@pytest.mark.parametrize("own", ["Quillon Electrical", "GB 980 7806 84"])
def test_ones_own_company_as_the_seller_is_flagged(own: str) -> None:
    (finding,) = _interpret(own).findings

    assert (finding.rule, finding.severity, finding.field) == ("parties_swapped", "error", "vendor")
    assert finding.facts == {"found": "Quillon Electrical Ltd"}


def test_ones_own_company_as_the_buyer_is_as_it_should_be() -> None:
    assert _interpret("Contorra Ltd", "GB273204775").findings == ()


def test_an_e_invoice_of_ones_own_is_flagged() -> None:
    said: dict[str, Any] = {"vendor": "Contorra Ltd", "buyer": "Tarn Ltd"}
    structured = Structured(Invoice(**said), {name: f"/{name}" for name in said}, said)
    result = interpret(Decoded((), structured), today=TODAY, own=Own(["Contorra"]))

    assert "parties_swapped" in {one.rule for one in result.findings}
