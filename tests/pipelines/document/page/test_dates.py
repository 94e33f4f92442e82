"""Dates in the spellings of seven languages, and days that do not exist."""

from datetime import date

import pytest

from pipelines.document.page.dates import Order, dates_in, day_order, home_order
from pipelines.document.page.layout import fold

DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05", "2026/3/5", "2026年03月05日", "2026 年 3 月 5 日", "05.03.2026", "5/3/2026",
        "05-03-26", "5. März 2026", "5 mars 2026", "05 marzo 2026", "5 de marzo de 2026",
        "5 maart 2026", "March 5, 2026", "Mar 5 2026", "5-Mar-26", "20260305", "5th March 2026",
        "5th of March 2026",
        "vom05.03.2026", "05/03/202613:24", "5º de março de 2026", "5 marca 2026", "5. marts 2026",
        "2026-Mar-05", "Mar-05-2026", "5 mar '26", "05MAR26", "二〇二六年三月五日", "令和8年3月5日",
        "民國115年3月5日", "115年03月05日", "2026. 3. 5.", "5o marzo 2026",
    ],
)  # fmt: skip
def test_one_day_in_many_spellings(text: str) -> None:
    (found,) = dates_in(fold(text), "dmy")

    assert found.value == DAY


def test_a_month_whose_capital_came_out_as_a_nought_is_read() -> None:
    (found,) = dates_in("18. 0ktober 2025", "dmy")

    assert found.value == date(2025, 10, 18)


def test_the_order_of_the_document_decides_the_ambiguous() -> None:
    (found,) = dates_in("03/05/2026", "mdy")

    assert found.value == DAY


def test_a_month_over_twelve_is_the_day_whatever_the_order() -> None:
    (found,) = dates_in("03/25/2026", "dmy")

    assert found.value == date(2026, 3, 25)


@pytest.mark.parametrize(
    "text",
    ["30.02.2026", "2026年02月30日", "31 April 2026", "2026-02-29", "2026-13-05", "32.01.2026",
     "31/14/2026", "民國115年2月30日"],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_found_without_a_value(text: str) -> None:
    (found,) = dates_in(fold(text), "dmy")

    assert found.value is None
    assert text[found.start : found.end] == text


@pytest.mark.parametrize(
    "text", ["192.168.10.20", "RE-20260305/501", "12,345.67", "45.67.2026", "13.13.26", "32.01.26"]
)
def test_what_is_no_date_is_left(text: str) -> None:
    assert list(dates_in(text.lower(), "dmy")) == []


@pytest.mark.parametrize(
    ("texts", "home", "order"),
    [
        (["03/25/2026", "03/04/2026"], "dmy", "mdy"),
        (["25/03/2026", "03/04/2026"], "mdy", "dmy"),
        (["03.04.2026"], "mdy", "dmy"),
        (["03/04/2026"], "mdy", "mdy"),
        (["03/04/2026"], None, None),
        ([], "dmy", "dmy"),
    ],
)
def test_the_order_is_told_by_the_dates_that_read_one_way(
    texts: list[str], home: Order | None, order: Order | None
) -> None:
    assert day_order(texts, home) == order


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("1200 pine street, seattle, wa 98101\ntotal $12.00", "mdy"),
        ("austin, tx 73301-0001", "mdy"),
        ("made in the usa\ntotal usd 12.00", "mdy"),
        ("total $110.00\nabn 51 824 753 556", "dmy"),
        ("berlin, de 10115\ntotal 12,00 €", "dmy"),
        ("10 king st, toronto\nhst 13%\ngst 5%\ntotal $113.00", None),
        ("invoice\ntotal $12.00", None),
    ],
)
def test_money_taxes_and_addresses_tell_the_order_of_a_country(
    text: str, order: Order | None
) -> None:
    assert home_order(text) == order


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        ("03/04/2026", date(2026, 3, 4)), ("03-04-26", date(2026, 3, 4)), ("04/04/2026", None),
        ("13/04/2026", None), ("3 April 2026", None), ("2026-04-03", None), ("31/02/2026", None),
    ],
)  # fmt: skip
def test_a_date_in_figures_that_could_be_swapped_says_so(text: str, swapped: date | None) -> None:
    (found,) = dates_in(fold(text), "dmy")

    assert found.swapped == swapped
