"""What the pages say to stand between the sums of a document, and between its lines and those."""

from decimal import Decimal

from pipelines.document.fields.claims import Claims
from pipelines.document.fields.lines.table import can_be_held, total_of
from pipelines.document.model import Adjustments, Invoice
from pipelines.document.reckoning import added


def beside(claims: Claims, invoice: Invoice) -> Adjustments:
    """Give what the pages say to stand between the sums; the values are those of `invoice`."""
    goods = total_of(claims.table)
    charges, allowances = claims.between.beside(goods, invoice.subtotal)
    if goods is not None and goods == invoice.total:  # such lines have all of it in them
        charges = allowances = Decimal(0)
    stated = [one for one in (invoice.subtotal, invoice.total) if one is not None]
    before = [added(one, allowances, charges.copy_negate()) for one in stated]
    return Adjustments(
        withheld=tuple(dict.fromkeys(claims.withheld)),
        charges=charges,
        allowances=allowances,
        rounding=claims.between.after_tax,
        lines_whole=can_be_held(claims.table, *stated, *before),
        lines_priced=claims.table.priced,
    )
