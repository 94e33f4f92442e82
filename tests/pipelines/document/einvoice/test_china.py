"""What Chinese e-invoices say: both schemas, and the head of an OFD."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from pipelines.document.decoded import Structured
from pipelines.document.einvoice import xml
from pipelines.document.einvoice.china import read_ofd
from pipelines.document.model import TaxLine
from tests.drawn import bill as bills
from tests.drawn import china, ofd
from tests.drawn.bill import Bill

WRITERS = {"digital": china.digital, "older": china.older}


def a_bill() -> Bill:
    return bills.invoice(Random(7), "zh", rows=3, groups=2)


def read(content: bytes | str) -> Structured:
    found = xml.read(content if isinstance(content, bytes) else content.encode())
    assert found is not None
    return found


@pytest.mark.parametrize("schema", WRITERS)
def test_every_field_and_line_is_read(schema: str) -> None:
    bill = a_bill()
    found = read(WRITERS[schema](bill))
    invoice = found.invoice
    assert (invoice.vendor, invoice.buyer) == (bill.seller.name, bill.buyer.name)
    assert invoice.vendor_tax_id == bill.seller.tax_id
    assert invoice.buyer_tax_id == bill.buyer.tax_id
    assert (invoice.invoice_number, invoice.issue_date) == (bill.number, bill.issued)
    assert (invoice.subtotal, invoice.tax, invoice.total) == (bill.subtotal, bill.tax, bill.total)
    assert (invoice.currency, invoice.credit_note) == ("CNY", False)
    rows = [(one.description, one.qty, one.unit_price, one.total) for one in invoice.line_items]
    assert rows == [(one.description, one.qty, one.unit_price, one.total) for one in bill.lines]
    assert found.paths.keys() == found.texts.keys()
    assert invoice.invoice_code == (None if schema == "digital" else "050001700111")


@pytest.mark.parametrize("schema", WRITERS)
def test_taxes_are_added_up_by_rate(schema: str) -> None:
    bill = a_bill()
    taxes = read(WRITERS[schema](bill)).invoice.taxes
    for rate in {line.rate for line in bill.lines}:
        lines = [line for line in bill.lines if line.rate == rate]
        base, tax = (sum(amounts) for amounts in zip(*((x.total, x.tax) for x in lines)))  # noqa: B905
        assert TaxLine(rate=rate, base=base, amount=tax) in taxes
    assert len(taxes) == len({line.rate for line in bill.lines})


@pytest.mark.parametrize(
    ("written", "rate"),
    [("0.13", 13), ("13%", 13), ("0.015", Decimal("1.5")), ("0", 0), ("1", 1), ("0.06", 6)],
)
def test_rates_are_per_cent_however_they_are_written(written: str, rate: Decimal) -> None:
    bill = replace(a_bill(), lines=a_bill().lines[:1])
    content = china.digital(bill).decode()
    start, end = content.index("<TaxRate>"), content.index("</TaxRate>")
    [tax] = read(content[: start + 9] + written + content[end:]).invoice.taxes
    assert tax.rate == rate


@pytest.mark.parametrize("written", ["免税", "不征税", "***", "", "1e9%", "13 %%"])
def test_lines_without_a_rate_are_on_none(written: str) -> None:
    bill = replace(a_bill(), lines=a_bill().lines[:1])
    content = china.digital(bill).decode()
    start, end = content.index("<TaxRate>"), content.index("</TaxRate>")
    assert read(content[: start + 9] + written + content[end:]).invoice.taxes == ()


def test_a_red_invoice_is_a_credit_note() -> None:
    assert read(china.digital(replace(a_bill(), credit=True))).invoice.credit_note
    below = replace(a_bill(), total=Decimal("-106.00"))
    assert read(china.older(below)).invoice.credit_note
    assert read(china.older(below)).invoice.total == Decimal("-106.00")


def test_the_second_place_of_a_value_serves_where_the_first_says_nothing() -> None:
    bill = a_bill()
    content = china.digital(bill).decode()
    for supervised in ("InvoiceNumber", "IssueTime"):
        start, end = content.index(f"<{supervised}>"), content.index(f"</{supervised}>")
        content = content[: start + len(supervised) + 2] + content[end:]
    found = read(content)
    assert (found.invoice.invoice_number, found.invoice.issue_date) == (bill.number, bill.issued)
    assert found.paths["invoice_number"] == "/EInvoice/Header/EIid"
    assert found.paths["issue_date"] == "/EInvoice/EInvoiceData/BasicInformation/RequestTime"


def test_a_day_that_does_not_exist_is_kept_as_written() -> None:
    found = read(china.older(replace(a_bill(), written_date=(2026, 2, 30))))
    assert found.invoice.issue_date is None
    assert found.invalid == {"issue_date": "2026年02月30日"}


@pytest.mark.parametrize(
    "content", ["<EInvoice/>", "<eInvoice><a/></eInvoice>", "<Invoice xmlns='x'/>", "<einvoice/>"]
)
def test_another_document_of_that_name_is_none(content: str) -> None:
    assert xml.read(content.encode()) is None


def head(said: dict[str, str]) -> Structured | None:
    content = ofd.package({}, head=said)["OFD.xml"]
    assert isinstance(content, str)
    return read_ofd(xml.safe_root(content.encode()))


def test_the_head_of_an_ofd_says_some_of_it() -> None:
    bill = a_bill()
    found = head(china.head(bill))
    assert found is not None
    assert found.partial
    assert found.invoice.vendor is None
    assert found.invoice.line_items == ()
    assert found.invoice.vendor_tax_id == bill.seller.tax_id
    assert (found.invoice.total, found.invoice.issue_date) == (bill.total, bill.issued)
    assert found.paths["invoice_number"] == "/OFD/DocBody/DocInfo/CustomDatas/CustomData[1]"


@pytest.mark.parametrize(
    "said",
    [{}, {"Author": "x"}, {"发票号码": "7"}, {"合计金额": "7"}, {"发票号码": "", "价税合计": "1"}],
)
def test_the_head_of_another_document_says_nothing(said: dict[str, str]) -> None:
    assert head(said) is None


def test_dates_are_those_of_the_calendar() -> None:
    found = read(china.older(replace(a_bill(), written_date=(2020, 8, 5))))
    assert found.invoice.issue_date == date(2020, 8, 5)
