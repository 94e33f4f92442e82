"""The rows of a contract as running text, whose every stretch knows where it stands."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from pipelines.document.clauses.verbatim import plain
from pipelines.document.model import Evidence, Match
from pipelines.document.page.layout import Row, Spot, around
from pipelines.document.page.printed import Printed
from pipelines.media import Box

MOST_ROWS = 30_000
MOST_CHARACTERS = 1_000_000
_LONGEST_QUOTE = 600
_WIDE = r"\u2e80-\u9fff\uff00-\uffef\u3000-\u303f"
_GLUED = re.compile(rf"[{_WIDE}]")
_FOLIO = re.compile(
    r"[-–— ]*(?:page |seite |第 ?)?\d{1,3}(?: ?(?:/|of|von) ?\d{1,3}| ?页)?[-–— ]*", re.IGNORECASE
)
# Where a sentence ends: not behind an abbreviation, an initial or a number of a clause.
_END = re.compile(
    r"[.;:!?]['\")]* (?=[A-ZÄÖÜÉ\"“(\[]|\d{1,2}[.)] |\d{1,2}\.\d{1,2}\.? [A-Z]|"
    r"[a-z][.)] [A-Z])|[。；！？]|"
    r"[.;:]['\")]*$"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:inc|corp|ltd|co|no|nos|mr|mrs|ms|dr|st|jr|sr|llc|llp|l\.p|s\.a|n\.v|b\.v|a\.g|"
    r"vs|etc|art|abs|nr|bzw|ca|pte|pty|sdn|bhd|bros|hon|prof|rev|messrs|plc|sec|dept|ave|blvd)|"
    r"(?<![a-z])[a-z]|u\.s|u\.s\.a)$"
)
_SIGNED = re.compile(r"/s/|in witness|^by ?[:;]|signature|very truly yours|unterschrift|盖章|签字")
_OPENING = re.compile(r"This (?=[A-Z])|THIS (?=[A-Z, -]{4,80}[(,]? ?[a-z“\"(])")
_HAND = re.compile(r"/s/|in witness whereof|^by ?[:;]")
_ANNEX = re.compile(
    r"[\"“]?(?:exhibit|annex|schedule|appendix|attachment|anlage|anhang|annexe|附件) ?"
    r"(?:[a-z]|[ivx]{1,4}|\d{1,2}|[一二三四五六七八九十])?[\"”:：]?(?: to(?: the)?| [-–—] .{0,60})?"
)
_LEAST_ROWS = 30  # of a contract before its annexes


class Prose:
    """The text of a contract in one line; `folded` runs parallel, with plain quotation marks."""

    def __init__(self, printed: Printed) -> None:
        self._rows: list[Row] = []
        self.starts: list[int] = []
        self._ends: list[int] = []
        parts: list[str] = []
        length = 0
        for row in body_of(printed.rows[:MOST_ROWS]):
            piece = " ".join(row.text.split())
            if _FOLIO.fullmatch(piece) or length + len(piece) > MOST_CHARACTERS:
                continue
            if parts:
                blank = "" if _both_glued(parts[-1], piece) else " "
                parts.append(blank)
                length += len(blank)
            self._rows.append(row)
            self.starts.append(length)
            parts.append(piece)
            length += len(piece)
            self._ends.append(length)
        self.text = "".join(parts)

    @cached_property
    def folded(self) -> str:
        """The text without case, accents and full width, character for character."""
        return plain(self.text)

    @cached_property
    def is_chinese(self) -> bool:
        """Whether it is written in Chinese for the most part."""
        wide = len(_GLUED.findall(self.text[:5000]))
        return 4 * wide > len(self.text[:5000])

    def lines(self) -> Sequence[tuple[int, int]]:
        """Give where each row begins and ends."""
        return list(zip(self.starts, self._ends, strict=True))

    def row_at(self, position: int) -> Row:
        """Give the row that a character stands in."""
        return self._rows[max(bisect_right(self.starts, position) - 1, 0)]

    def start_of(self, row: Row) -> int | None:
        """Give where a row begins; None for one that is left out."""
        at = bisect_left(self._rows, row.index, key=lambda one: one.index)
        known = at < len(self._rows) and self._rows[at] is row
        return self.starts[at] if known else None

    def sentence(self, start: int, end: int, reach: int = 300) -> tuple[int, int]:
        """Give the sentence around a stretch, or so much of it as is near."""
        first = max(start - reach, 0)
        begins = first
        for match in _END.finditer(self.text, first, start):
            if self._is_end(match):
                begins = match.end()
        begins = max(begins, self._opening(begins, start))
        ends = self.sentence_end(max(end - 1, 0), min(end + reach, len(self.text)))
        return self._to_words(begins, start), max(ends, end)

    def _opening(self, begins: int, start: int) -> int:
        """Give where a row opens a sentence behind a heading: with "This"."""
        rows = self.starts[bisect_left(self.starts, begins) : bisect_right(self.starts, start)]
        return max((row for row in rows if _OPENING.match(self.text, row)), default=0)

    def sentence_end(self, start: int, last: int) -> int:
        """Give where the sentence ends that goes on at `start`: at `last` at the latest."""
        for match in _END.finditer(self.text, start, last):
            if self._is_end(match):
                return match.start() + 1
        return last

    def _is_end(self, match: re.Match[str]) -> bool:
        return not _ABBREVIATED.search(self.folded[max(match.start() - 8, 0) : match.start()])

    def _to_words(self, begins: int, start: int) -> int:
        """Leave out a broken word and blanks at the beginning."""
        if begins and self.text[begins - 1].isalnum() and self.text[begins].isascii():
            begins = min(self.text.find(" ", begins, start) + 1 or begins, start)
        while begins < start and self.text[begins] == " ":
            begins += 1
        return begins

    def spots(self, start: int, end: int) -> list[Spot]:
        """Give the stretches of rows that a stretch of the text is made of."""
        found: list[Spot] = []
        at = max(bisect_right(self.starts, start) - 1, 0)
        while at < len(self._rows) and self.starts[at] < end and len(found) < 40:
            row, begins = self._rows[at], self.starts[at]
            stands = _standing(row.text)
            first = max(start - begins, 0)
            last = min(end - begins, len(stands))
            if first < last:
                found.append(Spot(row, stands[first], stands[last - 1] + 1))
            at += 1
        return found

    def quote(self, start: int, end: int, match: Match = "exact") -> Evidence:
        """Give a stretch as evidence: in the words of the contract, its box on its first page."""
        end = min(end, start + _LONGEST_QUOTE)
        spots = self.spots(start, end)
        first = spots[0].row
        box = around([spot.box for spot in spots if spot.row.page == first.page])
        sure = min(spot.confidence for spot in spots)
        return Evidence(
            page=first.page,
            box=Box(*(min(max(side, 0.0), 1.0) for side in box)),
            text=self.text[start:end],
            source=first.source,
            match=match,
            score=round((1.0 if match == "exact" else 0.98) * sure, 3),
        )


def body_of(rows: Sequence[Row]) -> Sequence[Row]:
    """Give the rows up to the first annex behind the signatures: it is a paper of its own."""
    signed = by_hand = False
    for at, row in enumerate(rows):
        signed = signed or _SIGNED.search(row.folded) is not None
        by_hand = by_hand or is_hand(row.folded)
        long_enough = by_hand or (signed and at > _LEAST_ROWS)
        if long_enough and _ANNEX.fullmatch(row.folded.strip()):
            return rows[:at]
    return rows


def is_hand(folded: str) -> bool:
    """Tell a row that somebody signs in, or that leads to those who sign."""
    return _HAND.search(folded) is not None


def _both_glued(before: str, behind: str) -> bool:
    return bool(before and behind and _GLUED.match(before[-1]) and _GLUED.match(behind[0]))


def _standing(text: str) -> list[int]:
    """Give where each character of a text stands whose blanks were made one."""
    found: list[int] = []
    words = text.split()
    at = 0
    for number, word in enumerate(words):
        begins = text.index(word, at)
        if number:
            found.append(begins - 1)
        found.extend(range(begins, begins + len(word)))
        at = begins + len(word)
    return found
