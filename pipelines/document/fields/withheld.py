"""The income taxes that a buyer keeps back."""

from collections.abc import Iterator
from decimal import Decimal

from pipelines.document.page.printed import Printed
from pipelines.document.values import sane


def withheld_in(printed: Printed) -> Iterator[Decimal]:
    """Give the income taxes that the buyer keeps back (IRPF, ritenuta d'acconto), unsigned."""
    for labels, amounts in zip(printed.labels("amounts"), printed.amounts, strict=True):
        money = [one for one in amounts if one.is_money]
        kept = sane(money[-1].value) if money else None
        if kept is not None and any(one.role == "withheld" for one in labels):
            yield kept.copy_abs()
