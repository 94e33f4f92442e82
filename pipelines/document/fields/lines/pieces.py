"""A row of print in pieces: the numbers of a table, and the runs of text between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.document.page.layout import Row, Spot
from pipelines.document.page.marks import is_currency
from pipelines.document.page.numbers import Point, parse_number
from pipelines.document.values import sane

_WORD = re.compile(r"\S+")
_MARK = r"(?:US\$|HK\$|NT\$|R\$|S\$|A\$|C\$|RMB|RM|Rs\.?|kr\.?|zł|[€£₹₩₺$¥￥元]|[A-Z]{3})"
_UNIT = r"[^\W\d_]{1,5}[.²³]?"
_NUMBER = re.compile(
    rf"\(?(?P<sign>[-−–+])?(?P<mark>{_MARK})?(?P<late>[-−–])?(?P<times>[xX×*])?"
    r"(?P<number>\d[\d.,'’]*\d|\d)"
    rf"(?P<trail>[-−–])?(?:(?P<share>[%％])|(?P<by>[xX×*])|(?P<after>{_MARK})|(?P<unit>{_UNIT}))?"
    r"\)?\*?"
)
_GROUP = re.compile(r"\d{3}(?:[.,]\d{1,4})?")
_WIDEST_BLANK = 1.6  # characters; type of one width sets its blanks so wide
_SIGNS = frozenset("-−–+")
_TIMES = frozenset("xX×*@")
_UNIT_WORD = re.compile(r"[^\W\d_][^\W\d_²³./()]{0,8}(?:[.²³]|\([^\W\d_]{1,3}\))?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A number, or a run of text (`value` None), at `start` to `end` of its row.

    `x0` to `x1` is where it lies on the page. `alone`: nothing but numbers stands in its cell;
    `share` is a percentage, `money` stands with a currency; `unit` is where a unit behind the
    number begins.
    """

    row: Row
    start: int
    end: int
    x0: float
    x1: float
    value: Decimal | None = None
    decimals: int = 0
    share: bool = False
    money: bool = False
    times: bool = False
    unit: int | None = None
    alone: bool = False

    @property
    def spot(self) -> Spot:
        """The stretch of the row; without the unit behind a number."""
        end = self.end if self.unit is None else self.unit
        return Spot(
            self.row, self.start, self.start + len(self.row.text[self.start : end].rstrip())
        )

    @property
    def text(self) -> str:
        """What is printed."""
        return self.row.text[self.start : self.end]

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class _Raw:
    """A word or a few of them, as characters of the row."""

    start: int
    end: int
    value: Decimal | None = None
    decimals: int = 0
    share: bool = False
    money: bool = False
    times: bool = False
    unit: int | None = None


