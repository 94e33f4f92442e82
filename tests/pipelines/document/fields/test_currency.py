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
        (("Total|Fr. 1'250.00",), "CHF", False),
        (("Fabriksgatan 3, Göteborg", "Totalt|1 250,00 kr"), "SEK", False),
        (("CVR 12345678", "I alt|1.250,00 kr."), "DKK", False),
        (("Total|1 250,00 kr",), "SEK", True),
        (("www.butikk.no", "MVA 25%|250,00", "Sum|1 250,00 kr"), "NOK", False),
        (("IBAN DK50 0040 0440 1162 43", "Momsreg.nr 123", "I alt|1 250,00 kr"), "DKK", False),
        (("Summe|199,00 EUR", "Preis in CHF auf Anfrage", "Gesamt|199,00 EUR"), "EUR", False),
        (("www.laden.ch", "MWST 8.1%|10.00", "Total|133.45"), "CHF", True),
        (("IBAN CH93 0076 2011 6238 5295 7", "USt-ID DE123456789", "Total|133.45"), "CHF", True),
        (("IVA 21%|21,00", "Total|121,00"), "EUR", True),
        (("統一編號 12345678", "總計|1,250 元"), "TWD", False),
        (("合计|1,250.00 元",), "CNY", False),
        (("10 King St, Sydney", "ABN 51 824 753 556", "Total|$110.00"), "AUD", False),
        (("Razem|199,00 zł",), "PLN", False),
        (("Total|R$ 1.250,00",), "BRL", False),
        (("10 Queen Street, London", "VAT 20%|2.00", "Total|12.00"), "GBP", True),
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


@pytest.mark.parametrize(
    ("rows", "told"),
    [(("Total|€ 12.50",), True), (("USt. 19%|19,00", "Gesamt|119,00"), False)],
)
def test_what_only_the_land_tells_is_not_printed(rows: tuple[str, ...], told: bool) -> None:
    assert stated(read_currency(printed(*rows), None)).printed is told
