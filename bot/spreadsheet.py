"""Tables as spreadsheets, XLSX and CSV: numbers are numbers, and no text is ever a formula."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from handlers.exports import Cell, Sheet

# What is not seen in front of a sign, or parts it from nothing: space, controls, marks without
# width, and quotes, which go where a program parts a line at another sign than the comma.
_UNSEEN = r"\s\"\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
# Where a text begins, or could after it was parted, and the sign that would begin a formula there.
_BEGINNING = re.compile(rf"((?:^|[;,|\t])[{_UNSEEN}]*)([=+\-@＝＋－＠])?")
# A spreadsheet keeps no more digits of a number than these; one that has more is written as text.
_MOST_DIGITS = 15
_MOST_TEXT = 32_767  # characters that a cell takes
_FIRST_YEAR = 1900  # that a spreadsheet has dates of
_NARROW, _WIDE, _MEASURED = 8, 48, 500  # characters, and rows that a width is taken from
_DATE, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


def as_csv(sheet: Sheet) -> bytes:
    """Write a sheet as CSV in UTF-8 with a mark that says so, which Excel needs."""
    lines = (",".join(map(_plain, row)) + "\r\n" for row in (sheet.columns, *sheet.rows))
    return "".join(lines).encode("utf-8-sig")


def as_xlsx(sheets: Sequence[Sheet], *, title: str, created: datetime) -> bytes:
    """Write sheets as a workbook, which says of itself a title and a time and nobody's name."""
    content = io.BytesIO()
    # In memory: temporary files would lie about with what invoices say.
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": created.replace(tzinfo=None)})
        formats = _Formats(book)
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.name), sheet, formats)
    return content.getvalue()


class _Formats:
    """The formats of a workbook: one for each number of decimals, made when it is needed."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def of(self, pattern: str) -> Format:
        """Give the format that shows values by `pattern`."""
        if pattern not in self._made:
            self._made[pattern] = self._book.add_format({"num_format": pattern})
        return self._made[pattern]

    def header(self) -> Format:
        """Give the format of the names of columns."""
        return self._book.add_format({"bold": True, "bottom": 1})


def _fill(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    header = formats.header()
    for column, name in enumerate(sheet.columns):
        page.write_string(0, column, name, header)
        shown = (_shown(row[column]) for row in sheet.rows[:_MEASURED])
        page.set_column(column, column, _width((name, *shown)))
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _write(page, (number, column), cell, formats)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _write(page: Worksheet, at: tuple[int, int], cell: Cell, formats: _Formats) -> None:
    """Write one cell by its type; never by what a text looks like."""
    match cell:
        case None | "":
            return
        case datetime() if cell.year >= _FIRST_YEAR:
            page.write_datetime(*at, cell.replace(tzinfo=None), formats.of(_MOMENT))
        case date() if cell.year >= _FIRST_YEAR and not isinstance(cell, datetime):
            page.write_datetime(*at, datetime.combine(cell, time.min), formats.of(_DATE))
        case Decimal() if _is_exact(cell):
            page.write_number(*at, float(cell), formats.of(_pattern(cell)))
        case int():
            page.write_number(*at, cell)
        case _:
            text = _shown(cell).replace("\r\n", "\n").replace("\r", "\n")
            page.write_string(*at, text[:_MOST_TEXT])


def _is_exact(number: Decimal) -> bool:
    digits = "".join(map(str, number.as_tuple().digits)).rstrip("0")
    return len(digits) <= _MOST_DIGITS


def _pattern(number: Decimal) -> str:
    """Show as many decimals as the document has."""
    exponent = number.as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _plain(cell: Cell) -> str:
    """Write a value for CSV: a text in quotes, with `'` before what could begin a formula."""
    text = _shown(cell)
    if not isinstance(cell, str) or not text:
        return text
    safe = _BEGINNING.sub(lambda found: f"{found[1]}'{found[2]}" if found[2] else found[0], text)
    return '"{}"'.format(safe.replace('"', '""'))


def _shown(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:f}"
        case datetime():
            return cell.isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _width(texts: Iterable[str]) -> int:
    """Give a width for a column: a Chinese character takes two."""
    longest = max(sum(2 if sign > "\u2e7f" else 1 for sign in text) for text in texts)
    return min(max(longest + 2, _NARROW), _WIDE)
