"""Lengths of time, and the days they lead to."""

from datetime import date

import pytest

from pipelines.document.periods import Period, earlier, later, period
from pipelines.document.terms import Contract


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2 years", Period(2, "year")),
        ("1 month", Period(1, "month")),
        ("30 business days", Period(30, "business day")),
        ("0 days", None),
        ("99999 years", None),
        ("a while", None),
        (None, None),
    ],
)
def test_a_period_is_read_as_it_is_written(written: str | None, wanted: Period | None) -> None:
    assert period(written) == wanted
    if wanted is not None:
        assert str(wanted) == written


@pytest.mark.parametrize(
    ("day", "written", "after", "before"),
    [
        (date(2024, 1, 31), "1 month", date(2024, 2, 29), date(2023, 12, 31)),
        (date(2024, 2, 29), "1 year", date(2025, 2, 28), date(2023, 2, 28)),
        (date(2026, 5, 1), "60 days", date(2026, 6, 30), date(2026, 3, 2)),
        (date(2026, 5, 1), "2 weeks", date(2026, 5, 15), date(2026, 4, 17)),
        (date(9999, 1, 1), "9000 years", None, date(999, 1, 1)),
        (date(2026, 5, 1), "30000 years", None, None),
        (date(2026, 5, 1), "5 business days", None, None),
    ],
)
def test_a_period_leads_to_a_day_of_the_calendar(
    day: date, written: str, after: date | None, before: date | None
) -> None:
    length = period(written)
    assert length is not None
    assert (later(day, length), earlier(day, length)) == (after, before)


def test_notice_is_due_so_long_before_the_end() -> None:
    lease = Contract(expiry_date=date(2027, 12, 31), notice_period="3 months")
    assert lease.notice_deadline == date(2027, 9, 30)
    assert Contract(notice_period="3 months").notice_deadline is None
    assert Contract(expiry_date=date(2027, 12, 31)).notice_deadline is None
