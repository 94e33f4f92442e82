"""Which of the printed amounts are the sum without tax, the tax and the total."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from pipelines.document.labels import Label, misread, nearest_before
from pipelines.document.layout import Row, Spot, below, overlap
from pipelines.document.numbers import Amount
from pipelines.document.printed import Claim, Printed

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
    adjusted: bool = False  # a discount or a service charge stands among the sums
    unlabelled: list[Claim[Decimal]] = field(default_factory=list)

    def add(self, role: str, value: Decimal, spot: Spot, weight: float) -> None:
        """File an amount under a role; repeated statements of one value add up a little."""
        if role == "net":  # "net total" is before tax on invoices, after all on till slips
            self.add("subtotal", value, spot, weight)
            self.add("total", value, spot, weight - 0.5)
        elif role in self.roles:
            self.roles[role].append(Claim(value, (spot,), weight))
        elif role in ("tender", "change", "rounding"):
            getattr(self, role).append(value)
        elif role in ("discount", "service"):
            self.adjusted = self.adjusted or value != 0


def read_amounts(printed: Printed) -> dict[str, Claim[Decimal]]:
    """Give the claims for subtotal, tax and total that labels and arithmetic agree on best."""
    found = _gather(printed)
    _follow_rounding(printed, found)
    _follow_payment(found)
    choices = {role: _ranked(found, role) for role in ROLES}
    best: tuple[float, dict[str, Claim[Decimal]]] = (0.0, {})
    for triple in product(*(choices[role] for role in ROLES)):
        score = _score(triple, found)
        if score > best[0]:
            best = (score, {r: c for r, c in zip(ROLES, triple, strict=True) if c is not None})
    chosen = _without_gross_subtotal(_complete(best[1], found), found)
    return chosen or _largest(found)


def _without_gross_subtotal(
    chosen: dict[str, Claim[Decimal]], found: Candidates
) -> dict[str, Claim[Decimal]]:
    """Leave out a "subtotal" that has the tax in it, or service and discounts after it.

    Till slips print such; it is no sum before tax.
    """
    if set(chosen) != set(ROLES) or chosen["subtotal"].weight >= 6:
        return chosen
    subtotal, tax, total = (chosen[role].value for role in ROLES)
    closes = abs(subtotal + tax - total) <= CENT + sum(abs(one) for one in found.rounding[:1])
    slip = found.adjusted or (found.tender and found.change)
    if closes or not (abs(subtotal - total) <= CENT or slip):
        return chosen
    return {role: claim for role, claim in chosen.items() if role != "subtotal"}


def _gather(printed: Printed) -> Candidates:
    found = Candidates()
    for index, row in enumerate(printed.rows):
        labels = list(_meant(printed.labels("amounts")[index], row.folded))
        if row.source == "ocr" and printed.amounts[index]:
            labels = misread(row, labels)
        amounts = [one for one in printed.amounts[index] if _plausible(one)]
        headers = _headers(printed, index) if len(amounts) > 1 else []
        for label, group in _grouped(labels, amounts):
            for role, amount, weight in _roles(label, group, row.folded, headers, row):
                found.add(role, amount.value, Spot(row, amount.start, amount.end), weight)
        if not amounts and not _is_table_header(labels):
            _look_below(printed, index, labels, found)
    for _, amount, spot in printed.all_amounts():
        if amount.decimals == 2:
            found.unlabelled.append(Claim(amount.value, (spot,), 0.0))
    return found


def _plausible(amount: Amount) -> bool:
    return amount.is_money or (amount.decimals == 0 and 10 <= amount.value < 10_000_000)


def _meant(labels: tuple[Label, ...], folded: str) -> Iterator[Label]:
    """Join "Total incl. VAT" and "Total (VAT incl.)" into one label instead of two."""
    previous: Label | None = None
    for label in labels:
        if previous is not None and label.role == "tax":
            between = folded[previous.end : label.end]
            if previous.role in ("total", "subtotal", "net"):
                if _EXCLUSIVE.search(between):
                    previous = Label("subtotal", 6, previous.start, label.end)
                    continue
                if _INCLUSIVE.search(between) and "(" not in between[:2]:
                    previous = Label("total", max(previous.weight, 5), previous.start, label.end)
                    continue
            if between.rfind("(") > between.rfind(")"):
                continue
        if previous is not None:
            yield previous
        previous = label
    if previous is not None:
        yield previous


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
    folded: str,
    headers: list[tuple[Label, Spot]],
    row: Row,
) -> Iterator[tuple[str, Amount, float]]:
    """Give the role of each amount that follows one label, from the label or its column."""
    money = [one for one in amounts if one.is_money] or amounts
    if label is not None and _is_sum_row(label, folded, money):
        yield from zip(ROLES, money, (4.0, 4.0, 4.0), strict=False)
        return
    if label is None or (len(money) > 1 and label.role == "total"):
        columns = list(_by_column(money, headers, row))
        goods = any(one.role in ("count", "unit") for one, _ in headers)
        if columns and (label is not None or (_only_numbers(folded) and not goods)):
            yield from columns
            return
    if label is None or (label.role not in ("total", "subtotal") and not money[-1].is_money):
        return
    yield label.role, money[-1], label.weight - (0 if money[-1].decimals else 2.5)


def _is_sum_row(label: Label, folded: str, money: list[Amount]) -> bool:
    """Sum, tax and total stand in one row; a Chinese one (合计) leaves the total to another."""
    if len(money) == 2:
        return folded[label.start : label.end].replace(" ", "") in ("合计", "合計")
    closes = len(money) == 3 and abs(money[0].value + money[1].value - money[2].value) <= CENT
    return closes and label.role == "total"


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


def _is_table_header(labels: list[Label]) -> bool:
    return any(one.role in ("count", "unit") for one in labels)


def _look_below(printed: Printed, index: int, labels: list[Label], found: Candidates) -> None:
    row = printed.rows[index]
    for label in labels:
        if label.role not in ROLES or label.weight < 3:
            continue
        spot = Spot(row, *row.cell_at(label.start))
        for cell in below(printed.rows, index, spot, depth=2):
            inside = [
                one
                for one in printed.amounts[printed.rows.index(cell.row)]
                if cell.start <= one.start and one.end <= cell.end and one.is_money
            ]
            if inside:
                money = inside[-1]
                at = Spot(cell.row, money.start, money.end)
                found.add(label.role, money.value, at, label.weight - 1)
                break


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


def _ranked(found: Candidates, role: str) -> list[Claim[Decimal] | None]:
    """Give the best eight distinct values for a role, and None for "not printed"."""
    by_value: dict[Decimal, Claim[Decimal]] = {}
    for claim in found.roles[role]:
        known = by_value.get(claim.value)
        if known is None:
            by_value[claim.value] = claim
        else:
            first, second = sorted((known, claim), key=lambda one: -one.weight)
            weight = first.weight + min(1.0, 0.25 * second.weight)
            by_value[claim.value] = Claim(claim.value, first.spots + second.spots, weight)
    ranked = sorted(by_value.values(), key=lambda one: -one.weight)
    return [*ranked[:8], None]


def _score(triple: tuple[Claim[Decimal] | None, ...], found: Candidates) -> float:
    subtotal, tax, total = triple
    score = sum(claim.weight for claim in triple if claim is not None)
    spots = [spot for claim in triple if claim is not None for spot in claim.spots[:1]]
    if len(set(spots)) < len(spots):  # one print cannot be two of them
        return -1.0
    if total is not None:
        score += _paid(total.value, found)
        if subtotal is not None:
            score += _fit(subtotal.value, tax.value if tax is not None else None, total.value)
        elif tax is not None and abs(tax.value) > abs(total.value) / 2:
            score -= 6
    elif subtotal is not None and tax is not None and abs(tax.value) > abs(subtotal.value):
        score -= 6
    return score


def _fit(subtotal: Decimal, tax: Decimal | None, total: Decimal) -> float:
    if tax is not None and abs(subtotal + tax - total) <= CENT:
        return 6.0
    if tax is not None and abs(tax) > abs(subtotal) / 2:
        return -6.0
    if abs(subtotal) > abs(total) + CENT:
        return -3.0
    return 1.0 if tax is None and subtotal == total else -2.0


def _paid(total: Decimal, found: Candidates) -> float:
    """Believe a total more when cash less change, or a payment, comes to it."""
    if any(cash - abs(change) == total for cash in found.tender for change in found.change):
        return 3.0
    return 2.0 if total in found.tender else 0.0


def _complete(
    chosen: dict[str, Claim[Decimal]], found: Candidates
) -> dict[str, Claim[Decimal]]:
    """Fill the one gap of a triple with a printed amount that closes the sum exactly."""
    values = {role: claim.value for role, claim in chosen.items() if claim.weight >= 2.5}
    if len(values) == 2 and len(chosen) == 2:
        role, wanted = _gap(values)
        fitting = [one for one in found.unlabelled if one.value == wanted]
        if wanted and fitting and _fit(*_ordered({**values, role: wanted})) > 0:
            return {**chosen, role: fitting[-1]}
    return _with_tax_lines(chosen, found)


def _gap(values: Mapping[str, Decimal]) -> tuple[str, Decimal]:
    if "total" not in values:
        return "total", values["subtotal"] + values["tax"]
    if "tax" not in values:
        return "tax", values["total"] - values["subtotal"]
    return "subtotal", values["total"] - values["tax"]


def _ordered(values: Mapping[str, Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    return values["subtotal"], values["tax"], values["total"]


def _with_tax_lines(
    chosen: dict[str, Claim[Decimal]], found: Candidates
) -> dict[str, Claim[Decimal]]:
    """Add up the taxes of several rates where only their sum closes the triple."""
    lines = {claim.spots[0]: claim for claim in found.roles["tax"]}.values()
    if "subtotal" not in chosen or "total" not in chosen or len(lines) < 2:
        return chosen
    taxes = sum((one.value for one in lines), Decimal(0))
    if abs(chosen["subtotal"].value + taxes - chosen["total"].value) > CENT:
        return chosen
    spots = tuple(one.spots[0] for one in lines)
    return {**chosen, "tax": Claim(taxes, spots, 3.0)}


def _largest(found: Candidates) -> dict[str, Claim[Decimal]]:
    """Take the largest amount for the total when no label was read; a weak claim."""
    paid = set(found.tender) if len(found.tender) < len(found.unlabelled) else set()
    rest = [one for one in found.unlabelled if one.value not in paid] or found.unlabelled
    if not rest:
        return {}
    best = max(rest, key=lambda one: one.value)
    return {"total": Claim(best.value, best.spots, 0.5)}
