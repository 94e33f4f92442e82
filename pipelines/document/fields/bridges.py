"""What stands between sums: discounts, charges, rounding, what was paid before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pipelines.document.fields.candidates import CENT, Candidates
from pipelines.document.page.layout import Spot
from pipelines.document.page.printed import Claim

_MOST = 8  # that are tried
_MOST_OF_A_KIND = 12
_MOST_AT_ONCE = 3
_TAKEN_OFF = frozenset({"discount", "withheld", "tender"})
_BEFORE_TAX = frozenset({"discount", "service", "charge"})


@dataclass(frozen=True)
class Bridge:
    """An amount that is added to one sum, with its sign, and gives the next."""

    kind: str
    value: Decimal
    spot: Spot

    @property
    def row(self) -> int:
        """The row that it stands in."""
        return self.spot.row.index

    @property
    def may_be_before_tax(self) -> bool:
        """Tell what changes the sum that the tax is on."""
        return self.kind in _BEFORE_TAX


def bridges(found: Candidates, kinds: Iterable[str], sum_: Decimal) -> list[Bridge]:
    """Give what may lead on from a sum, each amount once; a credit note turns the signs."""
    built: dict[tuple[str, Decimal], Bridge] = {}
    for kind in kinds:
        for claim in found.beside[kind][-_MOST_OF_A_KIND:]:
            for value in _signed(kind, claim, sum_):
                built.setdefault((kind, value), Bridge(kind, value, claim.spots[0]))
    return sorted(built.values(), key=lambda one: one.row)


def _signed(kind: str, claim: Claim[Decimal], sum_: Decimal) -> Iterator[Decimal]:
    if kind == "rounding":
        yield from (claim.value, -claim.value)
    elif claim.value:
        value = claim.value.copy_abs().copy_sign(sum_)
        yield -value if kind in _TAKEN_OFF else value


def lead(way: Sequence[Bridge], difference: Decimal, slack: Decimal = CENT) -> tuple[Bridge, ...]:
    """Give the fewest bridges that come to a difference, of the last ones printed."""
    way = way[-_MOST:]
    for count in range(1, min(len(way), _MOST_AT_ONCE) + 1):
        for some in combinations(way, count):
            spots = {(one.row, one.spot.start) for one in some}
            come_to = sum((one.value for one in some), Decimal(0))
            if len(spots) == count and abs(come_to - difference) <= slack:
                return some
    return ()


def settled(found: Candidates) -> dict[Decimal, Claim[Decimal]]:
    """Give the amounts left to pay that another total leads to, with that total.

    What was paid before, older debts and taxes that the buyer keeps back lie between the two.
    """
    known: dict[Decimal, Claim[Decimal]] = {}
    own = sorted(found.roles["total"], key=lambda one: -one.weight)[:_MOST_OF_A_KIND]
    for due in found.due[-_MOST_OF_A_KIND:]:
        for total in own:
            if total.value == due.value or due.value in known:
                continue
            way = bridges(found, ("tender", "previous", "withheld"), total.value)
            if lead(way, due.value - total.value, Decimal(0)):
                known[due.value] = total
    return known
