"""The taxes by rate that a document prints: rate, sum it is on, and the tax itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from pipelines.document.page.labels import Label, nearest_before
from pipelines.document.page.layout import Row, Spot
from pipelines.document.page.marks import CODES
from pipelines.document.page.numbers import Amount
from pipelines.document.page.printed import Claim, Printed

_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?) ?[%％]")
_WORDS = re.compile(r"[a-z]{3,}|[぀-ヿ一-鿿]{2,}")
_LABELS = frozenset({"tax", "rate", "subtotal", "net", "total", "gross"})
_HIGHEST = Decimal(35)  # per cent; no country takes more
_MOST_AMOUNTS = 6  # in a row of rate, base, tax and gross, with a counter or a code
_LOOK_UP = 12  # rows between a table of taxes and its head


@dataclass(frozen=True)
class RateLine:
    """One row that states a tax: its rate in per cent, the sum it is on, and the tax."""

    rate: Decimal
    base: Claim[Decimal] | None
    tax: Claim[Decimal]

    @property
    def key(self) -> tuple[Decimal, Decimal, Decimal]:
        """Tell one statement from a repeated one."""
        return self.rate, self.base.value if self.base else Decimal(0), self.tax.value


def rate_lines(printed: Printed) -> dict[int, RateLine]:
    """Give what each row states, by the index of the row; a table of goods states none."""
    found: dict[int, RateLine] = {}
    for index, row in enumerate(printed.rows):
        amounts = [one for one in printed.amounts[index] if printed.is_money(one)]
        if not 1 <= len(amounts) <= _MOST_AMOUNTS:
            continue
        labels = printed.labels("amounts")[index]
        line = _line_of(printed, row, labels, amounts)
        if line is not None:
            found[index] = line
    return found


def _line_of(
    printed: Printed, row: Row, labels: Sequence[Label], amounts: list[Amount]
) -> RateLine | None:
    taxed = any(one.role in ("tax", "subtotal") for one in labels)
    named = all(one.role in _LABELS for one in labels)
    if not taxed and not (named and not _other_words(row, labels) and _under_tax(printed, row)):
        return None
    rates = [_percent(one) for one in _RATE.findall(row.folded)]
    for rate in [one for one in rates if one <= _HIGHEST]:
        line = _closed(row, rate, amounts)
        if line is not None:
            return line
    if rates and len(amounts) == 1 and _is_tax(nearest_before(labels, amounts[0].start)):
        return RateLine(rates[0], None, _claim(row, amounts[0])) if rates[0] <= _HIGHEST else None
    return None if rates else _with_bare_rate(row, amounts)


def _is_tax(label: Label | None) -> bool:
    return label is not None and label.role == "tax"


def _percent(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _other_words(row: Row, labels: Sequence[Label]) -> bool:
    """Tell whether a row holds words that are no labels: a description of goods."""
    return any(
        not any(one.start <= word.start() and word.end() <= one.end for one in labels)
        for word in _WORDS.finditer(row.folded)
        if word[0].upper() not in CODES
    )


def _under_tax(printed: Printed, row: Row) -> bool:
    """Tell whether the nearest head above speaks of a tax."""
    for index in range(row.index - 1, max(row.index - _LOOK_UP, -1), -1):
        labels = printed.labels("amounts")[index]
        if printed.rows[index].page != row.page:
            return False
        if labels and not any(one.is_money for one in printed.amounts[index]):
            return any(one.role in ("tax", "rate") for one in labels)
    return False


def _closed(row: Row, rate: Decimal, amounts: Sequence[Amount]) -> RateLine | None:
    """Find the sum and its tax among the amounts of a row: the sum may have the tax in it."""
    for base, tax in permutations(amounts, 2):
        if _fits(base.value, rate, tax.value):
            return RateLine(rate, _claim(row, base), _claim(row, tax))
    if len(amounts) == 2:
        for gross, tax in permutations(amounts, 2):
            if tax.value and _fits(gross.value - tax.value, rate, tax.value):
                return RateLine(rate, None, _claim(row, tax))
    return None


def _fits(base: Decimal, rate: Decimal, tax: Decimal) -> bool:
    off = Decimal("0.011") if tax % 1 or base % 1 or rate == 0 else Decimal(1)
    return base != 0 and abs(base * rate / 100 - tax) <= off


def _with_bare_rate(row: Row, amounts: Sequence[Amount]) -> RateLine | None:
    """Read a rate that has no sign: its column is named so."""
    for at, one in enumerate(amounts):
        rest = [*amounts[:at], *amounts[at + 1 :]]
        if 0 < one.value <= _HIGHEST and len(rest) >= 2:
            line = _closed(row, one.value, rest)
            if line is not None and line.base is not None:
                return line
    return None


def _claim(row: Row, amount: Amount) -> Claim[Decimal]:
    return Claim(amount.value, (Spot(row, amount.start, amount.end),), 4.0)


def distinct(lines: Sequence[RateLine]) -> list[RateLine]:
    """Leave out what is stated twice, and a lone tax whose rate is stated with its base too."""
    kept: dict[tuple[Decimal, Decimal, Decimal], RateLine] = {}
    for line in lines:
        kept.setdefault(line.key, line)
    based = {(one.rate, one.tax.value) for one in kept.values() if one.base is not None}
    return [
        one
        for one in kept.values()
        if one.base is not None or (one.rate, one.tax.value) not in based
    ]
