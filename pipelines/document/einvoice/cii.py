"""UN/CEFACT Cross Industry Invoice: ZUGFeRD 1.0, ZUGFeRD 2.x, Factur-X and XRechnung (CII).

ZUGFeRD 1.0 has the same tree under older names, which the steps give as alternatives.
"""

from decimal import Decimal

from lxml import etree

from pipelines.document.decoded import Structured
from pipelines.document.einvoice.prices import CII_RATE, cii_taxes, terms
from pipelines.document.einvoice.walk import (
    CREDIT_NOTES,
    Gathered,
    every,
    first,
    number_of,
    place,
    text_of,
)
from pipelines.document.model import Invoice, LineItem

_DEAL = "SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction"
_AGREEMENT = "ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement"
_SETTLEMENT = "ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement"
_SUMS = "SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
_LINE_AGREEMENT = "SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement"
_LINE_DELIVERY = "SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery"
_LINE_SETTLEMENT = "SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement"
_LINE_SUMS = (
    "SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
)
_DUE = ("SpecifiedTradePaymentTerms", "DueDateDateTime")


def read(root: etree._Element) -> Structured:
    """Give the fields and the lines of a cross-industry invoice."""
    found = Gathered()
    header = first(root, "ExchangedDocument|HeaderExchangedDocument")
    deal = first(root, _DEAL)
    seller = first(deal, _AGREEMENT, "SellerTradeParty")
    settlement = first(deal, _SETTLEMENT)
    currency = found.currency(first(settlement, "InvoiceCurrencyCode"))
    sums, taxes = first(settlement, _SUMS), cii_taxes(settlement)
    invoice = Invoice(
        vendor=found.text("vendor", first(seller, "Name")),
        invoice_number=found.text("invoice_number", first(header, "ID")),
        issue_date=found.day("issue_date", _date(first(header, "IssueDateTime"))),
        currency=currency,
        subtotal=_sum(found, "subtotal", sums, "TaxBasisTotalAmount", currency),
        tax=_tax(found, settlement, sums, currency),
        total=_total(found, sums, currency),
        line_items=_lines(found, deal, bare=not taxes),
        credit_note=text_of(first(header, "TypeCode")) in CREDIT_NOTES,
        due_date=found.day("due_date", _date(first(settlement, *_DUE))),
        buyer=found.text("buyer", first(deal, _AGREEMENT, "BuyerTradeParty", "Name")),
        vendor_tax_id=found.text("vendor_tax_id", _tax_id(seller)),
        iban=found.text("iban", _iban(settlement)),
        taxes=taxes,
    )
    _sum(found, "allowance_total", sums, "AllowanceTotalAmount", currency)
    _sum(found, "charge_total", sums, "ChargeTotalAmount", currency)
    return found.structured(invoice)


def _date(holder: etree._Element | None) -> etree._Element | None:
    """Give the element that holds the date itself: the oldest form has no inner one."""
    inner = first(holder, "DateTimeString|DateTime|Date")
    return holder if inner is None else inner


def _sum(
    found: Gathered, field: str, sums: etree._Element | None, name: str, currency: str | None
) -> Decimal | None:
    return found.money(field, every(sums, name), currency)


def _total(found: Gathered, sums: etree._Element | None, currency: str | None) -> Decimal | None:
    """Take the total with tax; where it is left out, make it of what is left to pay."""
    total = _sum(found, "total", sums, "GrandTotalAmount", currency)
    if total is not None:
        return total
    paid, rounding = first(sums, "TotalPrepaidAmount"), first(sums, "RoundingAmount")
    return found.total_paid(first(sums, "DuePayableAmount"), number_of(paid), number_of(rounding))


def _tax(
    found: Gathered,
    settlement: etree._Element | None,
    sums: etree._Element | None,
    currency: str | None,
) -> Decimal | None:
    """Take the tax total; where it is left out, the sum of the taxes there are."""
    total = _sum(found, "tax", sums, "TaxTotalAmount", currency)
    if total is not None:
        return total
    return found.sum("tax", every(settlement, "ApplicableTradeTax", "CalculatedAmount"), currency)


def _tax_id(seller: etree._Element | None) -> etree._Element | None:
    """Prefer the VAT number (VA) to the number of the local tax office (FC)."""
    ids = list(every(seller, "SpecifiedTaxRegistration", "ID"))
    return next((one for one in ids if one.get("schemeID") == "VA"), ids[0] if ids else None)


def _iban(settlement: etree._Element | None) -> etree._Element | None:
    return first(
        settlement,
        "SpecifiedTradeSettlementPaymentMeans",
        "PayeePartyCreditorFinancialAccount",
        "IBANID",
    )


def _lines(found: Gathered, deal: etree._Element | None, *, bare: bool) -> tuple[LineItem, ...]:
    """Take the lines; in a `bare` document they alone tell of the rates of their taxes."""
    items: list[LineItem] = []
    for line in every(deal, "IncludedSupplyChainTradeLineItem"):
        status = text_of(first(line, "AssociatedDocumentLineDocument", "LineStatusReasonCode"))
        if status in {"GROUP", "INFORMATION"}:  # headings and notes: their sums are in the others
            continue
        name = first(line, "SpecifiedTradeProduct", "Name")
        total = first(line, _LINE_SETTLEMENT, _LINE_SUMS, "LineTotalAmount")
        if text_of(name) is None and text_of(total) is None:  # a line that is only a note
            continue
        at = len(items)
        net = first(line, _LINE_AGREEMENT, "NetPriceProductTradePrice")
        parts = every(line, _LINE_SETTLEMENT, "SpecifiedTradeAllowanceCharge")
        tax = first(line, _LINE_SETTLEMENT, "ApplicableTradeTax", CII_RATE) if bare else None
        found.priced(at, terms(first(net, "BasisQuantity"), parts, "ActualAmount", tax))
        price = first(net, "ChargeAmount")
        items.append(
            LineItem(
                description=found.text(place(at, "description"), name),
                qty=found.amount(place(at, "qty"), first(line, _LINE_DELIVERY, "BilledQuantity")),
                unit_price=found.amount(place(at, "unit_price"), price),
                total=found.amount(place(at, "total"), total),
            )
        )
    return tuple(items)
