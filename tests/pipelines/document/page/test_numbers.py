"""Amounts in the number formats of the world, and what is no amount."""

from decimal import Decimal

import pytest

from pipelines.document.page.marks import currency_of
from pipelines.document.page.numbers import (
    Point,
    amounts_in,
    decimal_point,
    parse_number,
    parts_by_blanks,
)


@pytest.mark.parametrize(
    ("text", "point", "value"),
    [
        ("Total RM60.30", ".", "60.30"),
        ("€ 4.053,67", ",", "4053.67"),
        ("1 234,56", ",", "1234.56"),
        ("1'234.56", ".", "1234.56"),
        ("$9,996.54", ".", "9996.54"),
        ("-20,48 €", ",", "-20.48"),
        ("− 500,00", ",", "-500.00"),
        ("17.808,00-", ",", "-17808.00"),
        ("(12.00)", ".", "-12.00"),
        ("TOTAL 60. 30", ".", "60.30"),
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("1.250 €", None, "1250"),
        ("IDR 250.000", None, "250000"),
        ("0.125", None, "0.125"),
        ("4.50", None, "4.50"),
        ("1,25,000.00", ".", "125000.00"),
        ("Rs. 1,25,000", None, "125000"),
        ("¥119,350-", ".", "119350"),
        ("￥18036.00", ".", "18036.00"),
        ("￥１８０３６．５０", ".", "18036.50"),
        ("合计：１，３２０．５０元", ".", "1320.50"),
        ("１３２０，另付", ".", "1320"),
        ("12,34,567.89", ".", "1234567.89"),
        ("€ 12,-", ",", "12"),
        ("Rs. 7.784.67", ".", "7784.67"),
        ("1,234,56 €", ",", "1234.56"),
        ("Fr. 1'250.–", ".", "1250"),
        ("1. 234,56 €", ",", "1234.56"),
        ("1 234 567,89 kr", ",", "1234567.89"),
        ("199,00 zł", ",", "199.00"),
        ("- 1.234,56", ",", "-1234.56"),
        ("合计1,320.50元", ".", "1320.50"),
        ("价税合计¥1,320.50", ".", "1320.50"),
        ("金额-12.00", ".", "-12.00"),
    ],
)
def test_an_amount_is_read_in_the_format_of_its_document(
    text: str, point: Point | None, value: str
) -> None:
    (amount,) = amounts_in(text, point)

    assert amount.value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "19 %",
        "14.50%",
        "31/12/2017",
        "HT-2026-774",
        "12:30",
        "400 kg",
        "192.168.1.20",
        "共12页",
        "第3.25号",
        "版本1.20.3",
        "2026年03月02日",
    ],
)
def test_what_is_no_money_is_left(text: str) -> None:
    assert not [one for one in amounts_in(text, ".") if one.is_money]


def test_the_stretch_of_an_amount_holds_its_sign_and_currency() -> None:
    (wide,) = amounts_in("价税合计¥1,320.50", ".")
    assert (wide.start, wide.mark) == (4, "¥")
    text = "Total: -€ 12,50 due"
    (amount,) = amounts_in(text, ",")

    assert text[amount.start : amount.end] == "-€ 12,50"
    assert amount.mark == "€"


@pytest.mark.parametrize(
    ("text", "mark"), [("55,53 EUR", "EUR"), ("29.99 €", "€"), ("30 items", None)]
)
def test_a_currency_may_follow(text: str, mark: str | None) -> None:
    (amount,) = amounts_in(text, ".")

    assert amount.mark == mark


@pytest.mark.parametrize(
    ("texts", "point"),
    [
        (["1.234,56", "9,90", "05.03.2026"], ","),
        (["1,234.56", "9.90", "05.03.2026"], "."),
        (["1,25,000.00", "05.03.2026"], "."),
        (["05.03.2026", "nothing", "1.250 €"], None),
    ],
)
def test_the_decimal_sign_is_a_matter_of_the_document(
    texts: list[str], point: Point | None
) -> None:
    assert decimal_point(texts) == point


def test_a_blank_parts_thousands_only_where_the_document_may_write_them_so() -> None:
    assert [one.value for one in amounts_in("2 345,00", ",")] == [Decimal("2345.00")]
    apart = amounts_in("2 345,00", ",", blanks=False)
    assert [one.value for one in apart] == [Decimal(2), Decimal("345.00")]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["2 345,00", "1.690,00"], True), (["2 345,00", "1.690,00", "12.345,10"], False),
        (["1 234,56"], True), ([], True), (["3 120.00", "1'200.00", "4'300.50"], False),
    ],
)  # fmt: skip
def test_how_thousands_are_parted_is_a_matter_of_the_document(texts: list[str], told: bool) -> None:
    assert parts_by_blanks(texts) is told


def test_separators_that_make_no_sense_are_no_number() -> None:
    assert parse_number("1.23.45", ".") is None


@pytest.mark.parametrize(
    ("mark", "code"), [("RM", "MYR"), ("eur", "EUR"), ("RMB", "CNY"), ("£", "GBP"), ("?", None)]
)
def test_signs_and_codes_name_currencies(mark: str, code: str | None) -> None:
    assert currency_of(mark) == code
