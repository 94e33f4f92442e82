"""Chinese e-invoice XML: the fully digital one, and the older one that OFD files carry."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.drawn.bill import Bill, Line
from tests.drawn.cii import tag
from tests.drawn.names import Party
from tests.drawn.wording import capitals

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OLDER = "http://www.edrm.org.cn/schema/e-invoice/2019"


def _day(bill: Bill) -> str:
    return "{:04}-{:02}-{:02}".format(*bill.day)


def _digital_party(role: str, party: Party) -> str:
    return tag(
        f"{role}Information",
        tag(f"{role}IdNum", party.tax_id),
        tag(f"{role}Name", escape(party.name)),
        tag(f"{role}Addr", escape(party.street)),
    )


def _digital_line(line: Line) -> str:
    return tag(
        "IssuItemInformation",
        tag("ItemName", escape(line.description)),
        tag("SpecMod", ""),
        tag("MeaUnits", "个"),
        tag("Quantity", f"{line.qty}"),
        tag("UnPrice", f"{line.unit_price}"),
        tag("Amount", f"{line.total}"),
        tag("TaxRate", f"{line.rate / 100}"),
        tag("ComTaxAm", f"{line.tax}"),
    )


def digital(bill: Bill) -> bytes:
    """Write what the tax bureau's platform issues for a fully digital invoice."""
    kind = tag("InIssuType", tag("LabelCode", "N" if bill.credit else "Y"))
    sums = tag(
        "BasicInformation",
        tag("TotalAmWithoutTax", f"{bill.subtotal}"),
        tag("TotalTaxAm", f"{bill.tax}"),
        tag("TotalTax-includedAmount", f"{bill.total}"),
        tag("TotalTax-includedAmountInChinese", capitals(bill.total)),
        tag("RequestTime", f"{_day(bill)} 10:11:12"),
    )
    parties = (_digital_party("Seller", bill.seller), _digital_party("Buyer", bill.buyer))
    number = bill.number or ""
    supervised = (tag("InvoiceNumber", number), tag("IssueTime", _day(bill)))
    text = tag(
        "EInvoice",
        tag("Header", tag("EIid", number), tag("InherentLabel", kind)),
        tag("EInvoiceData", *parties, sums, *map(_digital_line, bill.lines)),
        tag("TaxSupervisionInfo", *supervised),
    )
    return (_HEAD + text).encode()


def _older_party(role: str, party: Party) -> str:
    return tag(
        f"fp:{role}",
        tag(f"fp:{role}Name", escape(party.name)),
        tag(f"fp:{role}TaxID", party.tax_id),
        tag(f"fp:{role}AddrTel", escape(party.street)),
    )


def _older_lines(bill: Bill) -> Iterator[str]:
    for line in bill.lines:
        yield tag(
            "fp:GoodsInfo",
            tag("fp:Item", escape(line.description)),
            tag("fp:Quantity", f"{line.qty}"),
            tag("fp:Price", f"{line.unit_price}"),
            tag("fp:Amount", f"{line.total}"),
            tag("fp:TaxScheme", f"{line.rate}%"),
            tag("fp:TaxAmount", f"{line.tax}"),
        )


def older(bill: Bill, code: str = "050001700111") -> bytes:
    """Write what is attached to the OFD of a VAT invoice with a code and a number."""
    year, month, day = bill.day
    text = tag(
        "eInvoice",
        tag("fp:InvoiceCode", code),
        tag("fp:InvoiceNo", bill.number or ""),
        tag("fp:IssueDate", f"{year}年{month:02}月{day:02}日"),
        _older_party("Buyer", bill.buyer),
        _older_party("Seller", bill.seller),
        tag("fp:TaxInclusiveTotalAmount", f"{bill.total}"),
        tag("fp:TaxTotalAmount", f"{bill.tax}"),
        tag("fp:TaxExclusiveTotalAmount", f"{bill.subtotal}"),
        tag("fp:GoodsInfos", *_older_lines(bill)),
        **{"xmlns:fp": _OLDER},
    )
    return (_HEAD + text).encode()


def head(bill: Bill) -> dict[str, str]:
    """Give what the head of an OFD says of its invoice."""
    year, month, day = bill.day
    return {
        "发票号码": bill.number or "",
        "开票日期": f"{year}年{month:02}月{day:02}日",
        "合计金额": f"{bill.subtotal}",
        "合计税额": f"{bill.tax}",
        "价税合计": f"{bill.total}",
        "销售方纳税人识别号": bill.seller.tax_id,
        "购买方纳税人识别号": bill.buyer.tax_id,
    }
