"""Which printed amounts could be the sum without tax, the tax or the total, and how surely."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from pipelines.document.page.labels import Label, misread, nearest_before
from pipelines.document.page.layout import Row, Spot, below, overlap
from pipelines.document.page.numbers import Amount
from pipelines.document.page.printed import Claim, Printed
from pipelines.document.values import sane

ROLES = ("subtotal", "tax", "total")
CENT = Decimal("0.02")  # what three rounded sums may be apart

_INCLUSIVE = re.compile(r"(?<![a-z])(incl|inkl|inc|toutes|con|ivato|after)")
_EXCLUSIVE = re.compile(r"(?<![a-z])(excl|exkl|exc|before|without|ohne|hors|sin|senza|zonder)")


@dataclass
class Candidates:
    """The amounts that a label or a column gives each role, and the receipt's cash and change."""

    roles: dict[str, list[Claim[Decimal]]] = field(
        default_factory=lambda: {role: [] for role in ROLES}
    )
    tender: list[Decimal] = field(default_factory=list)
    change: list[Decimal] = field(default_factory=list)
    rounding: list[Decimal] = field(default_factory=list)
    withheld: list[Decimal] = field(default_factory=list)
    net: list[Claim[Decimal]] = field(default_factory=list)
    adjusted: bool = False  # a discount or a service charge stands among the sums
    unlabelled: list[Claim[Decimal]] = field(default_factory=list)

    def add(self, role: str, value: Decimal, spot: Spot, weight: float) -> None:
        """File an amount under a role; repeated statements of one value add up a little."""
        if role == "net":  # "net total" is before tax on invoices, after all on till slips
            self.add("subtotal", value, spot, weight)
            self.net.append(Claim(value, (spot,), weight - 0.5))
        elif role in self.roles:
            self.roles[role].append(Claim(value, (spot,), weight))
        elif role in ("tender", "change", "rounding"):
            getattr(self, role).append(value)
        elif role in ("discount", "service"):
            self.adjusted = self.adjusted or value != 0


def gather(printed: Printed) -> Candidates:
    """Give every amount that a label or a column speaks for."""
    found = Candidates(withheld=list(withheld_in(printed)))
    for index, row in enumerate(printed.rows):
        labels = _meant(printed.labels("amounts")[index], row.folded)
        if row.source == "ocr" and printed.amounts[index]:
            labels = misread(row, labels)
        amounts = [one for one in printed.amounts[index] if _plausible(one)]
        headers = _headers(printed, index) if len(amounts) > 1 else []
        whole = printed.in_whole_units and not printed.labels("identifiers")[index]
        for label, group in _grouped(labels, amounts):
            for role, amount, weight in _roles(label, group, headers, row, whole=whole):
                found.add(role, amount.value, Spot(row, amount.start, amount.end), weight)
        if not amounts and not _heads_goods(labels):
            _look_below(printed, row, labels, found)
    for _, amount, spot in printed.all_amounts():
        if amount.decimals == 2:
            found.unlabelled.append(Claim(amount.value, (spot,), 0.0))
    _settle_net(printed, found)
    _follow_rounding(printed, found)
    _follow_payment(found)
    return found


def _plausible(amount: Amount) -> bool:
    return amount.is_money or (amount.decimals == 0 and 10 <= amount.value < 10_000_000)


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
    headers: list[tuple[Label, Spot]],
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
    columns = list(_by_column(money, headers, row)) if _is_under(label, money, headers, row) else []
    if columns:
        yield from columns
    elif label is not None and (whole or label.role in ("total", "subtotal") or money[-1].is_money):
        yield label.role, money[-1], label.weight - (0 if whole or money[-1].decimals else 2.5)


def _is_sum_row(label: Label, folded: str, money: list[Amount]) -> bool:
    """Tell a row of sum, tax and total; a Chinese one (合计) leaves the total to another."""
    if len(money) == 2:
        return folded[label.start : label.end].replace(" ", "") in ("合计", "合計")
    closes = len(money) == 3 and abs(money[0].value + money[1].value - money[2].value) <= CENT
    return closes and label.role == "total"


