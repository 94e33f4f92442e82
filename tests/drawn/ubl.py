"""UBL XML: invoices and credit notes."""

from xml.sax.saxutils import escape

from tests.drawn.bill import Bill
from tests.drawn.cii import tag
from tests.drawn.names import Party

_CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"


def _party(role: str, party: Party) -> str:
    scheme = tag("cac:TaxScheme", tag("cbc:ID", "VAT"))
    return tag(
        f"cac:Accounting{role}Party",
        tag(
            "cac:Party",
            tag("cac:PostalAddress", tag("cbc:StreetName", escape(party.street))),
            tag("cac:PartyTaxScheme", tag("cbc:CompanyID", party.tax_id), scheme),
            tag("cac:PartyLegalEntity", tag("cbc:RegistrationName", escape(party.name))),
        ),
    )


def _money(name: str, amount: object, bill: Bill) -> str:
    return tag(f"cbc:{name}", f"{amount}", currencyID=bill.currency)


def _category(rate: object) -> str:
    scheme = tag("cac:TaxScheme", tag("cbc:ID", "VAT"))
    return f"{tag('cbc:ID', 'S')}{tag('cbc:Percent', f'{rate}')}{scheme}"


def _lines(bill: Bill) -> str:
    kind = "CreditNote" if bill.credit else "Invoice"
    quantity = "CreditedQuantity" if bill.credit else "InvoicedQuantity"
    return "".join(
        tag(
            f"cac:{kind}Line",
            tag("cbc:ID", str(at)),
            tag(f"cbc:{quantity}", f"{line.qty}", unitCode="C62"),
            _money("LineExtensionAmount", line.total, bill),
            tag(
                "cac:Item",
                tag("cbc:Name", escape(line.description)),
                tag("cac:ClassifiedTaxCategory", _category(line.rate)),
            ),
            tag("cac:Price", _money("PriceAmount", line.unit_price, bill)),
        )
        for at, line in enumerate(bill.lines, 1)
    )


def _sums(bill: Bill) -> str:
    groups = (
        tag(
            "cac:TaxSubtotal",
            _money("TaxableAmount", net, bill),
            _money("TaxAmount", tax, bill),
            tag("cac:TaxCategory", _category(rate)),
        )
        for rate, net, tax in bill.rates
    )
    return tag("cac:TaxTotal", _money("TaxAmount", bill.tax, bill), *groups) + tag(
        "cac:LegalMonetaryTotal",
        _money("LineExtensionAmount", bill.subtotal, bill),
        _money("TaxExclusiveAmount", bill.subtotal, bill),
        _money("TaxInclusiveAmount", bill.total, bill),
        _money("PayableAmount", bill.total, bill),
    )


def write(bill: Bill) -> bytes:
    """Write a bill as a UBL invoice or, for a credit, a UBL credit note."""
    kind, code = ("CreditNote", "381") if bill.credit else ("Invoice", "380")
    year, month, day = bill.day
    account = tag("cac:PayeeFinancialAccount", tag("cbc:ID", bill.seller.iban))
    root = tag(
        kind,
        tag("cbc:CustomizationID", "urn:cen.eu:en16931:2017"),
        tag("cbc:ID", escape(bill.number)) if bill.number else "",
        tag("cbc:IssueDate", f"{year}-{month:02d}-{day:02d}"),
        "" if bill.credit else tag("cbc:DueDate", bill.due.isoformat()),
        tag(f"cbc:{kind}TypeCode", code),
        tag("cbc:DocumentCurrencyCode", bill.currency),
        _party("Supplier", bill.seller),
        _party("Customer", bill.buyer),
        tag("cac:PaymentMeans", tag("cbc:PaymentMeansCode", "58"), account),
        _sums(bill),
        _lines(bill),
        **{
            "xmlns": f"urn:oasis:names:specification:ubl:schema:xsd:{kind}-2",
            "xmlns:cac": _CAC,
            "xmlns:cbc": _CBC,
        },
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'.encode()
