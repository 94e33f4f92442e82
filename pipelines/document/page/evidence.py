"""Where the page says a value: every place of it, however it is written, with its box."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz

from pipelines.document.model import Evidence, Match
from pipelines.document.page.layout import Row, Spot, below, fold
from pipelines.document.page.marks import currency_of, meanings
from pipelines.document.page.numbers import Point, amounts_in
from pipelines.document.page.printed import Printed
from pipelines.media import Box

MOST_PLACES = 4
_LONGEST = 500  # characters of a value that are looked up
_FUZZY = 88.0  # similarity from which recognised text counts as the name looked for
_MATCH_SCORES: dict[Match, float] = {"exact": 1.0, "normalised": 0.98, "fuzzy": 0.9}


@dataclass(frozen=True)
class Place:
    """One place that says a value."""

    spot: Spot
    match: Match
    likeness: float = 1.0

    @property
    def score(self) -> float:
        """How much the place proves, 0 to 1: the kind of match and the reading's confidence."""
        return round(_MATCH_SCORES[self.match] * self.spot.confidence * self.likeness, 3)


class Index:
    """Looks values up on the pages of one document."""

    def __init__(self, printed: Printed) -> None:
        self._printed = printed

    def money(self, value: Decimal) -> list[Place]:
        """Find an amount in any format; a sign that only one side writes does not matter."""
        exact = {f"{value:.2f}", str(value)}
        found = [
            Place(spot, "exact" if spot.text in exact else "normalised")
            for _, amount, spot in self._printed.all_amounts()
            if amount.value.copy_abs() == value.copy_abs()
        ]
        return found or list(self._other_format(value))

    def _other_format(self, value: Decimal) -> Iterator[Place]:
        other: Point = "," if self._printed.point == "." else "."
        for row in self._printed.rows:
            for amount in amounts_in(row.text, other):
                if amount.value.copy_abs() == value.copy_abs() and amount.decimals == 2:
                    yield Place(Spot(row, amount.start, amount.end), "normalised")

    def day(self, value: date) -> list[Place]:
        """Find a date in any language or order."""
        return [
            Place(spot, "exact" if spot.text == value.isoformat() else "normalised")
            for row, dates in zip(self._printed.rows, self._printed.dates, strict=True)
            for one in dates
            if value in (one.value, one.swapped if self._printed.order is None else None)
            for spot in (Spot(row, one.start, one.end),)
        ]

    def identifier(self, value: str) -> list[Place]:
        """Find a number by its letters and digits, not as a part of a longer one."""
        wanted = self._wanted(value)
        if not wanted:
            return []
        solid = r"[\s/_.\-–\\]*".join(map(re.escape, wanted))
        pattern = re.compile(r"(?<![a-z0-9])" + solid + r"(?![a-z0-9])")
        glued = re.compile(r"(?<!\d)" + solid + r"(?!\d)")
        return list(self._matches(pattern, value)) or [
            Place(one.spot, "fuzzy") for one in self._matches(glued, value)
        ]

    def _matches(self, pattern: re.Pattern[str], value: str) -> Iterator[Place]:
        for row in self._printed.rows:
            for match in pattern.finditer(row.folded):
                spot = Spot(row, match.start(), match.end())
                yield Place(spot, "exact" if spot.text == value else "normalised")

    def name(self, value: str) -> list[Place]:
        """Find a name: as written, then without case and punctuation, then nearly."""
        solid = self._wanted(value)
        if not solid:
            return []
        pattern = re.compile(r"[\W_]*".join(map(re.escape, solid)))
        found = list(self._matches(pattern, value)) or list(self._broken(solid))
        return found or self._like(fold(value[:_LONGEST]))

    def _wanted(self, value: str) -> str:
        """Give the letters and digits to look for, none where there is nothing to look at."""
        return _solid(fold(value[:_LONGEST])) if self._printed.rows else ""

    def _broken(self, solid: str) -> Iterator[Place]:
        """Find a name whose end stands on a line of its own, under its beginning."""
        for row in self._printed.rows:
            for start, end in row.cells:
                head = _solid(row.folded[start:end])
                if not head or not solid.startswith(head):
                    continue
                for cell in below(self._printed.rows, Spot(row, start, end), depth=1):
                    if _solid(cell.row.folded[cell.start : cell.end]) == solid[len(head) :]:
                        yield Place(Spot(row, start, end), "normalised")
                        yield Place(cell, "normalised")

    def _like(self, folded: str) -> list[Place]:
        found: list[Place] = []
        for row in self._printed.rows:
            alike = fuzz.partial_ratio_alignment(folded, row.folded, score_cutoff=_FUZZY)
            if alike and len(row.folded) >= 0.6 * len(folded):
                start, end = _to_word_ends(row, alike.dest_start, alike.dest_end)
                found.append(Place(Spot(row, start, end), "fuzzy", alike.score / 100))
        return sorted(found, key=lambda one: -one.likeness)

    def currency(self, code: str) -> list[Place]:
        """Find a currency by its code or its sign."""
        code = code[:_LONGEST]
        found: list[Place] = []
        for row in self._printed.rows:
            matches = re.finditer(rf"(?<![A-Za-z]){re.escape(code)}(?![A-Za-z])", row.text)
            found.extend(Place(Spot(row, *match.span()), "exact") for match in matches)
        for _, amount, spot in self._printed.all_amounts():
            if amount.mark and (currency_of(amount.mark) == code or code in meanings(amount.mark)):
                found.append(Place(_beside(spot, amount.mark), "normalised"))
        return found or [
            Place(Spot(row, at, at + 1), "normalised")
            for row in self._printed.rows
            for at, sign in enumerate(row.text)
            if sign in "€£" and currency_of(sign) == code
        ]


def _beside(spot: Spot, mark: str) -> Spot:
    at = spot.row.text.find(mark, max(spot.start - 1, 0))
    return Spot(spot.row, at, at + len(mark)) if at >= 0 else spot


def _solid(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


def _to_word_ends(row: Row, start: int, end: int) -> tuple[int, int]:
    while start > 0 and row.text[start - 1].isalnum() and row.text[start : start + 1].isalnum():
        start -= 1
    while end < len(row.text) and row.text[end].isalnum() and row.text[end - 1].isalnum():
        end += 1
    return start, end


def evidence_of(places: Iterable[Place], preferred: Iterable[Spot] = ()) -> tuple[Evidence, ...]:
    """Give the evidence of one value: the places preferred first, then by score, then by order."""
    first = {(id(spot.row), spot.start) for spot in preferred}
    rows = {id(spot.row) for spot in preferred}

    def rank(place: Place) -> tuple[bool, bool, float]:
        spot = place.spot
        return ((id(spot.row), spot.start) not in first, id(spot.row) not in rows, -place.score)

    return tuple(
        Evidence(
            page=place.spot.row.page,
            box=Box(*(min(max(side, 0.0), 1.0) for side in place.spot.box)),
            text=place.spot.text,
            source=place.spot.row.source,
            match=place.match,
            score=place.score,
        )
        for place in sorted(places, key=rank)[:MOST_PLACES]
    )
