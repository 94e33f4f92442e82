"""E-invoices that say their sums in unusual ways, in an envelope, or with very many lines."""

from decimal import Decimal

import pytest

from pipelines.document.decoded import Structured
from pipelines.document.einvoice import xml
from pipelines.document.model import MOST_PLACED_LINES
from tests.pipelines.document.xmls import CII_BODY, UBL_BODY, cii, many_lines, ubl
from tests.steps import growth


def read(content: bytes) -> Structured:
    found = xml.read(content)
    assert found is not None
    return found


def amounts(tag: str, *given: str) -> str:
    return "".join(f"<cbc:{tag} {one}</cbc:{tag}>" for one in given)


def sums(*inner: str, before: str = "") -> Structured:
    """Read an invoice in euros with these sums and nothing else."""
    currency = "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
    total = f"<cac:LegalMonetaryTotal>{''.join(inner)}</cac:LegalMonetaryTotal>"
    return read(ubl(currency + before + total))


def tax_total(amount: str, inner: str = "") -> str:
    return f"<cac:TaxTotal>{amounts('TaxAmount', amount)}{inner}</cac:TaxTotal>"


def test_taxes_of_several_kinds_add_up() -> None:
    found = sums(before="".join(map(tax_total, (
        'currencyID="EUR">10.00', 'currencyID="GBP">99.00', 'currencyID="EUR">5.50',
    ))))  # fmt: skip
    assert found.invoice.tax == Decimal("15.50")
    assert found.paths["tax"] == "/Invoice/TaxTotal[1]/TaxAmount"
    assert found.texts["tax"] == "10.00 + 5.50"
    assert not found.foreign


def test_a_tax_total_said_again_for_the_tax_office_is_not_added() -> None:
    broken_down = tax_total('currencyID="EUR">10.00', "<cac:TaxSubtotal/>")
    found = sums(before=broken_down + tax_total('currencyID="EUR">10.00'))
    assert found.invoice.tax == Decimal("10.00")


def test_a_total_is_made_of_what_is_left_to_pay() -> None:
    due = amounts("PayableAmount", 'currencyID="EUR">70.00')
    assert sums(due).invoice.total == Decimal("70.00")
    paid = amounts("PrepaidAmount", 'currencyID="EUR">50.03')
    rounding = amounts("PayableRoundingAmount", 'currencyID="EUR">0.03')
    found = sums(paid, rounding, due)
    assert found.invoice.total == Decimal("120.00")
    assert found.texts["total"] == "70.00 + 50.03 + -0.03"
    assert found.paths["total"] == "/Invoice/LegalMonetaryTotal/PayableAmount"
    assert sums(amounts("TaxInclusiveAmount", ">119"), due).invoice.total == 119


def test_a_total_of_cii_is_made_of_what_is_left_to_pay() -> None:
    start, _, rest = CII_BODY.partition("<a:GrandTotalAmount>53.85</a:GrandTotalAmount>")
    paid = "<a:TotalPrepaidAmount>3.85</a:TotalPrepaidAmount>"
    parts = f"{paid}<a:DuePayableAmount>50</a:DuePayableAmount>"
    assert read(cii(start + parts + rest)).invoice.total == Decimal("53.85")


def test_amounts_in_another_currency_are_noted() -> None:
    line = "<cac:InvoiceLine>{}</cac:InvoiceLine>".format(
        amounts("LineExtensionAmount", 'currencyID="USD">7')
    )
    found = sums(
        amounts("TaxExclusiveAmount", 'currencyID="GBP">6', 'currencyID="EUR">7'),
        amounts("TaxInclusiveAmount", 'currencyID="USD">8'),
        before=line,
    )
    assert found.invoice.subtotal == 7
    assert found.invoice.total == 8
    assert found.foreign == {"total": "USD", "line_items": "USD"}
    assert sums(amounts("PayableAmount", 'currencyID="GBP">6')).foreign == {"total": "GBP"}
    assert not sums(amounts("TaxInclusiveAmount", 'currencyID=" eur ">8')).foreign
    assert not read(ubl()).foreign


def test_a_number_with_more_digits_than_an_amount_has_is_none() -> None:
    found = sums(amounts("PayableAmount", ">" + "9" * 19), amounts("ChargeTotalAmount", ">1E9"))
    assert found.invoice.total is None
    assert not found.paths.keys() & {"total", "charge_total"}


def test_taxes_add_up_to_the_last_digit() -> None:
    whole, part = "9" * 18, "0." + "0" * 29 + "1"
    given = (f'currencyID="EUR">{whole}', f'currencyID="EUR">{part}')
    found = sums(before="".join(map(tax_total, given)))
    assert str(found.invoice.tax) == f"{whole}.{'0' * 29}1"


def test_an_envelope_is_opened_once() -> None:
    namespace = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"

    def wrapped(inner: bytes) -> bytes:
        inner = inner.partition(b"?>")[2].strip() or inner
        return b'<StandardBusinessDocument xmlns="%b"><StandardBusinessDocumentHeader/>%b%b' % (
            namespace.encode(), inner, b"</StandardBusinessDocument>",
        )  # fmt: skip

    found = read(wrapped(ubl()))
    assert found.invoice == read(ubl()).invoice
    assert found.paths["invoice_number"] == "/StandardBusinessDocument/Invoice/ID"
    assert xml.read(wrapped(wrapped(ubl()))) is None
    assert xml.read(wrapped(b"<Order/>")) is None


def test_the_places_of_the_first_lines_are_kept_and_the_values_of_all() -> None:
    found = read(many_lines(MOST_PLACED_LINES + 1))
    assert len(found.invoice.line_items) == MOST_PLACED_LINES + 1
    last = MOST_PLACED_LINES - 1
    assert found.paths[f"line_items.{last}.total"].startswith(f"/Invoice/InvoiceLine[{last + 1}]/")
    assert f"line_items.{last + 1}.total" not in found.paths
    assert found.invoice.line_items[-1].description == f"Item {last + 1}"


def test_many_lines_are_as_much_work_as_each_of_them() -> None:
    """Naming a line once looked at all the others: 4,000 were too many for the time of a call."""

    def lines(count: int) -> int:
        return len(read(many_lines(count)).invoice.line_items)

    assert lines(5000) == 5000
    assert growth(lines, 200) < 8


@pytest.mark.parametrize(("written", "found"), [("eur", "EUR"), ("Eur", "EUR"), ("xxz", "xxz")])
def test_the_currency_is_a_code_that_there_is_however_written(written: str, found: str) -> None:
    old, new = ">EUR</cbc:DocumentCurrencyCode", f">{written}</cbc:DocumentCurrencyCode"
    bills = (
        ubl(UBL_BODY.replace(old, new)),
        cii(CII_BODY.replace(">CHF</a:InvoiceCurrency", f">{written}</a:InvoiceCurrency")),
    )
    for bill in bills:
        structured = read(bill)
        assert structured.invoice.currency == found
        assert structured.texts["currency"] == written, "the document's own letters"
