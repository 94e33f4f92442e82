"""Strings copied from contracts: the values they are, and whether a value follows from a quote."""

from datetime import date
from decimal import Decimal

import pytest

from pipelines.document.clauses.verbatim import day_of, follows, land_of, period_of, yes_or_no


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("this 18th day of April, 2001", date(2001, 4, 18)),
        ("the 10 th day of January, 2007", date(2007, 1, 10)),
        ("first day of March 2012", date(2012, 3, 1)),
        ("the twenty-first (21st) day of May, 2019", date(2019, 5, 21)),
        ("October 20, 2011", date(2011, 10, 20)),
        ("1 st of May, 2010", date(2010, 5, 1)),
        ("den 3. März 2024", date(2024, 3, 3)),
        ("le 1er février 2023", date(2023, 2, 1)),
        ("2026年3月1日", date(2026, 3, 1)),
        ("二〇二六年三月一日", date(2026, 3, 1)),
        ("04/18/01", date(2001, 4, 18)),
        ("03/04/2026", None),
        ("from May 1, 2010 to May 1, 2012", None),
        ("February 30, 2020", None),
        ("upon signature", None),
    ],
)
def test_a_day_is_read_where_the_words_say_one(text: str, wanted: date | None) -> None:
    assert day_of(text) == wanted


def test_the_order_of_the_document_decides_what_figures_mean() -> None:
    assert day_of("03/04/2026", "mdy") == date(2026, 3, 4)
    assert day_of("03/04/2026", "dmy") == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("for a period of two (2) years", "2 years"),
        ("twenty-four (24) months", "24 months"),
        ("an 18-month period", "18 months"),
        ("one-year", "1 year"),
        ("the third (3rd) anniversary of the Effective Date", "3 years"),
        ("one hundred and twenty (120) days", "120 days"),
        ("five (5) business days", "5 business days"),
        ("三年", "3 years"),
        ("叁年", "3 years"),
        ("三十六个月", "36 months"),
        ("12个月", "12 months"),
        ("提前三十日", "30 days"),
        ("zwei (2) Jahre", "2 years"),
        ("drei Monaten", "3 months"),
        ("trois (3) ans", "3 years"),
        ("one (2) years", None),
        ("2 years or 18 months", None),
        ("fiscal year 2021", None),
        ("第三年", None),
        ("indefinitely", None),
    ],
)
def test_a_length_of_time_is_a_count_and_a_unit(text: str, wanted: str | None) -> None:
    assert period_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the laws of the State of Oregon", "Oregon"),
        ("State of New York, United States of America", "New York"),
        ("Commonwealth of Massachusetts", "Massachusetts"),
        ("England and Wales", "England and Wales"),
        ("the Province of Ontario and the federal laws of Canada", "Ontario"),
        ("the Federal Republic of Germany", "Germany"),
        ("deutsches Recht", "Deutschland"),
        ("Schweizer Recht", "Schweiz"),
        ("droit français", "France"),
        ("中华人民共和国法律", "中华人民共和国"),
        ("the People’s Republic of China", "People's Republic of China"),
        ("the courts of the county of Washington", None),
        ("the law of the land", None),
    ],
)
def test_a_law_is_the_name_of_its_land_alone(text: str, wanted: str | None) -> None:
    assert land_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("shall automatically renew for successive one-year terms", True),
        ("will be automatically extended", True),
        ("shall renew for successive periods of one year unless either party objects", True),
        ("shall not automatically renew", False),
        ("There is no automatic renewal.", False),
        ("本合同期满自动续期一年", True),
        ("本合同不自动续期", False),
        ("verlängert sich jeweils um ein Jahr", True),
        ("renouvelé par tacite reconduction", True),
        ("yes", True),
        ("may be renewed by mutual agreement", None),
        ("双方另行协商", None),
    ],
)
def test_a_renewal_is_a_yes_only_where_it_comes_by_itself(text: str, wanted: bool | None) -> None:
    assert yes_or_no(text) is wanted


@pytest.mark.parametrize(
    ("name", "value", "quote", "wanted"),
    [
        ("effective_date", date(2001, 4, 18), "entered into this 18th day of April, 2001", True),
        ("effective_date", date(2001, 4, 19), "entered into this 18th day of April, 2001", False),
        ("expiry_date", date(2026, 4, 3), "until 03/04/2026", True),
        ("term", "2 years", "for a period of two (2) years from the date hereof", True),
        ("term", "3 years", "for a period of two (2) years from the date hereof", False),
        ("term", "for ever", "for ever", False),
        ("notice_period", "60 days", "sixty (60) days' prior written notice", True),
        ("governing_law", "Oregon", "the laws of the State of Oregon", True),
        ("governing_law", "Ohio", "the laws of the State of Oregon", False),
        ("auto_renewal", True, "shall renew automatically", True),
        ("auto_renewal", False, "shall renew automatically", False),
        ("amount", Decimal("12000.00"), "a fee of USD 12,000.00", True),
        ("amount", Decimal(12000), "eine Vergütung von 12.000,00 EUR", True),
        ("amount", Decimal(1200), "a fee of USD 12,000.00", False),
        ("currency", "USD", "a fee of $ 12,000.00", True),
        ("currency", "EUR", "a fee of $ 12,000.00", False),
        ("parties", "Mill & Sons, Inc.", "by and between MILL & SONS, INC., a", True),
        ("parties", "Hill & Sons, Inc.", "by and between MILL & SONS, INC., a", False),
        ("parties", "...", "by and between MILL & SONS, INC., a", False),
        ("title", None, "Lease", False),
    ],
)
def test_a_value_follows_from_words_that_hold_it(
    name: str, value: object, quote: str, wanted: bool
) -> None:
    assert follows(name, value, quote) is wanted
