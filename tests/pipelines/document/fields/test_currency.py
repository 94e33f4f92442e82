"""Currencies read from codes, signs and words, or guessed."""

import pytest

from pipelines.document.fields.currency import read_currency
from tests.pipelines.document.sheets import printed, stated


@pytest.mark.parametrize(
    ("rows", "code", "guessed"),
    [
        (("Total|€ 12,50",), "EUR", False),
        (("Total|RM 12.50",), "MYR", False),
        (("Rechnungswährung|: GBP", "Steuer in EUR|1,00", "Summe|9,00"), "GBP", False),
        (("Total|$12.50",), "USD", True),
        (("Total|$12.50", "All prices are in US Dollars"), "USD", False),
        (("Total|$12.50", "Toronto, all amounts CAD"), "CAD", False),
        (("合计|¥77.80",), "CNY", False),
        (("合計|¥770.00", "ありがとうございました"), "JPY", False),
        (("Total|¥77.80",), "CNY", True),
        (("1-2-3 Ginza, Tokyo", "Total|¥110,000"), "JPY", True),
        (("Gesamt netto|100,00", "USt. 19%|19,00"), "EUR", True),
        (("KEDAI ABU SDN BHD", "Total|12.50"), "MYR", True),
        (("Total due (USD)|10,821.25",), "USD", False),
    ],
)
def test_the_currency_is_read_or_guessed(rows: tuple[str, ...], code: str, guessed: bool) -> None:
    currency = stated(read_currency(printed(*rows), None))

    assert (currency.claim.value, currency.guessed) == (code, guessed)
    assert currency.claim.spots


def test_the_sign_of_the_total_outweighs_the_others() -> None:
    page = printed("Fee|$1.00", "Fee|$2.00", "Total|€ 2,50")
    total = next(spot for _, amount, spot in page.all_amounts() if amount.mark == "€")

    assert stated(read_currency(page, total)).claim.value == "EUR"


def test_no_sign_and_no_home_no_currency() -> None:
    assert read_currency(printed("Total|12.50"), None) is None
