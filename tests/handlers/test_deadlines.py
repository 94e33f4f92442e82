"""Until when a contract must be given notice of, over the ends of months, and when that is told."""

from datetime import date

import pytest

from handlers.deadlines import Due, Outlook, dues, reckoned_end
from pipelines.document.terms import Contract


def contract(**terms: object) -> Contract:
    return Contract.model_validate(terms)


@pytest.mark.parametrize(
    ("expiry", "notice", "day"),
    [
        (date(2027, 3, 31), "30 days", date(2027, 3, 1)),
        (date(2027, 3, 31), "1 month", date(2027, 2, 28)),
        (date(2028, 3, 31), "1 month", date(2028, 2, 29)),
        (date(2027, 5, 31), "3 months", date(2027, 2, 28)),
        (date(2028, 2, 29), "1 year", date(2027, 2, 28)),
        (date(2027, 1, 1), "2 weeks", date(2026, 12, 18)),
        (date(2026, 12, 31), "6 months", date(2026, 6, 30)),
    ],
)
def test_notice_is_due_so_long_before_the_end(expiry: date, notice: str, day: date) -> None:
    assert dues(contract(expiry_date=expiry, notice_period=notice, auto_renewal=True)) == (
        Due("notice", day),
    )


@pytest.mark.parametrize(
    ("terms", "sorts"),
    [
        ({}, []),
        ({"notice_period": "30 days"}, []),
        ({"expiry_date": date(2027, 3, 31)}, ["expiry"]),
        ({"expiry_date": date(2027, 3, 31), "auto_renewal": True}, ["expiry"]),
        ({"expiry_date": date(2027, 3, 31), "notice_period": "30 business days"}, ["expiry"]),
        ({"expiry_date": date(2027, 3, 31), "notice_period": "soon"}, ["expiry"]),
        ({"expiry_date": date(2027, 3, 31), "notice_period": "30 days"}, ["notice", "expiry"]),
        (
            {
                "expiry_date": date(2027, 3, 31),
                "notice_period": "30 days",
                "auto_renewal": False,
            },
            ["expiry"],
        ),
        ({"expiry_date": date(1, 1, 3), "notice_period": "30 days"}, ["expiry"]),
    ],
)
def test_what_cannot_be_reckoned_is_not_told(terms: dict[str, object], sorts: list[str]) -> None:
    assert [due.sort for due in dues(contract(**terms))] == sorts


@pytest.mark.parametrize(
    ("effective", "term", "end"),
    [
        (date(2025, 4, 1), "2 years", date(2027, 3, 31)),
        (date(2026, 8, 31), "6 months", date(2027, 2, 27)),
        (date(2024, 2, 29), "1 year", date(2025, 2, 27)),
        (date(2026, 1, 1), "1 day", date(2026, 1, 1)),
        (date(2026, 1, 1), "10 business days", None),
        (date(9999, 1, 1), "2 years", None),
        (date(2026, 1, 1), None, None),
        (None, "2 years", None),
    ],
)
def test_an_end_is_reckoned_from_day_and_length(
    effective: date | None, term: str | None, end: date | None
) -> None:
    assert reckoned_end(contract(effective_date=effective, term=term)) == end


def test_an_end_that_is_stated_is_not_reckoned() -> None:
    stated = contract(effective_date=date(2025, 4, 1), term="2 years", expiry_date=date(2026, 1, 1))
    assert reckoned_end(stated) is None


NOTICE = Due("notice", date(2027, 3, 31))


@pytest.mark.parametrize(
    ("dropped", "days", "reminded"),
    [
        (date(2026, 11, 22), 30, date(2027, 3, 1)),
        (date(2026, 11, 22), 31, date(2027, 2, 28)),
        (date(2026, 11, 22), 0, None),
        (date(2027, 3, 20), 30, date(2027, 3, 21)),
        (date(2027, 3, 30), 30, date(2027, 3, 31)),
        (date(2027, 3, 31), 30, date(2027, 3, 31)),
    ],
)
def test_a_reminder_comes_before_the_deadline_and_after_the_card(
    dropped: date, days: int, reminded: date | None
) -> None:
    assert Outlook(dropped, days).reminds_on(NOTICE) == reminded


def test_a_deadline_at_the_beginning_of_the_calendar_is_one_too() -> None:
    assert Outlook(date(1, 1, 1), 365).reminds_on(Due("expiry", date(1, 1, 2))) == date(1, 1, 2)


def test_a_deadline_is_over_the_day_after() -> None:
    lease = contract(expiry_date=date(2027, 3, 31))
    assert Outlook(date(2027, 3, 31)).ahead(lease) == Due("expiry", date(2027, 3, 31))
    assert Outlook(date(2027, 3, 31)).over(lease) is None
    assert Outlook(date(2027, 4, 1)).ahead(lease) is None
    assert Outlook(date(2027, 4, 1)).over(lease) == Due("expiry", date(2027, 3, 31))
