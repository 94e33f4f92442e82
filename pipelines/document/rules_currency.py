"""The currency that a document counts in, and whether that is read or guessed."""

import re
from dataclasses import dataclass

from pipelines.document.layout import Row, Spot
from pipelines.document.numbers import AMBIGUOUS, CODES, currency_of
from pipelines.document.printed import Claim, Printed

_CODE = re.compile(rf"(?<![A-Za-z])({'|'.join(sorted(CODES))}|RMB)(?![A-Za-z])")
_RINGGIT = re.compile(r"(?<![A-Za-z])RM(?![A-Za-z])")
_NAMED = re.compile(
    r"currency|wahrung|devise|monnaie|valuta|moneda|divisa|munt|币种|betrage in|montants en"
)
_WORDS = {
    "USD": re.compile(r"us dollars?|u\.s\. dollars?|united states dollars?"),
    "EUR": re.compile(r"(?<![a-z])euros?(?![a-z])"),
    "GBP": re.compile(r"pounds? sterling"),
    "CNY": re.compile(r"人民币|[\d.]\s?元|圆整|[角分元圆]整"),
    "JPY": re.compile(r"円"),
    "INR": re.compile(r"rupees"),
    "MYR": re.compile(r"ringgit"),
}
# Where no sign is printed at all, the home of the seller says what it counts in.
_HOMES = {
    "MYR": re.compile(r"sdn\.?\s?bhd|malaysia|selangor|johor|kuala lumpur"),
    "INR": re.compile(r"gstin|pvt\.?\s?ltd|india(?![a-z])"),
    "GBP": re.compile(r"united kingdom|vat reg\.? no\.? gb"),
    "CNY": re.compile(r"发票|纳税人|增值税|[一-鿿]{2}[\s\S]*合\s*计"),
    "EUR": re.compile(
        r"ust-?id|mwst|siret|(?<![a-z])tva(?![a-z])|deutschland|france|nederland|italia|espana|kvk"
    ),
    "USD": re.compile(r"united states|(?<![a-z])usa(?![a-z])|, [a-z]{2} \d{5}"),
}


@dataclass(frozen=True)
class Currency:
    """An ISO 4217 code with the places that say it; `guessed` where they could mean another."""

    claim: Claim[str]
    guessed: bool


def read_currency(printed: Printed, total: Spot | None) -> Currency | None:
    """Give the currency most said beside amounts, the total's own sign first."""
    votes: dict[str, float] = {}
    spots: dict[str, list[Spot]] = {}
    signs: list[tuple[str, Spot, float]] = []
    for _, amount, spot in printed.all_amounts():
        if amount.mark is None:
            continue
        weight = 4.0 if total is not None and spot.row == total.row else 1.0
        if amount.mark in AMBIGUOUS:
            signs.append((amount.mark, spot, weight))
        else:
            _vote(votes, spots, currency_of(amount.mark), _sign(spot, amount.mark), weight)
    for row in printed.rows:
        _read_words(row, votes, spots)
    guessed = _read_signs(printed, signs, votes, spots)
    if votes:
        best = max(votes, key=lambda code: votes[code])
        return Currency(Claim(best, tuple(spots[best]), votes[best]), best in guessed)
    return _from_home(printed)


def _vote(
    votes: dict[str, float], spots: dict[str, list[Spot]], code: str | None, spot: Spot, weight: float
) -> None:
    if code is not None:
        votes[code] = votes.get(code, 0.0) + weight
        spots.setdefault(code, []).append(spot)


def _sign(spot: Spot, mark: str) -> Spot:
    """Narrow an amount to the sign beside it."""
    at = spot.row.text.find(mark, max(spot.start - 1, 0))
    return Spot(spot.row, at, at + len(mark)) if at >= 0 else spot


def _read_words(row: Row, votes: dict[str, float], spots: dict[str, list[Spot]]) -> None:
    named = _NAMED.search(row.folded)
    for match in _CODE.finditer(row.text.upper() if named else row.text):
        spot = Spot(row, match.start(), match.end())
        _vote(votes, spots, currency_of(match[0]), spot, 12.0 if named else 1.5)
    for match in _RINGGIT.finditer(row.text):
        _vote(votes, spots, "MYR", Spot(row, match.start(), match.end()), 1.5)
    for sign, code in (("€", "EUR"), ("£", "GBP")):
        at = row.text.find(sign)
        if at >= 0:
            _vote(votes, spots, code, Spot(row, at, at + 1), 0.5)
    for code, words in _WORDS.items():
        for match in words.finditer(row.folded):
            _vote(votes, spots, code, Spot(row, match.start(), match.end()), 1.0)


def _read_signs(
    printed: Printed,
    signs: list[tuple[str, Spot, float]],
    votes: dict[str, float],
    spots: dict[str, list[Spot]],
) -> set[str]:
    """Give "$" and "¥" to the currency that the document names, or guess."""
    guessed: set[str] = set()
    for mark, spot, weight in signs:
        family = ("USD", "CAD", "AUD", "SGD", "HKD", "TWD", "NZD", "MXN", "BRL")
        code, sure = "USD", bool(_HOMES["USD"].search(printed.folded))
        if mark != "$":
            family = ("CNY", "JPY")
            kana = re.search(r"[ぁ-ヿ]|円", printed.folded)
            code = "JPY" if kana else "CNY"
            sure = bool(kana or re.search(r"[一-鿿]", printed.folded))
        named = [one for one in family if one in votes and one not in guessed]
        if named:
            code, sure = max(named, key=lambda one: votes[one]), True
        if not sure:
            guessed.add(code)
        _vote(votes, spots, code, _sign(spot, mark), weight)
    return guessed


def _from_home(printed: Printed) -> Currency | None:
    for code, words in _HOMES.items():
        for row in printed.rows:
            match = words.search(row.folded)
            if match:
                return Currency(Claim(code, (Spot(row, match.start(), match.end()),), 0.5), True)
    return None
