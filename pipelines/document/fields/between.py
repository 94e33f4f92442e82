"""What a document's sums come to with all that stands between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.document.fields.bridges import Bridge, bridges, lead
from pipelines.document.fields.candidates import CENT, Candidates
from pipelines.document.fields.rates import RateLine
from pipelines.document.model import TaxLine
from pipelines.document.page.printed import Claim

_MOST_RATES = 12


@dataclass(frozen=True)
class Between:
    """What leads from one sum to the next, each with its sign as it is added.

    `goods` lies between the lines and the sum without tax, `after_tax` between sum, tax and
    total. `sums` are those that are not printed, but follow from what is; None: one that is
    printed is none of the three.
    """

    goods: tuple[Decimal, ...] = ()
    after_tax: Decimal = Decimal(0)
    sums: Mapping[str, Claim[Decimal] | None] = field(default_factory=dict)

    def beside(self, lines: Decimal | None, subtotal: Decimal | None) -> tuple[Decimal, Decimal]:
        """Give the charges and allowances on top of lines that come to so much.

        None where the lines have them: then those come to the subtotal alone.
        """
        if lines is not None and subtotal is not None and abs(lines - subtotal) <= CENT:
            return Decimal(0), Decimal(0)
        added = sum((one for one in self.goods if one > 0), Decimal(0))
        return added, -sum((one for one in self.goods if one < 0), Decimal(0))


NOTHING_BETWEEN = Between()


@dataclass(frozen=True)
class Sums:
    """The claims for subtotal, tax and total, with what the document says about them."""

    amounts: Mapping[str, Claim[Decimal]]
    rates: Sequence[RateLine]
    between: Between

    @property
    def taxes(self) -> tuple[TaxLine, ...]:
        """The taxes by rate: all of them, or none where they are not what the tax is."""
        lines = self.rates[:_MOST_RATES]
        tax = self.amounts.get("tax")
        if not lines or tax is None:
            return ()
        come_to = sum((one.tax.value for one in lines), Decimal(0))
        if abs(come_to - tax.value) > CENT * len(lines) and len(lines) > 1:
            lines = [one for one in lines if one.tax.value == tax.value][:1]
        elif abs(come_to - tax.value) > CENT:
            return ()
        return tuple(
            TaxLine(rate=one.rate, base=one.base and one.base.value, amount=one.tax.value)
            for one in lines
        )


def between(
    chosen: Mapping[str, Claim[Decimal]], way: Sequence[Bridge], found: Candidates
) -> Between:
    """Tell what stands before the tax and what after it.

    A sum that is printed before its discounts is no sum without tax: what it comes to after them
    is, where there is a tax. What is left to pay after what was paid before is not the total, but
    what both come to is.
    """
    if not way:
        return Between(goods=_to_subtotal(chosen, found))
    subtotal, total = chosen["subtotal"], chosen["total"]
    tax = chosen["tax"].spots[0].row.index if "tax" in chosen else total.spots[0].row.index
    before = [one for one in way if one.may_be_before_tax and one.row < tax]
    paid = [one for one in way if one.kind == "tender"]
    after = [one for one in way if one not in before and one not in paid]
    sums: dict[str, Claim[Decimal] | None] = {}
    if before and "tax" in chosen:
        sums["subtotal"] = _led(subtotal, before, 1)
    elif before:
        sums["subtotal"] = None
    if paid:
        sums["total"] = _led(total, paid, -1)
    after_tax = sum((one.value for one in after if one.kind != "withheld"), Decimal(0))
    return Between(tuple(one.value for one in before), after_tax, sums)


def _led(claim: Claim[Decimal], way: Sequence[Bridge], sign: int) -> Claim[Decimal]:
    value = claim.value + sign * sum((one.value for one in way), Decimal(0))
    return Claim(value, (*claim.spots[:1], *(one.spot for one in way)), claim.weight)


def _to_subtotal(chosen: Mapping[str, Claim[Decimal]], found: Candidates) -> tuple[Decimal, ...]:
    """Give the discounts and charges that stand above the sum without tax."""
    if "subtotal" not in chosen:
        return ()
    subtotal = chosen["subtotal"]
    row = subtotal.spots[0].row.index
    way = [
        one
        for one in bridges(found, ("discount", "service", "charge"), subtotal.value)
        if one.row < row
    ]
    for earlier in found.roles["subtotal"]:
        if earlier.spots[0].row.index < row and earlier.value != subtotal.value:
            led = lead(way, subtotal.value - earlier.value)
            if led:
                return tuple(one.value for one in led)
    return tuple(one.value for one in way if one.kind == "discount")
