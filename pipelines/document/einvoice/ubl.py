"""OASIS UBL 2.1: Invoice and CreditNote, as in Peppol BIS and XRechnung (UBL)."""

from decimal import Decimal

from lxml import etree

from pipelines.document.decoded import Structured
from pipelines.document.einvoice.prices import terms, ubl_taxes
from pipelines.document.einvoice.walk import (
    CREDIT_NOTES,
    Gathered,
    every,
    first,
    in_currency,
    local_name,
    number_of,
    place,
    text_of,
)
from pipelines.document.model import Invoice, LineItem


def read(root: etree._Element) -> Structured:
    """Give the fields and the lines of a UBL invoice or credit note."""
    found = Gathered()
    seller = first(root, "AccountingSupplierParty", "Party")
    buyer = first(root, "AccountingCustomerParty", "Party")
    sums = first(root, "LegalMonetaryTotal")
    currency = found.currency(first(root, "DocumentCurrencyCode"))
    due = first(root, "DueDate")
    if due is None:
        due = first(root, "PaymentMeans", "PaymentDueDate")
    invoice = Invoice(
        vendor=found.text("vendor", _name(seller)),
        invoice_number=found.text("invoice_number", first(root, "ID")),
        issue_date=found.day("issue_date", first(root, "IssueDate")),
        currency=currency,
        subtotal=found.money("subtotal", every(sums, "TaxExclusiveAmount"), currency),
        tax=found.sum("tax", _taxes(root, currency), currency),
        total=_total(found, sums, currency),
        line_items=_lines(found, root, currency),
        credit_note=_is_credit_note(root),
        due_date=found.day("due_date", due),
        buyer=found.text("buyer", _name(buyer)),
        vendor_tax_id=found.text("vendor_tax_id", _tax_id(seller)),
        iban=found.text("iban", first(root, "PaymentMeans", "PayeeFinancialAccount", "ID")),
        taxes=ubl_taxes(_taxes(root, currency)),
    )
    found.amount("allowance_total", first(sums, "AllowanceTotalAmount"))
    found.amount("charge_total", first(sums, "ChargeTotalAmount"))
    return found.structured(invoice)


def _taxes(root: etree._Element, currency: str | None) -> list[etree._Element]:
    """Give the tax of each kind; a total without a breakdown beside others only repeats them."""
    taxes = in_currency(every(root, "TaxTotal", "TaxAmount"), currency)
    broken_down = [one for one in taxes if first(one.getparent(), "TaxSubtotal") is not None]
    return broken_down or taxes


def _total(found: Gathered, sums: etree._Element | None, currency: str | None) -> Decimal | None:
    """Take the total with tax; where it is left out, make it of what is left to pay."""
    total = found.money("total", every(sums, "TaxInclusiveAmount"), currency)
    if total is not None:
        return total
    due = first(sums, "PayableAmount")
    found.mark_foreign("total", every(sums, "PayableAmount"), currency)
    paid, rounding = first(sums, "PrepaidAmount"), first(sums, "PayableRoundingAmount")
    return found.total_paid(due, number_of(paid), number_of(rounding))


def _is_credit_note(root: etree._Element) -> bool:
    code = text_of(first(root, "InvoiceTypeCode"))
    return local_name(root) == "CreditNote" or code in CREDIT_NOTES


def _name(party: etree._Element | None) -> etree._Element | None:
    """Prefer the registered name to the trading name."""
    for steps in (("PartyLegalEntity", "RegistrationName"), ("PartyName", "Name")):
        name = first(party, *steps)
        if text_of(name) is not None:
            return name
    return None


def _tax_id(seller: etree._Element | None) -> etree._Element | None:
    """Prefer the VAT number to another tax number."""
    schemes = list(every(seller, "PartyTaxScheme"))
    vat = [one for one in schemes if text_of(first(one, "TaxScheme", "ID")) == "VAT"]
    return first((vat or schemes)[0], "CompanyID") if schemes else None


def _lines(found: Gathered, root: etree._Element, currency: str | None) -> tuple[LineItem, ...]:
    items: list[LineItem] = []
    for number, line in enumerate(every(root, "InvoiceLine|CreditNoteLine")):
        qty = first(line, "InvoicedQuantity|CreditedQuantity")
        total = first(line, "LineExtensionAmount")
        price = first(line, "Price", "PriceAmount")
        per = first(line, "Price", "BaseQuantity")
        found.priced(number, terms(per, every(line, "AllowanceCharge"), "Amount"))
        found.mark_foreign(
            "line_items", [one for one in (total, price) if one is not None], currency
        )
        items.append(
            LineItem(
                description=found.text(place(number, "description"), first(line, "Item", "Name")),
                qty=found.amount(place(number, "qty"), qty),
                unit_price=found.amount(place(number, "unit_price"), price),
                total=found.amount(place(number, "total"), total),
            )
        )
    return tuple(items)
