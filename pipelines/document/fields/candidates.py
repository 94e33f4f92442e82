"""Which printed amounts could be the sum without tax, the tax or the total, and how surely."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from pipelines.document.fields.columns import (
    Heads,
    by_column,
    heads_above,
    heads_goods,
    is_under,
    look_below,
)
from pipelines.document.fields.rates import RateLine, distinct, rate_lines
from pipelines.document.fields.wrapped import continued
from pipelines.document.page.labels import Label, misread, nearest_before
from pipelines.document.page.layout import Row, Spot
from pipelines.document.page.numbers import Amount
from pipelines.document.page.printed import Claim, Printed

ROLES = ("subtotal", "tax", "total")
CENT = Decimal("0.02")  # what three rounded sums may be apart

_INCLUSIVE = re.compile(r"(?<![a-z])(incl|inkl|inc|toutes|con|ivato|after)")
_EXCLUSIVE = re.compile(r"(?<![a-z])(excl|exkl|exc|before|without|ohne|hors|sin|senza|zonder)")
_MOST_BESIDE = 24  # of each kind; a long document repeats them on its pages
_GOODS = 3  # amounts in a row of goods: quantity, price, sum
# What may stand between sums, or beside them: none of it is one of the three.
BESIDE = (
    "tender", "change", "rounding", "withheld", "discount", "service", "charge", "previous",
)  # fmt: skip


@dataclass
class Candidates:
    """The amounts that a label or a column gives each role, and what stands between the sums.

    `due` are those that are said to be left to pay: totals, but not always of this document.
    """

    roles: dict[str, list[Claim[Decimal]]] = field(
        default_factory=lambda: {role: [] for role in ROLES}
    )
    beside: dict[str, list[Claim[Decimal]]] = field(
        default_factory=lambda: {role: [] for role in BESIDE}
    )
    due: list[Claim[Decimal]] = field(default_factory=list)
    net: list[Claim[Decimal]] = field(default_factory=list)
    rates: list[RateLine] = field(default_factory=list)
    unlabelled: list[Claim[Decimal]] = field(default_factory=list)

    def add(self, role: str, value: Decimal, spot: Spot, weight: float) -> None:
        """File an amount under a role; repeated statements of one value add up a little."""
        claim = Claim(value, (spot,), weight)
        if role == "net":  # "net total" is before tax on invoices, after all on till slips
            self.roles["subtotal"].append(claim)
            self.net.append(Claim(value, (spot,), weight - 0.5))
        elif role == "due":
            self.due.append(claim)
            self.roles["total"].append(claim)
        elif role == "goods":
            self.roles["subtotal"].append(Claim(value, (spot,), min(weight, 3.5)))
        elif role in self.roles:
            self.roles[role].append(claim)
        elif role in self.beside:
            self.beside[role].append(claim)

    def values(self, role: str) -> list[Decimal]:
        """Give the amounts that stand beside the sums by what they are, the last ones printed."""
        return [claim.value for claim in self.beside[role][-_MOST_BESIDE:]]

    @property
    def several(self) -> bool:
        """Whether taxes of more than one rate are stated, each with the sum it is on."""
        return len({one.rate for one in self.rates if one.base is not None}) > 1

    @property
    def free(self) -> list[Claim[Decimal]]:
        """The amounts of which nothing says that they are none of the sums."""
        spots = {one.spots[0] for claims in self.beside.values() for one in claims}
        rows = {one.tax.spots[0].row for one in self.rates} if self.several else set()
        return [
            claim
            for claim in self.unlabelled
            if claim.spots[0] not in spots and claim.spots[0].row not in rows
        ]


def gather(printed: Printed) -> Candidates:
    """Give every amount that a label or a column speaks for."""
    stated = rate_lines(printed)
    found = Candidates(rates=distinct(list(stated.values())))
    for index, row in enumerate(printed.rows):
        labels = _meant(printed.labels("amounts")[index], row.folded)
        if row.source == "ocr" and printed.amounts[index]:
            labels = misread(row, labels)
        labels = continued(printed, row, labels)
        amounts = [one for one in printed.amounts[index] if _plausible(one, printed)]
        if index in stated:
            amounts = _state(stated[index], labels, amounts, found)
        _read_row(printed, row, labels, amounts, found)
        if not printed.amounts[index] and not heads_goods(labels):
            _read_below(printed, row, labels, stated, found)
    _add_up(found)
    for _, amount, spot in printed.all_amounts():
        if amount.decimals == 2 or (printed.in_whole_units and amount.mark):
            found.unlabelled.append(Claim(amount.value, (spot,), 0.0))
    _settle_net(printed, found)
    _follow_rounding(printed, found)
    _follow_payment(found)
    return found


def _read_row(
    printed: Printed, row: Row, labels: list[Label], amounts: list[Amount], found: Candidates
) -> None:
    heads = heads_above(printed, row.index) if len(amounts) > 1 else []
    whole = printed.in_whole_units and not printed.labels("identifiers")[row.index]
    labels = [one for one in labels if one.role not in BESIDE or _opens(one, row, len(amounts))]
    for label, group in _grouped(labels, amounts):
        for role, amount, weight in _roles(label, group, heads, row, whole=whole):
            found.add(role, amount.value, Spot(row, amount.start, amount.end), weight)


def _opens(label: Label, row: Row, amounts: int) -> bool:
    """Tell what stands beside the sums from a word in the description of goods."""
    before = row.folded[row.cell_at(label.start)[0] : label.start]
    if label.role in ("tender", "change", "rounding", "withheld"):
        return True
    return amounts < _GOODS and not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", before)


def _plausible(amount: Amount, printed: Printed) -> bool:
    """Tell what may be money: in a document that writes decimals, only what has them."""
    if amount.is_money or printed.has_decimals:
        return amount.is_money
    return amount.decimals == 0 and 10 <= amount.value < 10_000_000


def _state(
    line: RateLine, labels: Sequence[Label], amounts: list[Amount], found: Candidates
) -> list[Amount]:
    """File a tax and the sum it is on; give the amounts of the row that say something else."""
    if line.base is None:
        return amounts
    tax, base = line.tax.spots[0], line.base.spots[0]
    less = 2.0 if found.several else 0.0  # one of several is not what they come to
    found.add("tax", line.tax.value, tax, 4.5 - less)
    named = nearest_before(labels, base.start)
    rest = [one for one in amounts if one.start != tax.start]
    if named is None or named.role not in ("subtotal", "net"):
        found.add("subtotal", line.base.value, base, 3.0 - less)
        rest = [one for one in rest if one.start != base.start]
    return [one for one in rest if _is_of_sum(nearest_before(labels, one.end))]


def _is_of_sum(label: Label | None) -> bool:
    return label is not None and label.role in ("subtotal", "net", "total", "due")


def _read_below(
    printed: Printed,
    row: Row,
    labels: list[Label],
    stated: Mapping[int, RateLine],
    found: Candidates,
) -> None:
    """File what stands under labels; under the heads of several rates stand no sums of all."""
    for role, amount, spot, weight in look_below(printed, row, labels):
        if not (found.several and spot.row.index in stated):
            found.add(role, amount.value, spot, weight)


def _add_up(found: Candidates) -> None:
    """Add the taxes of several rates up, and the sums that they are on."""
    if len(found.rates) < 2:
        return
    taxes = [one.tax for one in found.rates]
    bases = [one.base for one in found.rates if one.base is not None]
    for role, claims, weight in (("tax", taxes, 4.0), ("subtotal", bases, 3.0)):
        if len(claims) == len(taxes):
            spots = tuple(spot for one in claims for spot in one.spots)
            value = sum((one.value for one in claims), Decimal(0))
            found.roles[role].append(Claim(value, spots, weight))


def _meant(labels: tuple[Label, ...], folded: str) -> list[Label]:
    """Join "Total incl. VAT" and "Total (VAT incl.)" into one label instead of two."""
    meant: list[Label] = []
    for label in labels:
        joined = _joined(meant[-1], label, folded) if meant and label.role == "tax" else label
        if joined is not None and joined.start < label.start:
            meant[-1] = joined
        elif joined is not None:
            meant.append(joined)
    return meant


def _joined(before: Label, tax: Label, folded: str) -> Label | None:
    """Give what a tax word after another label makes of the two; None when it adds nothing."""
    between = folded[before.end : tax.end]
    if before.role in ("total", "subtotal", "net"):
        if _EXCLUSIVE.search(between):
            return Label("subtotal", 6, before.start, tax.end)
        if _INCLUSIVE.search(between) and "(" not in between[:2]:
            return Label("total", max(before.weight, 5), before.start, tax.end)
    return None if between.rfind("(") > between.rfind(")") else tax


def _grouped(
    labels: list[Label], amounts: list[Amount]
) -> Iterator[tuple[Label | None, list[Amount]]]:
    groups: dict[Label | None, list[Amount]] = {}
    for amount in amounts:
        groups.setdefault(nearest_before(labels, amount.end), []).append(amount)
    yield from groups.items()


def _roles(
    label: Label | None,
    amounts: list[Amount],
    heads: Heads,
    row: Row,
    *,
    whole: bool,
) -> Iterator[tuple[str, Amount, float]]:
    """Give the role of each amount that follows one label, from the label or its column.

    `whole`: amounts without decimals are money in this document.
    """
    money = [one for one in amounts if one.is_money] or amounts
    if label is not None and _is_sum_row(label, row.folded, money):
        yield from zip(ROLES, money, (4.0, 4.0, 4.0), strict=False)
        return
    columns = list(by_column(money, heads, row)) if is_under(label, money, heads, row) else []
    if columns:
        yield from columns
    elif label is not None and (whole or label.role in _NAMED or money[-1].is_money):
        said = _said_amount(label, money, row.folded)
        role = "tax" if label.role == "rate" else label.role
        yield role, said, label.weight - (0 if whole or said.decimals else 2.5)


# "VAT 20 % on 100.00": what follows is not the tax, but what it is on.
_NAMED = frozenset({"total", "due", "subtotal"})
_ON = re.compile(r"(?<![a-z])(?:on|of|auf|von|aus|sur|de|sobre|su|di|over|van|op)\s*[€$£]?\s*$")


def _said_amount(label: Label, money: list[Amount], folded: str) -> Amount:
    """Give the amount that a label names: the last behind it, but for the sum that a tax is on."""
    if label.role != "tax" or len(money) < 2:
        return money[-1]
    own = [one for one in money if not _ON.search(folded[label.end : one.start])]
    return own[-1] if own else money[-1]


def _is_sum_row(label: Label, folded: str, money: list[Amount]) -> bool:
    """Tell a row of sum, tax and total; a Chinese one (合计) leaves the total to another."""
    if len(money) == 2:
        return folded[label.start : label.end].replace(" ", "") in ("合计", "合計")
    closes = len(money) == 3 and abs(money[0].value + money[1].value - money[2].value) <= CENT
    return closes and label.role == "total"


def _settle_net(printed: Printed, found: Candidates) -> None:
    """Take a net sum for the total, unless it is printed together with the tax on it."""
    values = {amount.value for _, amount, _ in printed.all_amounts()}
    taxes = [claim.value for claim in found.roles["tax"][-_MOST_BESIDE:] if claim.value]
    for claim in found.net[-_MOST_BESIDE:]:
        if not any(claim.value + tax in values for tax in taxes):
            found.roles["total"].append(claim)


def _follow_rounding(printed: Printed, found: Candidates) -> None:
    """Prefer the total after rounding to whole coins where both are printed."""
    printed_values = {amount.value: spot for _, amount, spot in printed.all_amounts()}
    for claim, rounding in product(found.roles["total"][-_MOST_BESIDE:], found.values("rounding")):
        rounded = claim.value + rounding
        if rounding and abs(rounding) < 1 and rounded in printed_values:
            found.add("total", rounded, printed_values[rounded], claim.weight + 1)


def _follow_payment(found: Candidates) -> None:
    """Take cash less change for a total where that amount is printed too."""
    printed_values = {claim.value: claim.spots[0] for claim in reversed(found.unlabelled)}
    for cash, change in product(found.values("tender"), found.values("change")):
        paid = cash - abs(change)
        if paid in printed_values and paid > 0:
            found.add("total", paid, printed_values[paid], 1.5)
