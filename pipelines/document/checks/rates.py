"""The rates of value added, goods and sales taxes by country and time.

Sources: the European Commission's "VAT rates applied in the Member States" and its database TEDB
(with islands and other territories of a rate of their own, and the compensation of farmers); HM
Revenue & Customs, "VAT rates"; the tax administrations of Switzerland (ESTV), Norway
(Skatteetaten), China (VAT Law of 2024 and circulars 2017/37, 2018/32, 2019/39), Malaysia (RMCD),
Singapore (IRAS), India (CBIC rate schedules), Australia (ATO), New Zealand (IRD), Japan and Korea
(NTA, NTS), Taiwan (MOF), Thailand (RD), South Africa (SARS), the Emirates (FTA), Saudi Arabia
(ZATCA), Turkey (GIB), Mexico (SAT: IVA and IEPS) and Canada (CRA and the provinces). As of November
2026.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

# Deliveries, prepayments and corrections are taxed as of another day than that of the invoice.
MARGIN = timedelta(days=190)

# Country: (since, until, rates in per cent); without a day: as long as invoices are kept. No tax at
# all is possible everywhere. Rates of former days that still hold in part stand without a day.
_ALWAYS = ""
_RATES: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "AE": ((_ALWAYS, "", "5"),),
    "AT": ((_ALWAYS, "", "20 10 13 19 12"), ("2020-07-01", "2021-12-31", "5"),
           ("2026-07-01", "", "4.9")),
    "AU": ((_ALWAYS, "", "10"),),
    "BE": ((_ALWAYS, "", "21 12 6 1"),),
    "BG": ((_ALWAYS, "", "20 9"), ("", "2011-03-31", "7")),
    "CA": ((_ALWAYS, "", "5 13 15 12 14 9.975 7 6 8 10 11 9.5 8.5 7.5 9 14.975"),),
    "CH": (("2024-01-01", "", "8.1 3.8 2.6"), ("2018-01-01", "2023-12-31", "7.7 3.7 2.5"),
           ("2011-01-01", "2017-12-31", "8 3.8 2.5"), ("", "2010-12-31", "7.6 3.6 2.4")),
    "CN": ((_ALWAYS, "", "13 9 6 5 3 1 0.5 1.5 2 4"), ("2018-05-01", "2019-03-31", "16 10"),
           ("", "2018-04-30", "17 11")),
    "CY": ((_ALWAYS, "", "19 9 5"), ("2023-07-01", "", "3"), ("2013-01-14", "2014-01-12", "18 8"),
           ("2012-03-01", "2013-01-13", "17 8"), ("", "2012-02-29", "15 8")),
    "CZ": ((_ALWAYS, "", "21"), ("2024-01-01", "", "12"), ("2015-01-01", "2023-12-31", "15 10"),
           ("2013-01-01", "2014-12-31", "15"), ("2010-01-01", "2012-12-31", "20 10 14"),
           ("", "2009-12-31", "19 9 5")),
    "DE": ((_ALWAYS, "", "19 7 10.7 5.5"), ("2020-07-01", "2020-12-31", "16 5"),
           ("", "2006-12-31", "16"), ("2022-01-01", "2022-12-31", "9.5"),
           ("2023-01-01", "2024-12-31", "9 8.4"), ("2025-01-01", "", "7.8")),
    "DK": ((_ALWAYS, "", "25"),),
    "EE": ((_ALWAYS, "", "9 5"), ("2025-07-01", "", "24"), ("2025-01-01", "", "13"),
           ("2024-01-01", "2025-06-30", "22"), ("2009-07-01", "2023-12-31", "20"),
           ("", "2009-06-30", "18")),
    "ES": ((_ALWAYS, "", "21 10 4 5 5.2 1.4 0.5 0.62 1.75 3 7 9.5 13.5 15 20 35 1 2 8 12 10.5"),
           ("2024-10-01", "2024-12-31", "7.5"), ("2010-07-01", "2012-08-31", "18"),
           ("", "2010-06-30", "16")),
    "FI": ((_ALWAYS, "", "10"), ("2024-09-01", "", "25.5"), ("2013-01-01", "2024-08-31", "24"),
           ("2013-01-01", "2025-12-31", "14"), ("2026-01-01", "", "13.5"),
           ("2010-07-01", "2012-12-31", "23 13 9"), ("", "2010-06-30", "22 17 12 8")),
    "FR": ((_ALWAYS, "", "20 10 5.5 2.1 8.5 13 1.75 1.05 0.9"), ("", "2013-12-31", "19.6 7 8")),
    "GB": ((_ALWAYS, "", "20 5 4"), ("2021-10-01", "2022-03-31", "12.5"),
           ("2008-12-01", "2009-12-31", "15"), ("", "2011-01-03", "17.5")),
    "GR": ((_ALWAYS, "", "24 13 6 17 9 4"), ("", "2016-05-31", "23 16 8 6.5 5 11 19 21 5.5 4.5")),
    "HR": ((_ALWAYS, "", "25 13 5"), ("", "2014-12-31", "10 23 22")),
    "HU": ((_ALWAYS, "", "27 18 5 12 7"), ("", "2011-12-31", "25 20 15")),
    "IE": ((_ALWAYS, "", "23 13.5 9 4.8 4.5 5 5.1 5.2 5.4 5.5 5.6"), ("", "2011-12-31", "21 21.5"),
           ("2020-09-01", "2021-02-28", "21")),
    "IN": ((_ALWAYS, "", "5 12 18 28 40 2.5 6 9 14 20 3 1.5 0.25 0.125 0.1 0.05 1 0.5 7.5 3.75"),
           ("", "2017-06-30", "4 4.5 5.5 10 10.3 12.36 12.5 13.5 14.5 15 16")),
    "IT": ((_ALWAYS, "", "22 10 5 4 7.3 7.65 7.95 8.3 8.5 8.8 9.5 12.3 12.5 6.4 2"),
           ("", "2013-09-30", "21 20")),
    "JP": (("2019-10-01", "", "10 8"), ("2014-04-01", "2019-09-30", "8"), ("", "2014-03-31", "5"),
           (_ALWAYS, "", "7.8 6.24 2.2 1.76")),
    "KR": ((_ALWAYS, "", "10"),),
    "LI": (("2024-01-01", "", "8.1 3.8 2.6"), ("2018-01-01", "2023-12-31", "7.7 3.7 2.5"),
           ("2011-01-01", "2017-12-31", "8 3.8 2.5"), ("", "2010-12-31", "7.6 3.6 2.4")),
    "LT": ((_ALWAYS, "", "21 9 5 6"), ("2026-01-01", "", "12"), ("", "2009-08-31", "19 18")),
    "LU": ((_ALWAYS, "", "17 14 8 3"), ("2023-01-01", "2023-12-31", "16 13 7"),
           ("", "2014-12-31", "15 12 6")),
    "LV": ((_ALWAYS, "", "21 12 5"), ("", "2012-06-30", "22 10 18")),
    "MT": ((_ALWAYS, "", "18 7 5"), ("2024-01-01", "", "12")),
    "MX": ((_ALWAYS, "", "16 8 15 11 10 3 4 5.33 6 7 9 10.67 25 26.5 30 50 53 160"),),
    "MY": ((_ALWAYS, "", "6 5 10"), ("2024-03-01", "", "8")),
    "NL": ((_ALWAYS, "", "21"), ("2019-01-01", "", "9"), ("", "2018-12-31", "6"),
           ("", "2012-09-30", "19")),
    "NO": ((_ALWAYS, "", "25 15 12 11.11"), ("2016-01-01", "2017-12-31", "10"),
           ("2020-04-01", "2021-09-30", "6"), ("", "2015-12-31", "8"), ("", "2011-12-31", "14")),
    "NZ": ((_ALWAYS, "", "15 9"), ("", "2010-09-30", "12.5")),
    "PL": ((_ALWAYS, "", "23 8 5 4 7"), ("", "2010-12-31", "22 3")),
    "PT": ((_ALWAYS, "", "23 13 6 22 12 5 16 9 4 18 10"), ("", "2010-12-31", "21 20 19 14 8")),
    "RO": ((_ALWAYS, "", "9 5"), ("2025-08-01", "", "21 11"), ("2017-01-01", "2025-07-31", "19"),
           ("2016-01-01", "2016-12-31", "20"), ("2010-07-01", "2015-12-31", "24"),
           ("", "2010-06-30", "19")),
    "SA": (("2020-07-01", "", "15"), ("", "2020-06-30", "5"), (_ALWAYS, "", "5")),
    "SE": ((_ALWAYS, "", "25 12 6"),),
    "SG": (("2024-01-01", "", "9"), ("2023-01-01", "2023-12-31", "8"),
           ("2007-07-01", "2022-12-31", "7"), ("", "2007-06-30", "3 4 5")),
    "SI": ((_ALWAYS, "", "22 9.5 5 8"), ("", "2013-06-30", "20 8.5")),
    "SK": (("2025-01-01", "", "23 19 5"), ("2011-01-01", "2024-12-31", "20 10 5"),
           ("", "2010-12-31", "19 10 6")),
    "TH": ((_ALWAYS, "", "7 10"),),
    "TR": (("2023-07-10", "", "20 10 1"), ("", "2023-07-09", "18 8 1")),
    "TW": ((_ALWAYS, "", "5"),),
    "ZA": (("2018-04-01", "", "15"), ("", "2018-03-31", "14")),
}  # fmt: skip


def rates_in(country: str, day: date | None) -> frozenset[Decimal] | None:
    """Give the rates of a country about a day, or of all time; None where they are not known."""
    periods = _RATES.get(country)
    if periods is None:
        return None
    found = [rates for since, until, rates in periods if _is_about(day, since, until)]
    return frozenset({Decimal(0), *(Decimal(one) for rates in found for one in rates.split())})


def _is_about(day: date | None, since: str, until: str) -> bool:
    if day is None:
        return True
    begins = date.fromisoformat(since) - MARGIN if since else date.min
    ends = date.fromisoformat(until) + MARGIN if until else date.max
    return begins <= day <= ends
