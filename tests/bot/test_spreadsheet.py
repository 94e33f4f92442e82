"""Spreadsheets, opened again by another library: amounts sum, and no text is ever a formula."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from bot.spreadsheet import as_csv, as_xlsx
from handlers.exports import Cell, Sheet

AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
HOSTILE = (
    "=cmd()",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝cmd()",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","x")',
    "+49 30 123",
)
# What CSV makes of them: by a program that parts lines at the comma, or at another sign.
MADE = {
    "\t=1": "\t'=1",
    "\r=1": "\r'=1",
    "\n=1": "\n'=1",
    "  =1": "  '=1",
    "\u3000＝1": "\u3000'＝1",
    "\u00a0=1": "\u00a0'=1",
    "\u200b=1": "\u200b'=1",
    "\ufeff \u2060@a": "\ufeff \u2060'@a",
    "a;=1+1": "a;'=1+1",
    "a; \u200b-1": "a; \u200b'-1",
    "x\t=1+1": "x\t'=1+1",
    "a,+1|@b;;=c": "a,'+1|'@b;;'=c",
    'a;"=1+1;': "a;\"'=1+1;",
    '"=1': "\"'=1",
}
HARMLESS = (
    "Acme GmbH",
    "上海某某有限公司",
    "http://evil.example",
    "mailto:a@b.example",
    "internal:Sheet1!A1",
    "1234",
    "007",
    "1e5",
    "TRUE",
    '5" pipe, "black"',
    "two\nlines",
    "a,b;c",
    "_x000D_",
    "{=SUM(A1)}",
    "'",
    "a-b; c",
    "x = 1",
    "\ttabbed",
)


def sheet(*cells: Cell, name: str = "Documents") -> Sheet:
    """Make a sheet of one column."""
    return Sheet(name, ("value",), tuple((cell,) for cell in cells))


def opened(*sheets: Sheet) -> Workbook:
    """Write sheets and open them with openpyxl."""
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(sheets, title="Some days", created=AT)))


def column(*cells: Cell) -> list[object]:
    """Give what openpyxl finds in the cells of a column."""
    page = opened(sheet(*cells))["Documents"]
    return [page.cell(number + 2, 1).value for number in range(len(cells))]


def lines(*cells: Cell) -> list[str]:
    """Give what the csv module finds in the cells of a column."""
    content = as_csv(sheet(*cells)).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(content, newline=""))
    assert header == ["value"]
    return [row[0] if row else "" for row in rows]


@pytest.mark.parametrize("text", [*HOSTILE, *MADE, *HARMLESS])
def test_text_stays_text(text: str) -> None:
    page = opened(sheet(text))["Documents"]
    cell = page["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text.replace("\r", "\n"), "s", None)


def test_nothing_in_the_workbook_is_a_formula_or_a_link() -> None:
    content = as_xlsx([sheet(*HOSTILE, *HARMLESS)], title="=cmd()", created=AT)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        page = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page
    assert [name for name in names if "rels" in name and "sheet" in name] == []


def test_amounts_sum_and_show_their_own_decimals() -> None:
    amounts = ("0.1", "0.2", "-1200.00", "1234567.891", "1200", "1E+3", "0.00")
    page = opened(sheet(*map(Decimal, amounts)))["Documents"]
    cells = [page.cell(number + 2, 1) for number in range(len(amounts))]
    assert {cell.data_type for cell in cells} == {"n"}
    values = [Decimal(str(cell.value)) for cell in cells]
    assert sum(values) == sum(map(Decimal, amounts))
    assert [cell.number_format for cell in cells] == [
        "#,##0.0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0", "#,##0", "#,##0.00",
    ]  # fmt: skip


def test_an_amount_that_a_spreadsheet_would_round_is_text() -> None:
    exact, too_long = Decimal("123456789012.345"), Decimal("12345678901234.56")
    assert column(exact, too_long) == [123456789012.345, "12345678901234.56"]
    assert column(Decimal(10**21)) == [1e21]
    padded, tiny = Decimal("10194.22" + "0" * 28), Decimal("1." + "0" * 29 + "1")
    assert column(padded, tiny) == [10194.22, f"{tiny:f}"]


def test_dates_are_dates() -> None:
    moment = datetime(2026, 11, 22, 9, 30, 15, tzinfo=timezone(timedelta(hours=1)))
    page = opened(sheet(date(2026, 11, 1), moment, date(1899, 12, 31)))["Documents"]
    assert page["A2"].value == datetime(2026, 11, 1)  # noqa: DTZ001  # as openpyxl gives it
    assert page["A2"].is_date
    assert page["A2"].number_format == "yyyy-mm-dd"
    assert page["A3"].value == datetime(2026, 11, 22, 9, 30, 15)  # noqa: DTZ001
    assert page["A3"].number_format == "yyyy-mm-dd hh:mm"
    assert page["A4"].value == "1899-12-31"


def test_what_is_not_said_is_empty() -> None:
    assert column(None, "", 0) == [None, None, 0]
    assert lines(None, "", 0) == ["", "", "0"]


def test_the_header_stays_and_filters() -> None:
    page = opened(sheet("a", "b"))["Documents"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:A3"
    assert page["A1"].font.bold


def test_an_empty_sheet_opens_too() -> None:
    book = opened(sheet(), sheet(name="Lines"))
    assert book.sheetnames == ["Documents", "Lines"]
    assert [cell.value for cell in book["Lines"][1]] == ["value"]
    assert as_csv(sheet()) == b'\xef\xbb\xbf"value"\r\n'


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("a", 8, 9), ("a" * 30, 32, 33), ("发" * 15, 32, 33), ("a" * 999, 48, 49)],
)
def test_columns_are_as_wide_as_what_is_in_them(text: str, low: int, high: int) -> None:
    width = opened(sheet(text))["Documents"].column_dimensions["A"].width
    assert low <= width <= high


def test_a_text_longer_than_a_cell_is_cut_not_lost() -> None:
    assert column("a" * 40_000) == ["a" * 32_767]


def test_the_workbook_names_nobody() -> None:
    properties = opened(sheet("a")).properties
    assert (properties.title, properties.creator, properties.lastModifiedBy) == (
        "Some days", None, None,
    )  # fmt: skip
    assert properties.created == AT.replace(tzinfo=None)


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_quotes_what_could_begin_a_formula(text: str) -> None:
    assert lines(text) == [f"'{text}"]


@pytest.mark.parametrize("text", MADE)
def test_csv_quotes_what_could_begin_one_unseen_or_where_lines_are_parted_elsewhere(
    text: str,
) -> None:
    assert lines(text) == [MADE[text]]


def test_csv_has_all_text_in_quotes_and_numbers_and_days_in_none() -> None:
    cells: tuple[Cell, ...] = ("Acme", Decimal("-1.50"), None, "", date(2026, 11, 1), 7)
    wide = Sheet("Documents", ("a", "b"), (cells,))
    assert as_csv(wide).decode("utf-8-sig") == '"a","b"\r\n"Acme",-1.50,,,2026-11-01,7\r\n'


def test_csv_looks_at_a_text_once() -> None:
    """However much of it is unseen: to look at the rest of it from every sign would not end."""
    long = "\t" * 1_000_000
    assert as_csv(sheet(long)).decode("utf-8-sig") == f'"value"\r\n"{long}"\r\n'


@pytest.mark.parametrize("text", HARMLESS)
def test_csv_leaves_other_text_alone(text: str) -> None:
    assert lines(text) == [text]


def test_csv_numbers_and_dates_are_plain() -> None:
    moment = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    values = (Decimal("-1200.00"), Decimal("1E+3"), Decimal("0.1000"), date(2026, 11, 1), moment, 7)
    assert lines(*values) == [
        "-1200.00", "1000", "0.1000", "2026-11-01", "2026-11-22T09:30:00+01:00", "7",
    ]  # fmt: skip


def test_csv_says_that_it_is_utf_8() -> None:
    assert as_csv(sheet("发票")).startswith(b"\xef\xbb\xbf")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_csv_and_begins_no_formula(text: str) -> None:
    [found] = lines(text)
    assert found.replace("'", "") == text.replace("'", "")
    for parted in (found, *re.split(r"[;,|\t]", found)):
        assert parted.strip(' \t\r\n\u3000\xa0\u200b\ufeff"')[:1] not in {*"=+-@＝＋－＠"}


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9
    )
)
def test_any_amount_comes_back(amount: Decimal) -> None:
    assert Decimal(lines(amount)[0]) == amount
    [found] = column(amount)
    assert isinstance(found, int | float)
    assert round(Decimal(found), 2) == amount
