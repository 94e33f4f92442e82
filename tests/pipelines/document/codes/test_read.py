"""Codes of every standard are read; whatever is unknown or broken is passed over."""

import json
from datetime import date
from decimal import Decimal

import pytest

from pipelines.document.codes.payload import Value, amount, day, iban
from pipelines.document.codes.read import Said, read, said_on
from pipelines.document.decoded import Code, Page
from pipelines.media import Box
from tests.pipelines.document.codes.samples import (
    CHINA_DIGITAL,
    CHINA_OLD,
    EPC,
    IBAN,
    INDIA,
    PORTUGAL,
    QR_IBAN,
    SAUDI,
    SWISS,
    TICKET_BAI,
    VERIFACTU,
    signed,
    tagged,
)

KNOWN: dict[str, tuple[str, dict[str, Value], dict[str, Value]]] = {
    CHINA_DIGITAL: (
        "invoice",
        {"invoice_number": "26312000000123456789", "total": Decimal("2202.81"),
         "issue_date": date(2026, 5, 24)},
        {"currency": "CNY"},
    ),
    CHINA_OLD: (
        "invoice",
        {"invoice_code": "031002000111", "invoice_number": "26327835",
         "subtotal": Decimal("17179.30"), "issue_date": date(2020, 12, 8)},
        {"currency": "CNY"},
    ),
    EPC: (
        "payment",
        {"vendor": "Mühle am Bach GmbH", "iban": IBAN, "total": Decimal("119.00")},
        {"currency": "EUR"},
    ),
    SWISS: (
        "payment",
        {"iban": QR_IBAN, "vendor": "Muster Holzbau AG", "total": Decimal("1949.75"),
         "currency": "CHF", "invoice_number": "R-2026/17", "issue_date": date(2026, 3, 20)},
        {},
    ),
    PORTUGAL: (
        "invoice",
        {"vendor_tax_id": "123456789", "issue_date": date(2026, 8, 12),
         "invoice_number": "FT A/12", "tax": Decimal("23.00"), "total": Decimal("123.00")},
        {"currency": "EUR"},
    ),
    VERIFACTU: (
        "invoice",
        {"vendor_tax_id": "B00000000", "invoice_number": "A/26-12",
         "issue_date": date(2026, 3, 5), "total": Decimal("241.4")},
        {"currency": "EUR"},
    ),
    TICKET_BAI: (
        "invoice",
        {"invoice_number": "A27174", "issue_date": date(2026, 3, 5), "total": Decimal("4.70")},
        {"currency": "EUR"},
    ),
    SAUDI: (
        "invoice",
        {"vendor": "شركة المثال", "vendor_tax_id": "300000000000003",
         "issue_date": date(2026, 5, 13), "total": Decimal("115.00"), "tax": Decimal("15.00")},
        {"currency": "SAR"},
    ),
    INDIA: (
        "invoice",
        {"vendor_tax_id": "29AAAAA0000A1Z5", "buyer_tax_id": "27BBBBB0000B1Z4",
         "invoice_number": "INV/26/7", "issue_date": date(2026, 9, 21),
         "total": Decimal("1180.5")},
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", KNOWN, ids=lambda text: text[:12].strip())
def test_a_code_says_what_its_standard_has(text: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.purpose, found.values, found.implied) == KNOWN[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.com/shop?id=7",
        "https://[broken",
        "WIFI:S:guest;T:WPA;P:secret;;",
        "01,02",
        CHINA_DIGITAL.replace("26312000000123456789", "2631200000012345678"),
        CHINA_DIGITAL.replace("01,32", "01,x2"),
        CHINA_DIGITAL.replace("2202.81", "2,202.81"),
        CHINA_DIGITAL.replace("20260524", "20260230"),
        EPC.replace(IBAN, "DE03120300000000202051"),
        EPC.replace("SCT", "SDD"),
        "BCD\n002\n1\nSCT",
        SWISS.replace("CHF", "USD"),
        SWISS.replace("SPC", "SPX"),
        SWISS.replace(QR_IBAN, ""),
        PORTUGAL.replace("O:123.00", ""),
        VERIFACTU.replace("importe", "amount"),
        TICKET_BAI.replace("TBAI-", ""),
        TICKET_BAI.replace("&nf=27174", ""),
        tagged("Seller", "3", "2026-05-13T15:30:00Z", "115.00"),
        SAUDI[:-8],
        "Zm9vYmFy",
        "a.b.c",
        signed(SellerGstin="x"),
        "e30." + "W10" + ".e30",
    ],
    ids=range(25),
)
def test_what_is_unknown_or_broken_is_passed_over(text: str) -> None:
    assert read(text) is None


def test_a_value_that_is_broken_leaves_the_others() -> None:
    found = read(CHINA_DIGITAL.replace("2202.81", "?"))
    assert found is not None
    assert set(found.values) == {"invoice_number", "issue_date"}
    unpriced = read(EPC.replace("EUR119.00", ""))
    assert unpriced is not None
    assert "total" not in unpriced.values


def test_a_deep_or_strange_json_is_no_harm() -> None:
    for data in ("[" * 2000, json.dumps([1]), json.dumps({"SellerGstin": {}})):
        assert read(signed(nested=data)) is None


def test_codes_are_read_with_their_places() -> None:
    codes = (Code(EPC, Box(0.1, 0.2, 0.3, 0.4)), Code("hello", Box(0, 0, 1, 1)))
    pages = (Page(1, 600, 800, "ocr"), Page(2, 600, 800, "ocr", (), codes))
    assert [(one.page, one.box) for one in said_on(pages)] == [(2, Box(0.1, 0.2, 0.3, 0.4))]
    assert isinstance(next(said_on(pages)), Said)


@pytest.mark.parametrize(
    ("text", "value"),
    [("119.00", "119.00"), (" 7 ", "7"), ("-3.5", "-3.5"), ("1,5", None), ("", None),
     ("1e5", None), ("٣", None), ("9" * 16, None), ("NaN", None)],
)  # fmt: skip
def test_an_amount_has_a_point_and_few_decimals(text: str, value: str | None) -> None:
    assert amount(text) == (None if value is None else Decimal(value))


def test_a_day_that_does_not_exist_is_none() -> None:
    assert day("20260228", "%Y%m%d") == date(2026, 2, 28)
    assert day("20260230", "%Y%m%d") is None


def test_an_account_has_right_check_digits() -> None:
    assert iban("de02 1203 0000 0000 2020 51") == IBAN
    assert iban("DE02120300000000202052") is None
    assert iban("no account") is None
