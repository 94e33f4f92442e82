"""The table of tax rates: what it says of known days, and that all of it can be read."""

from datetime import date
from decimal import Decimal

import pytest

from pipelines.document.checks.rates import rates_in

COUNTRIES = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    "AE", "AU", "CA", "CH", "CN", "GB", "IN", "JP", "KR", "MX", "MY", "NO", "NZ", "SA", "SG",
    "TH", "TR", "TW", "ZA",
)  # fmt: skip


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_country_has_rates_at_any_time(country: str) -> None:
    for day in (date(2010, 6, 1), date(2019, 6, 1), date(2026, 11, 1), None):
        rates = rates_in(country, day)
        assert rates is not None
        assert len(rates) > 1
        assert Decimal(0) in rates
        assert all(0 <= rate <= 160 for rate in rates)


@pytest.mark.parametrize("country", ["US", "HK", "", "XX"])
def test_of_other_countries_nothing_is_known(country: str) -> None:
    assert rates_in(country, date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    ("country", "day", "rate"),
    [
        ("CH", date(2015, 5, 1), "8"), ("CH", date(2020, 5, 1), "7.7"),
        ("CH", date(2025, 5, 1), "8.1"), ("CN", date(2017, 6, 1), "17"),
        ("CN", date(2018, 9, 1), "16"), ("CN", date(2026, 9, 1), "13"),
        ("MY", date(2016, 5, 1), "6"), ("MY", date(2025, 5, 1), "8"),
        ("SG", date(2020, 5, 1), "7"), ("SG", date(2026, 5, 1), "9"),
        ("NL", date(2017, 5, 1), "6"), ("NL", date(2022, 5, 1), "9"),
        ("TR", date(2020, 5, 1), "18"), ("TR", date(2025, 5, 1), "20"),
        ("GB", date(2009, 5, 1), "15"), ("FR", date(2012, 5, 1), "19.6"),
        ("SK", date(2025, 9, 1), "23"), ("FI", date(2025, 9, 1), "25.5"),
        ("JP", date(2016, 9, 1), "8"), ("JP", date(2026, 9, 1), "10"),
    ],
)  # fmt: skip
def test_a_rate_of_a_day(country: str, day: date, rate: str) -> None:
    assert Decimal(rate) in (rates_in(country, day) or ())


@pytest.mark.parametrize(
    ("country", "day", "rate"),
    [
        ("CH", date(2026, 5, 1), "7.7"), ("CN", date(2026, 5, 1), "17"),
        ("SG", date(2020, 5, 1), "9"), ("MY", date(2020, 5, 1), "8"),
        ("NL", date(2024, 5, 1), "6"), ("TR", date(2026, 5, 1), "18"),
        ("DE", date(2024, 5, 1), "16"), ("SK", date(2020, 9, 1), "23"),
    ],
)  # fmt: skip
def test_no_rate_of_a_day(country: str, day: date, rate: str) -> None:
    assert Decimal(rate) not in (rates_in(country, day) or ())
