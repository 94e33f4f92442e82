"""Cross Industry Invoice XML, the kind that Factur-X and ZUGFeRD carry."""

from decimal import Decimal
from xml.sax.saxutils import escape

from tests.drawn.bill import Bill
from tests.drawn.names import Party

_RSM = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
_RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
_UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"


def tag(name: str, *content: str, **attributes: str) -> str:
    """Wrap markup in an element; text must be escaped before."""
    extra = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{extra}>{''.join(content)}</{name}>"


def _day(year: int, month: int, day: int) -> str:
    return tag("udt:DateTimeString", f"{year}{month:02d}{day:02d}", format="102")


def _party(role: str, party: Party) -> str:
    return tag(
        f"ram:{role}TradeParty",
        tag("ram:Name", escape(party.name)),
        tag("ram:PostalTradeAddress", tag("ram:LineOne", escape(party.street))),
        tag("ram:SpecifiedTaxRegistration", tag("ram:ID", party.tax_id, schemeID="VA")),
    )


def _rate(rate: Decimal, *content: str) -> str:
    return tag(
        "ram:ApplicableTradeTax",
        *content[:1],
        tag("ram:TypeCode", "VAT"),
        *content[1:],
        tag("ram:CategoryCode", "S"),
        tag("ram:RateApplicablePercent", f"{rate}"),
    )


def _lines(bill: Bill) -> str:
    return "".join(
        tag(
            "ram:IncludedSupplyChainTradeLineItem",
            tag("ram:AssociatedDocumentLineDocument", tag("ram:LineID", str(at))),
            tag("ram:SpecifiedTradeProduct", tag("ram:Name", escape(line.description))),
            tag(
                "ram:SpecifiedLineTradeAgreement",
                tag("ram:NetPriceProductTradePrice", tag("ram:ChargeAmount", f"{line.unit_price}")),
            ),
            tag(
                "ram:SpecifiedLineTradeDelivery",
                tag("ram:BilledQuantity", f"{line.qty}", unitCode="C62"),
            ),
            tag(
                "ram:SpecifiedLineTradeSettlement",
                _rate(line.rate),
                tag(
                    "ram:SpecifiedTradeSettlementLineMonetarySummation",
                    tag("ram:LineTotalAmount", f"{line.total}"),
                ),
            ),
        )
        for at, line in enumerate(bill.lines, 1)
    )


def _settlement(bill: Bill) -> str:
    groups = (
        _rate(
            rate,
            tag("ram:CalculatedAmount", f"{tax}"),
            tag("ram:BasisAmount", f"{net}"),
        )
        for rate, net, tax in bill.rates
    )
    account = tag("ram:PayeePartyCreditorFinancialAccount", tag("ram:IBANID", bill.seller.iban))
    means = tag("ram:SpecifiedTradeSettlementPaymentMeans", tag("ram:TypeCode", "58"), account)
    due = tag("ram:DueDateDateTime", _day(bill.due.year, bill.due.month, bill.due.day))
    sums = tag(
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        tag("ram:LineTotalAmount", f"{bill.subtotal}"),
        tag("ram:TaxBasisTotalAmount", f"{bill.subtotal}"),
        tag("ram:TaxTotalAmount", f"{bill.tax}", currencyID=bill.currency),
        tag("ram:GrandTotalAmount", f"{bill.total}"),
        tag("ram:DuePayableAmount", f"{bill.total}"),
    )
    return tag(
        "ram:ApplicableHeaderTradeSettlement",
        tag("ram:InvoiceCurrencyCode", bill.currency),
        means,
        *groups,
        tag("ram:SpecifiedTradePaymentTerms", due),
        sums,
    )


def write(bill: Bill) -> bytes:
    """Write a bill as CII."""
    number = tag("ram:ID", escape(bill.number)) if bill.number else ""
    document = tag(
        "rsm:ExchangedDocument",
        number,
        tag("ram:TypeCode", "381" if bill.credit else "380"),
        tag("ram:IssueDateTime", _day(*bill.day)),
    )
    profile = tag(
        "ram:GuidelineSpecifiedDocumentContextParameter",
        tag("ram:ID", "urn:cen.eu:en16931:2017"),
    )
    body = tag(
        "rsm:SupplyChainTradeTransaction",
        _lines(bill),
        tag(
            "ram:ApplicableHeaderTradeAgreement",
            _party("Seller", bill.seller),
            _party("Buyer", bill.buyer),
        ),
        tag("ram:ApplicableHeaderTradeDelivery"),
        _settlement(bill),
    )
    spaces = {"xmlns:rsm": _RSM, "xmlns:ram": _RAM, "xmlns:udt": _UDT}
    context = tag("rsm:ExchangedDocumentContext", profile)
    root = tag("rsm:CrossIndustryInvoice", context, document, body, **spaces)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'.encode()
