"""OASIS UBL 2.1: Invoice and CreditNote, as in Peppol BIS and XRechnung (UBL)."""

from lxml import etree

from pipelines.document.einvoice_walk import (
    CREDIT_NOTES,
    Gathered,
    every,
    first,
    in_currency,
    local_name,
    text_of,
)
from pipelines.document.model import Invoice, LineItem, Structured


def read(root: etree._Element) -> Structured:
    """Give the fields and the lines of a UBL invoice or credit note."""
    found = Gathered()
    seller = first(root, "AccountingSupplierParty", "Party")
    buyer = first(root, "AccountingCustomerParty", "Party")
    sums = first(root, "LegalMonetaryTotal")
    currency = found.text("currency", first(root, "DocumentCurrencyCode"))
    due = first(root, "DueDate")
    if due is None:
        due = first(root, "PaymentMeans", "PaymentDueDate")
    invoice = Invoice(
        vendor=found.text("vendor", _name(seller)),
        invoice_number=found.text("invoice_number", first(root, "ID")),
        issue_date=found.day("issue_date", first(root, "IssueDate")),
        currency=currency,
        subtotal=found.amount("subtotal", first(sums, "TaxExclusiveAmount")),
        tax=found.amount("tax", in_currency(every(root, "TaxTotal", "TaxAmount"), currency)),
        total=found.amount("total", first(sums, "TaxInclusiveAmount")),
        line_items=_lines(found, root),
        credit_note=_is_credit_note(root),
        due_date=found.day("due_date", due),
        buyer=found.text("buyer", _name(buyer)),
        vendor_tax_id=found.text("vendor_tax_id", _tax_id(seller)),
        iban=found.text("iban", first(root, "PaymentMeans", "PayeeFinancialAccount", "ID")),
    )
    found.amount("allowance_total", first(sums, "AllowanceTotalAmount"))
    found.amount("charge_total", first(sums, "ChargeTotalAmount"))
    return Structured(invoice, found.paths, found.texts, found.invalid)


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


def _lines(found: Gathered, root: etree._Element) -> tuple[LineItem, ...]:
    items: list[LineItem] = []
    for number, line in enumerate(every(root, "InvoiceLine|CreditNoteLine")):
        at = f"line_items.{number}"
        qty = first(line, "InvoicedQuantity|CreditedQuantity")
        items.append(
            LineItem(
                description=found.text(f"{at}.description", first(line, "Item", "Name")),
                qty=found.amount(f"{at}.qty", qty),
                unit_price=found.amount(f"{at}.unit_price", first(line, "Price", "PriceAmount")),
                total=found.amount(f"{at}.total", first(line, "LineExtensionAmount")),
            )
        )
    return tuple(items)
