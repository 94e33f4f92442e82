"""Where the pages say a quote: its letters in a row, over as many lines as they take."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from rapidfuzz import fuzz

from pipelines.document.model import Evidence, Match
from pipelines.document.page.layout import Row, Spot, around, fold
from pipelines.document.values import MOST_TEXT
from pipelines.media import Box

_MOST_PLACES = 4
_LEAST = 2  # letters of a quote
_FUZZY = 90.0  # similarity from which recognised text counts as the quote
_LONGEST = 600  # letters of a quote that are looked for nearly
_MOST_NEARLY = 20  # quotes that are looked for nearly
_MOST_LETTERS = 100_000  # of recognised text


class Quotes:
    """Looks quotes up on the pages; what stands in rows `apart` is no quote."""

    def __init__(self, rows: Sequence[Row], apart: frozenset[int] = frozenset()) -> None:
        self._rows = [row for row in rows if row.index not in apart]
        self._nearly = _MOST_NEARLY

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        """The letters of all rows, and where those of each row begin."""
        begins: list[int] = []
        text: list[str] = []
        length = 0
        for row in self._rows:
            begins.append(length)
            letters = "".join(one for one in row.folded if one.isalnum())
            text.append(letters)
            length += len(letters)
        return "".join(text), begins

    def find(self, quote: str) -> tuple[Evidence, ...]:
        """Give where a quote stands, one place a page of it; nothing where it does not."""
        wanted = "".join(one for one in fold(quote[:MOST_TEXT]) if one.isalnum())
        text, _ = self._letters
        if len(wanted) < _LEAST:
            return ()
        at = text.find(wanted)
        if at >= 0:
            return tuple(self._places(at, at + len(wanted), "normalised", 0.98))
        return self._like(wanted)

    def _like(self, wanted: str) -> tuple[Evidence, ...]:
        """Find a quote nearly, in recognised text: what was printed may be misread."""
        text, _ = self._letters
        scanned = any(row.source == "ocr" for row in self._rows)
        if not scanned or self._nearly <= 0 or not 8 <= len(wanted) <= _LONGEST:
            return ()
        self._nearly -= 1
        alike = fuzz.partial_ratio_alignment(wanted, text[:_MOST_LETTERS], score_cutoff=_FUZZY)
        if alike is None or alike.dest_start == alike.dest_end:
            return ()
        score = round(0.9 * alike.score / 100, 3)
        return tuple(self._places(alike.dest_start, alike.dest_end, "fuzzy", score))

    def _places(self, start: int, end: int, match: Match, score: float) -> Iterator[Evidence]:
        _, begins = self._letters
        first = bisect_right(begins, start) - 1
        last = bisect_right(begins, end - 1) - 1
        pages: dict[int, list[Spot]] = {}
        for at in range(first, last + 1):
            spot = _stretch(self._rows[at], start - begins[at], end - begins[at])
            if spot is not None:
                pages.setdefault(spot.row.page, []).append(spot)
        for page, spots in list(pages.items())[:_MOST_PLACES]:
            box = around(spot.box for spot in spots)
            yield Evidence(
                page=page,
                box=Box(*(min(max(side, 0.0), 1.0) for side in box)),
                text=" ".join(" ".join(spot.text for spot in spots).split()),
                source=spots[0].row.source,
                match=match,
                score=round(score * min(spot.confidence for spot in spots), 3),
            )


def _stretch(row: Row, start: int, end: int) -> Spot | None:
    """Give the stretch of a row from one of its letters up to another, counted in letters."""
    at = [place for place, one in enumerate(row.folded) if one.isalnum()][max(start, 0) : end]
    return Spot(row, at[0], at[-1] + 1) if at else None
