"""The currency that a document counts in, and whether that is read or guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.document.page.layout import Row, Spot
from pipelines.document.page.numbers import AMBIGUOUS, CODES, DOLLARS, YUAN_OR_YEN, currency_of
from pipelines.document.page.printed import Claim, Printed

_CODE = re.compile(rf"(?<![A-Za-z])({'|'.join(sorted(CODES))}|RMB)(?![A-Za-z])")
_CODE_ANY_CASE = re.compile(_CODE.pattern, re.IGNORECASE)
_NAMED = re.compile(
    r"currency|wahrung|devise|monnaie|valuta|moneda|divisa|munt|币种|betrage in|montants en"
)
_WORDS = {
    "USD": re.compile(r"us dollars?|u\.s\. dollars?|united states dollars?"),
    "EUR": re.compile(r"(?<![a-z])euros?(?![a-z])|€"),
    "GBP": re.compile(r"pounds? sterling|£"),
    "CNY": re.compile(r"人民币|[\d.]\s?元|圆整|[角分元圆]整"),
    "JPY": re.compile(r"円"),
    "INR": re.compile(r"rupees"),
    "MYR": re.compile(r"ringgit|(?<![a-z])rm(?![a-z])"),
}
# Where no sign is printed at all, the home of the seller says what it counts in.
_HOMES = {
    "MYR": re.compile(r"sdn\.?\s?bhd|malaysia|selangor|johor|kuala lumpur"),
    "INR": re.compile(r"gstin|pvt\.?\s?ltd|india(?![a-z])"),
    "GBP": re.compile(r"united kingdom|vat reg\.? no\.? gb"),
    "CNY": re.compile(r"发票|纳税人|增值税|[一-鿿]{2}[\s\S]*合\s*计"),
    "EUR": re.compile(
        r"ust-?id|mwst|(?<![a-z])ust(?![a-z])|siret|(?<![a-z])tva(?![a-z])|deutschland|france|nederland|italia|espana|kvk"
    ),
    "USD": re.compile(r"united states|(?<![a-z])usa(?![a-z])|, [a-z]{2} \d{5}"),
}


_JAPANESE = re.compile(
    r"japan|(?<![a-z])(?:tokyo|osaka|kyoto|yokohama|nagoya|kobe|fukuoka|sapporo)"
)


@dataclass(frozen=True)
class Currency:
    """An ISO 4217 code with the places that say it; `guessed` where they could mean another."""

    claim: Claim[str]
    guessed: bool


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
        if amount.mark in AMBIGUOUS:
            signs.append((amount.mark, _sign(spot, amount.mark), weight))
        else:
            votes.add(currency_of(amount.mark), _sign(spot, amount.mark), weight)
    for row in printed.rows:
        _read_words(row, votes)
    guessed = _read_signs(printed, signs, votes)
    best = votes.best(votes.weights)
    if best is None:
        return _from_home(printed)
    return Currency(Claim(best, tuple(votes.spots[best]), votes.weights[best]), best in guessed)


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
    """Give "$" and "¥" to the currency of their kind that the document names, or guess."""
    guessed: set[str] = set()
    for mark, spot, weight in signs:
        named = votes.best(DOLLARS if mark == "$" else YUAN_OR_YEN)
        if named is None or named in guessed:
            named, sure = _meant_by(mark, printed)
            guessed |= set() if sure else {named}
        votes.add(named, spot, weight)
    return guessed


def _meant_by(mark: str, printed: Printed) -> tuple[str, bool]:
    """Give what a sign means by the writing and the places around it, and whether that is sure."""
    if mark == "$":
        return "USD", _HOMES["USD"].search(printed.folded) is not None
    if re.search(r"[ぁ-ヿ]|円", printed.folded):
        return "JPY", True
    if _JAPANESE.search(printed.folded):
        return "JPY", False
    return "CNY", re.search(r"[一-鿿]", printed.folded) is not None


def _from_home(printed: Printed) -> Currency | None:
    for code, words in _HOMES.items():
        for row in printed.rows:
            match = words.search(row.folded)
            if match:
                return Currency(Claim(code, (Spot(row, match.start(), match.end()),), 0.5), True)
    return None
