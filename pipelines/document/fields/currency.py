"""The currency that a document counts in, and whether that is read or guessed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.document.fields.homes import homes
from pipelines.document.page.layout import Row, Spot
from pipelines.document.page.marks import CODES, currency_of, meanings
from pipelines.document.page.printed import Claim, Printed

_CODE = re.compile(rf"(?<![A-Za-z])({'|'.join(sorted(CODES))}|RMB)(?![A-Za-z])")
_CODE_ANY_CASE = re.compile(_CODE.pattern, re.IGNORECASE)
_NAMED = re.compile(
    r"currency|wahrung|devise|monnaie|valuta|moneda|divisa|munt|币种|betrage in|montants en"
)
_WORDS = {
    "USD": re.compile(r"us dollars?|u\.s\. dollars?|united states dollars?|美元|美金"),
    "EUR": re.compile(r"(?<![a-z])euros?(?![a-z])|€|欧元|歐元"),
    "GBP": re.compile(r"pounds? sterling|£|英镑|英鎊"),
    "CNY": re.compile(r"人民币|人民幣"),
    "JPY": re.compile(r"円|日元|日圆"),
    "HKD": re.compile(r"港币|港幣|港元"),
    "TWD": re.compile(r"新[台臺][币幣]|(?<![a-z])ntd(?![a-z])"),
    "CHF": re.compile(r"swiss francs?|schweizer franken|francs suisses|franchi svizzeri|sfr\."),
    "SEK": re.compile(r"svenska kronor"),
    "PLN": re.compile(r"(?<![a-z])zl(?![a-z])|zlot[ye]"),
    "INR": re.compile(r"rupees"),
    "MYR": re.compile(r"ringgit|(?<![a-z])rm(?![a-z])"),
}
_YUAN = re.compile(r"[\d.]\s?元|圆整|[角分元圆圓]整")
# The weight of what shows a land from which a shared sign is no guess.
_SURE_HOME = {"$": 1.5, "¥": 9.0, "￥": 9.0, "kr": 1.5, "kr.": 1.5, "元": 0.0}


@dataclass(frozen=True)
class Currency:
    """An ISO 4217 code with the places that say it; `guessed` where they could mean another.

    It is not `printed` where only the land tells.
    """

    claim: Claim[str]
    guessed: bool
    printed: bool = True


class _Votes:
    """How much the document says for each currency, and where."""

    def __init__(self) -> None:
        self.weights: dict[str, float] = {}
        self.spots: dict[str, list[Spot]] = {}

    def add(self, code: str | None, spot: Spot, weight: float) -> None:
        if code is not None:
            self.weights[code] = self.weights.get(code, 0.0) + weight
            self.spots.setdefault(code, []).append(spot)

    def best(self, codes: Iterable[str]) -> str | None:
        """Give the code with the most weight among some; None when none of them was said."""
        said = [code for code in codes if code in self.weights]
        return max(said, key=lambda code: self.weights[code], default=None)


def read_currency(printed: Printed, total: Spot | None) -> Currency | None:
    """Give the currency most said beside amounts, the total's own sign first."""
    votes = _Votes()
    signs: list[tuple[str, Spot, float]] = []
    for _, amount, spot in printed.all_amounts():
        if amount.mark is None:
            continue
        weight = 4.0 if total is not None and spot.row is total.row else 1.0
        if meanings(amount.mark):
            signs.append((amount.mark.lower(), _sign(spot, amount.mark), weight))
        else:
            votes.add(currency_of(amount.mark), _sign(spot, amount.mark), weight)
    for row in printed.rows:
        _read_words(row, votes)
        matches = _YUAN.finditer(row.folded)
        signs += [("元", Spot(row, *match.span()), 1.0) for match in matches]
    guessed = _read_signs(printed, signs, votes)
    best = votes.best(votes.weights)
    if best is None:
        return _from_home(printed)
    spots = _at_total(votes.spots[best], total)
    return Currency(Claim(best, spots, votes.weights[best]), best in guessed)


def _at_total(spots: Sequence[Spot], total: Spot | None) -> tuple[Spot, ...]:
    """Give the places of a currency beside the total; all of them where none is there."""
    return tuple(spot for spot in spots if total and spot.row is total.row) or tuple(spots)


def _sign(spot: Spot, mark: str) -> Spot:
    """Narrow an amount to the sign beside it."""
    at = spot.row.text.find(mark, max(spot.start - 1, 0))
    return Spot(spot.row, at, at + len(mark)) if at >= 0 else spot


def _read_words(row: Row, votes: _Votes) -> None:
    """Count codes, signs and names of currencies anywhere, most beside the word "currency"."""
    named = _NAMED.search(row.folded) is not None
    for match in (_CODE_ANY_CASE if named else _CODE).finditer(row.text):
        votes.add(currency_of(match[0]), Spot(row, *match.span()), 12.0 if named else 1.5)
    for code, words in _WORDS.items():
        for match in words.finditer(row.folded):
            votes.add(code, Spot(row, *match.span()), 1.0)


def _read_signs(printed: Printed, signs: list[tuple[str, Spot, float]], votes: _Votes) -> set[str]:
    """Give a shared sign to the currency of its kind that the document names, or guess."""
    guessed: set[str] = set()
    for mark, spot, weight in signs:
        named = votes.best(meanings(mark))
        if named is None or named in guessed:
            named, sure = _meant_by(mark, printed)
            guessed |= set() if sure else {named}
        votes.add(named, spot, weight)
    return guessed


def _meant_by(mark: str, printed: Printed) -> tuple[str, bool]:
    """Give what a sign means by the writing and the places around it, and whether that is sure."""
    if mark in "¥￥" and re.search(r"[ぁ-ヿ]|円", printed.folded):
        return "JPY", True
    shown = homes(printed)
    own = [one for code, one in shown.items() if code in meanings(mark)]
    best = max(own, key=lambda one: one.weight, default=None)
    if mark in "¥￥" and re.search(r"[一-鿿]", printed.folded):
        return ("JPY", False) if best is not None and best.value == "JPY" else ("CNY", True)
    if best is None:
        return currency_of(mark) or meanings(mark)[0], mark == "元"
    rivals = sum(one.weight == best.weight for one in own)
    return best.value, best.weight >= _SURE_HOME[mark] and rivals == 1


def _from_home(printed: Printed) -> Currency | None:
    """Guess by the land that is shown most."""
    shown = homes(printed).values()
    best = max(shown, key=lambda one: one.weight, default=None)
    if best is None:
        return None
    return Currency(Claim(best.value, best.spots[:2], 0.5), guessed=True, printed=False)
