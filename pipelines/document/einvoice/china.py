"""Chinese e-invoices: the schema of the older VAT invoices, the fully digital one, OFD's own data.

`eInvoice` (namespace e-invoice/2019) is attached to OFD files of VAT invoices with a code and a
number. `EInvoice` is what the tax bureau's platform issues for fully digital invoices, alone or
in an OFD. Neither names a currency: a VAT invoice is always in yuan.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from lxml import etree

from pipelines.document.decoded import Structured
from pipelines.document.einvoice.walk import (
    Gathered,
    every,
    first,
    local_name,
    number_of,
    place,
    text_of,
)
from pipelines.document.model import Invoice, LineItem, TaxLine
from pipelines.document.reckoning import added
from pipelines.document.values import sane

_Steps = tuple[str, ...]
_RATE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)(%?)", re.ASCII)


class _Schema(NamedTuple):
    """Where a schema has each field: paths of local names, the first that says something counts."""

    fields: Mapping[str, tuple[_Steps, ...]]
    lines: _Steps
    cells: Mapping[str, str]
    rate: str
    tax: str


_OLDER = _Schema(
    fields={
        "vendor": (("Seller", "SellerName"),),
        "vendor_tax_id": (("Seller", "SellerTaxID"),),
        "buyer": (("Buyer", "BuyerName"),),
        "buyer_tax_id": (("Buyer", "BuyerTaxID"),),
        "invoice_code": (("InvoiceCode",),),
        "invoice_number": (("InvoiceNo",),),
        "issue_date": (("IssueDate",),),
        "subtotal": (("TaxExclusiveTotalAmount",),),
        "tax": (("TaxTotalAmount",),),
        "total": (("TaxInclusiveTotalAmount",),),
    },
    lines=("GoodsInfos", "GoodsInfo"),
    cells={"description": "Item", "qty": "Quantity", "unit_price": "Price", "total": "Amount"},
    rate="TaxScheme",
    tax="TaxAmount",
)
_SUMS = ("EInvoiceData", "BasicInformation")
_DIGITAL = _Schema(
    fields={
        "vendor": (("EInvoiceData", "SellerInformation", "SellerName"),),
        "vendor_tax_id": (("EInvoiceData", "SellerInformation", "SellerIdNum"),),
        "buyer": (("EInvoiceData", "BuyerInformation", "BuyerName"),),
        "buyer_tax_id": (("EInvoiceData", "BuyerInformation", "BuyerIdNum"),),
        "invoice_number": (("TaxSupervisionInfo", "InvoiceNumber"), ("Header", "EIid")),
        "issue_date": (("TaxSupervisionInfo", "IssueTime"), (*_SUMS, "RequestTime")),
        "subtotal": ((*_SUMS, "TotalAmWithoutTax"),),
        "tax": ((*_SUMS, "TotalTaxAm"),),
        "total": ((*_SUMS, "TotalTax-includedAmount"),),
    },
    lines=("EInvoiceData", "IssuItemInformation"),
    cells={
        "description": "ItemName", "qty": "Quantity", "unit_price": "UnPrice", "total": "Amount",
    },
    rate="TaxRate",
    tax="ComTaxAm",
)  # fmt: skip
_IN_OFD = {
    "发票代码": "invoice_code", "发票号码": "invoice_number", "开票日期": "issue_date",
    "合计金额": "subtotal", "合计税额": "tax", "价税合计": "total",
    "销售方名称": "vendor", "销售方纳税人识别号": "vendor_tax_id",
    "购买方名称": "buyer", "购买方纳税人识别号": "buyer_tax_id",
}  # fmt: skip

# The elements of both schemas that hold a number.
AMOUNTS = frozenset(
    steps[-1]
    for schema in (_OLDER, _DIGITAL)
    for field in ("subtotal", "tax", "total")
    for steps in schema.fields[field]
) | {"Quantity", "Price", "UnPrice", "Amount", "TaxAmount", "ComTaxAm"}


def read(root: etree._Element) -> Structured | None:
    """Give what a Chinese e-invoice says; None for another document with a root of that name."""
    schema = {"eInvoice": _OLDER, "EInvoice": _DIGITAL}.get(local_name(root))
    if schema is None:
        return None
    places = {
        field: _said(root, paths) for field, paths in schema.fields.items()
    }  # fmt: skip
    if places["invoice_number"] is None and places["vendor"] is None:
        return None
    lines = list(every(root, *schema.lines))
    found = Gathered()
    invoice = _invoice(found, places).model_copy(
        update={
            "currency": _yuan(found, root),
            "line_items": tuple(_lines(found, lines, schema)),
            "taxes": tuple(_taxes(lines, schema)),
        }
    )
    cancelling = text_of(first(root, "Header", "InherentLabel", "InIssuType", "LabelCode")) == "N"
    below_nothing = invoice.total is not None and invoice.total < 0
    invoice = invoice.model_copy(update={"credit_note": cancelling or below_nothing})
    return Structured(invoice, found.paths, found.texts, found.invalid, found.foreign)


def read_ofd(root: etree._Element) -> Structured | None:
    """Give what the head of an OFD file says of an invoice: never its lines, not always a seller.

    None where the document is no invoice.
    """
    places: dict[str, etree._Element | None] = {}
    for element in every(root, "DocBody", "DocInfo", "CustomDatas", "CustomData"):
        field = _IN_OFD.get(element.get("Name", "").strip())
        if field is not None and text_of(element) is not None:
            places.setdefault(field, element)
    if "invoice_number" not in places or not places.keys() & {"total", "subtotal"}:
        return None
    found = Gathered()
    invoice = _invoice(found, places).model_copy(update={"currency": _yuan(found, root)})
    return Structured(invoice, found.paths, found.texts, found.invalid, partial=True)


def _said(root: etree._Element, paths: tuple[_Steps, ...]) -> etree._Element | None:
    elements = (first(root, *steps) for steps in paths)
    return next((one for one in elements if text_of(one) is not None), None)


def _invoice(found: Gathered, places: Mapping[str, etree._Element | None]) -> Invoice:
    texts = ("vendor", "vendor_tax_id", "buyer", "buyer_tax_id", "invoice_code", "invoice_number")
    named = {field: found.text(field, places.get(field)) for field in texts}
    amounts = {
        field: found.amount(field, places.get(field)) for field in ("subtotal", "tax", "total")
    }
    day = found.day("issue_date", places.get("issue_date"))
    return Invoice.model_validate({**named, **amounts, "issue_date": day})


def _yuan(found: Gathered, root: etree._Element) -> str:
    """Give the currency that the schema has without a word."""
    found.paths["currency"] = "/" + local_name(root)
    found.texts["currency"] = "CNY"
    return "CNY"


def _lines(
    found: Gathered, lines: list[etree._Element], schema: _Schema
) -> Iterator[LineItem]:  # fmt: skip
    for at, line in enumerate(lines):
        cells = {name: first(line, step) for name, step in schema.cells.items()}
        yield LineItem(
            description=found.text(place(at, "description"), cells["description"]),
            qty=found.amount(place(at, "qty"), cells["qty"]),
            unit_price=found.amount(place(at, "unit_price"), cells["unit_price"]),
            total=found.amount(place(at, "total"), cells["total"]),
        )


def _taxes(lines: list[etree._Element], schema: _Schema) -> Iterator[TaxLine]:
    """Add the lines up by rate; those without a rate (exempt, not taxed) are on none."""
    sums: dict[Decimal, tuple[list[Decimal], list[Decimal]]] = {}
    for line in lines:
        rate = _rate(text_of(first(line, schema.rate)))
        base, tax = (
            number_of(first(line, schema.cells["total"])),
            number_of(first(line, schema.tax)),
        )
        if rate is not None and base is not None and tax is not None:
            bases, taxes = sums.setdefault(rate, ([], []))
            bases.append(base)
            taxes.append(tax)
    for rate, (bases, taxes) in sums.items():
        yield TaxLine(rate=rate, base=added(*bases), amount=added(*taxes))


def _rate(text: str | None) -> Decimal | None:
    """Give a rate in per cent: 6% and 0.06 are the same."""
    match = _RATE.fullmatch(text or "")
    if match is None:
        return None
    rate = Decimal(match[1])
    if not match[2] and rate < 1:
        rate = rate.scaleb(2)
    rate = rate.normalize()
    return sane(rate if rate != rate.to_integral() else rate.quantize(Decimal(1)))