def pieces_of(row: Row, point: Point | None, taken: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Part a row; what lies in `taken`, as a date does, is text."""
    pieces = [piece for cell in row.cells for piece in _in_cell(row, cell, point, taken)]
    return tuple(_without_marks(pieces))


def _without_marks(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Put the currency of a cell of its own to the number that it stands beside."""
    marks = [not one.is_number and _is_money_mark(one.text.strip()) for one in pieces]
    for at, piece in enumerate(pieces):
        beside = marks[max(at - 1, 0) : at] + marks[at + 1 : at + 2]
        if not marks[at]:
            yield replace(piece, money=True) if piece.is_number and any(beside) else piece


def _in_cell(
    row: Row, cell: tuple[int, int], point: Point | None, taken: Sequence[tuple[int, int]]
) -> Iterator[Piece]:
    raw = [
        _read(row.text, match.start(), match.end(), point, taken)
        for match in _WORD.finditer(row.text, *cell)
    ]
    if row.source == "ocr" and point is not None:
        raw = _with_cents(raw, row.text)
    raw = _with_units(_with_marks(_with_thousands(raw, row, point), row.text), row.text)
    alone = all(one.value is not None for one in raw)
    for one in _runs(raw):
        box = Spot(row, one.start, one.unit or one.end).box
        yield Piece(
            row, one.start, one.end, box.x0, box.x1, one.value, one.decimals, one.share,
            one.money, one.times, one.unit, alone and one.value is not None,
        )  # fmt: skip


def _read(
    text: str, start: int, end: int, point: Point | None, taken: Sequence[tuple[int, int]]
) -> _Raw:
    match = _NUMBER.fullmatch(text, start, end) if end - start < 30 else None
    if match is None or any(first < end and start < last for first, last in taken):
        return _Raw(start, end)
    if any(match[one] and not _is_mark(match[one]) for one in ("mark", "after")):
        return _Raw(start, end)
    parsed = parse_number(match["number"], point)
    value = sane(parsed[0]) if parsed else None
    if parsed is None or value is None:
        return _Raw(start, end)
    negative = (match["sign"] or match["late"] or "+") != "+"
    negative = negative or bool(match["trail"] and parsed[1] == 2)
    negative = negative or (text[start] == "(" and text[end - 1] == ")" and parsed[1] == 2)
    return _Raw(
        start, end, value.copy_negate() if negative else value, parsed[1], bool(match["share"]),
        bool(match["mark"] or match["after"]), bool(match["times"] or match["by"]),
        match.start("unit") if match["unit"] else None,
    )  # fmt: skip


def _is_mark(mark: str) -> bool:
    return not mark.isalpha() or is_currency(mark) or mark.lower() in ("kr", "元")


def _with_cents(raw: list[_Raw], text: str) -> list[_Raw]:
    """Join "16 85": recognition loses the point before the cents, and leaves a blank."""
    joined: list[_Raw] = []
    for one in raw:
        last = joined[-1] if joined else None
        digits = text[one.start : one.end]
        if last is not None and last.value is not None and len(digits) == 2 and digits.isdecimal():
            whole = text[last.start : last.end]
            if one.start - last.end == 1 and whole.isdecimal() and len(whole) <= 4:
                value = Decimal(f"{whole}.{digits}")
                joined[-1] = replace(last, end=one.end, value=value, decimals=2)
                continue
        joined.append(one)
    return joined


def _with_thousands(raw: list[_Raw], row: Row, point: Point | None) -> list[_Raw]:
    """Join "1 234,56", which a blank parts; no wider gap does."""
    if point == ".":
        return raw
    text = row.text
    joined: list[_Raw] = []
    for one in raw:
        last = joined[-1] if joined else None
        if last is not None and _continues(last, one, text) and _is_blank(last, one, row):
            digits = text[last.start : one.end].lstrip("-−–+(")
            parsed = parse_number(re.sub(r"[^\d.,\s]", "", digits), point)
            if parsed is not None:
                negative = last.value is not None and last.value.is_signed()
                value = parsed[0].copy_negate() if negative else parsed[0]
                joined[-1] = replace(one, start=last.start, value=value, decimals=parsed[1],
                                     money=last.money or one.money)  # fmt: skip
                continue
        joined.append(one)
    return joined


def _is_blank(last: _Raw, one: _Raw, row: Row) -> bool:
    """Tell the blank inside of a number from the gap between two columns, by its width."""
    before, after = Spot(row, last.start, last.end).box, Spot(row, one.start, one.end).box
    letter = (after.x1 - after.x0) / (one.end - one.start)
    return one.start - last.end == 1 and after.x0 - before.x1 <= _WIDEST_BLANK * letter


def _continues(last: _Raw, one: _Raw, text: str) -> bool:
    """Tell whether the digits go on: one to three without a point, then three and decimals."""
    plain = last.value is not None and last.decimals == 0 and abs(last.value) < 1_000_000
    ended = not (last.share or last.times or last.unit)
    digits = re.match(_GROUP, text[one.start : one.end])
    return plain and ended and digits is not None and one.decimals > 0 and one.value is not None


def _with_marks(raw: list[_Raw], text: str) -> list[_Raw]:
    """Join a number with the currency, the sign or the "%" or "x" beside it."""
    joined: list[_Raw] = []
    for one in raw:
        last = joined[-1] if joined else None
        word = text[one.start : one.end]
        if one.value is None and last is not None and last.value is not None:
            if _is_money_mark(word):
                joined[-1] = replace(last, end=one.end, money=True)
                continue
            if word in {"%", "％"} or word in _TIMES:
                share = word not in _TIMES
                joined[-1] = replace(last, end=one.end, share=share, times=not share)
                continue
        if one.value is not None and last is not None and last.value is None:
            before = text[last.start : last.end]
            if (before in _SIGNS and one.decimals) or _is_money_mark(before):
                negative = before in _SIGNS and before != "+"
                value = one.value.copy_negate() if negative else one.value
                one = replace(one, start=last.start, value=value, money=before not in _SIGNS)
                joined.pop()
        joined.append(one)
    return joined


def _is_money_mark(word: str) -> bool:
    return len(word) <= 4 and (is_currency(word) or word in ("kr", "kr.", "元"))


def _with_units(raw: list[_Raw], text: str) -> list[_Raw]:
    """Join the number that opens a cell with the one short word behind it: "2 Std"."""
    if len(raw) == 2 and raw[0].value is not None and raw[1].value is None:
        first, word = raw[0], text[raw[1].start : raw[1].end]
        if _UNIT_WORD.fullmatch(word) and not first.money:
            return [replace(first, end=raw[1].end, unit=raw[1].start)]
    return raw


def _runs(raw: list[_Raw]) -> Iterator[_Raw]:
    """Make one piece of the words between two numbers."""
    start: int | None = None
    end = 0
    for one in raw:
        if one.value is None:
            start = one.start if start is None else start
            end = one.end
            continue
        if start is not None:
            yield _Raw(start, end)
            start = None
        yield one
    if start is not None:
        yield _Raw(start, end)