def _is_under(
    label: Label | None, money: list[Amount], headers: list[tuple[Label, Spot]], row: Row
) -> bool:
    """Tell whether the column heads speak for these amounts: a row of sums, not one of goods."""
    if label is not None:
        return len(money) > 1 and label.role == "total"
    marked = all(one.mark for one in money)
    return _only_numbers(row.folded) and (marked or not _heads_goods(one for one, _ in headers))


def _only_numbers(folded: str) -> bool:
    return not re.search(r"[a-z]{4,}|[\u4e00-\u9fff]{2,}", folded)


def _headers(printed: Printed, index: int) -> list[tuple[Label, Spot]]:
    """Give the labels of the nearest table header above a row, each with its place."""
    page = printed.rows[index].page
    for at in range(index - 1, max(index - 40, -1), -1):
        row = printed.rows[at]
        labels = printed.labels("amounts")[at]
        if row.page != page:
            return []
        named = {label.role for label in labels}
        if len(labels) >= 2 and len(named) >= 2 and not printed.amounts[at]:
            return [(one, Spot(row, *row.cell_at(one.start))) for one in labels]
    return []


def _by_column(
    amounts: list[Amount], headers: list[tuple[Label, Spot]], row: Row
) -> Iterator[tuple[str, Amount, float]]:
    for amount in amounts:
        box = Spot(row, amount.start, amount.end).box
        under = [(overlap(box, spot.box), label) for label, spot in headers]
        share, label = max(under, key=lambda one: one[0], default=(0.0, None))
        if label is None or share <= 0.2 or label.role not in ROLES:
            continue
        before_tax = label.weight == 1 and any(one.role == "tax" for one, _ in headers)
        yield "subtotal" if before_tax else label.role, amount, 2.5


def _heads_goods(labels: Iterable[Label]) -> bool:
    return any(one.role in ("count", "unit") for one in labels)


def _look_below(printed: Printed, row: Row, labels: list[Label], found: Candidates) -> None:
    """Take the first amount under a label that has none beside it."""
    for label in labels:
        if label.role in ROLES and label.weight >= 3:
            spot = Spot(row, *row.cell_at(label.start))
            money = next(_money_under(printed, spot), None)
            if money is not None:
                found.add(label.role, money[0], money[1], label.weight - 1)


def _money_under(printed: Printed, head: Spot) -> Iterator[tuple[Decimal, Spot]]:
    for cell in below(printed.rows, head):
        for one in reversed(printed.amounts[cell.row.index]):
            if cell.start <= one.start and one.end <= cell.end and one.is_money:
                yield one.value, Spot(cell.row, one.start, one.end)


def withheld_in(printed: Printed) -> Iterator[Decimal]:
    """Give the income taxes that the buyer keeps back (IRPF, ritenuta d'acconto), unsigned."""
    for labels, amounts in zip(printed.labels("amounts"), printed.amounts, strict=True):
        money = [one for one in amounts if one.is_money]
        kept = sane(money[-1].value) if money else None
        if kept is not None and any(one.role == "withheld" for one in labels):
            yield kept.copy_abs()


def _settle_net(printed: Printed, found: Candidates) -> None:
    """Take a net sum for the total, unless it is printed together with the tax on it."""
    values = {amount.value for _, amount, _ in printed.all_amounts()}
    taxes = [claim.value for claim in found.roles["tax"] if claim.value]
    for claim in found.net:
        if not any(claim.value + tax in values for tax in taxes):
            found.roles["total"].append(claim)


def _follow_rounding(printed: Printed, found: Candidates) -> None:
    """Prefer the total after rounding to whole coins where both are printed."""
    printed_values = {amount.value: spot for _, amount, spot in printed.all_amounts()}
    for claim, rounding in product(list(found.roles["total"]), found.rounding):
        rounded = claim.value + rounding
        if rounding and abs(rounding) < 1 and rounded in printed_values:
            found.add("total", rounded, printed_values[rounded], claim.weight + 1)


def _follow_payment(found: Candidates) -> None:
    """Take cash less change for a total where that amount is printed too."""
    printed_values = {claim.value: claim.spots[0] for claim in reversed(found.unlabelled)}
    for cash, change in product(found.tender, found.change):
        paid = cash - abs(change)
        if paid in printed_values and paid > 0:
            found.add("total", paid, printed_values[paid], 1.5)
