"""Typed values: every way to write an amount is read back, and none is guessed."""

from datetime import date
from decimal import Decimal

import pytest
from babel.core import get_global
from babel.numbers import list_currencies
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.document.currencies import CURRENCIES
from pipelines.document.model import Invoice
from pipelines.document.page.marks import CODES
from pipelines.document.typed import (
    MOST_CHARACTERS,
    Mistyped,
    amount_of,
    currency_of,
    day_of,
    tidied,
    words_of,
)

MARKS = (  # between thousands, and before the decimals
    ("", "."), ("", ","), (",", "."), (".", ","), (" ", ","), (" ", "."), ("'", "."), ("’", "."),
    ("\u00a0", ","), ("\u202f", ","),
)  # fmt: skip
SIGNS = {"": 1, "+": 1, "-": -1, "- ": -1, "−": -1}


def refusal(text: str) -> Mistyped:
    with pytest.raises(Mistyped) as caught:
        amount_of(text)
    return caught.value


@settings(deadline=None)
@given(
    whole=st.integers(0, 10**15), decimals=st.from_regex("[0-9]{0,4}", fullmatch=True),
    marks=st.sampled_from(MARKS), sign=st.sampled_from(list(SIGNS)),
)  # fmt: skip
def test_an_amount_means_what_was_written_or_is_refused(
    whole: int, decimals: str, marks: tuple[str, str], sign: str
) -> None:
    thousands, point = marks
    text = f"{sign}{whole:,}".replace(",", thousands) + (point + decimals if decimals else "")
    value = SIGNS[sign] * Decimal(f"{whole}.{decimals}" if decimals else whole)

    number = text.removeprefix(sign)
    lone = all(one.isdigit() or one in ".," for one in number)
    parts = number.replace(",", ".").split(".")
    if lone and [len(one) for one in parts[1:]] == [3] and len(parts[0]) <= 3 and parts[0] != "0":
        assert refusal(text).mistake == "ambiguous"
    else:
        assert amount_of(text) == value
        assert amount_of(f"  {text}\n") == value


@settings(deadline=None)
@given(st.from_regex(r"[-+ ]{0,2}[0-9.,' ]{1,12}", fullmatch=True))
def test_what_is_taken_has_one_reading(text: str) -> None:
    try:
        value = amount_of(text)
    except Mistyped:
        return
    plain = text.strip().replace(" ", "").replace("'", "")
    readings = {plain.replace(",", ""), plain.replace(".", "").replace(",", ".")}
    readings.add(plain.replace(",", "."))
    assert value in {Decimal(one) for one in readings if one.count(".") <= 1}


@pytest.mark.parametrize("text", ["1,234", "1.234", "12.345", "-999,000", "+1,000", "１．２３４"])
def test_a_lone_mark_before_three_digits_is_never_guessed(text: str) -> None:
    refused = refusal(text)
    assert refused.mistake == "ambiguous"
    either = {amount_of(refused.facts["whole"]), amount_of(refused.facts["part"])}
    assert max(either, key=abs) == 1000 * min(either, key=abs)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234.56", "1234.56"), ("1,234.56", "1234.56"), ("1.234,56", "1234.56"),
        ("1 234,56", "1234.56"), ("1,234,567", "1234567"), ("1.234.567", "1234567"),
        ("1 234", "1234"), ("0.125", "0.125"), ("0,125", "0.125"), ("1234.567", "1234.567"),
        ("1.2340", "1.2340"), ("1,234.567", "1234.567"), ("－１，２３４．５０", "-1234.50"),
        ("007", "7"),
    ],
)  # fmt: skip
def test_an_amount_keeps_its_decimals(text: str, value: str) -> None:
    assert str(amount_of(text)) == value


@pytest.mark.parametrize(
    "text",
    ["", "abc", "12.", ".5", "1,23,456.00", "1,234 567", "1.234,567,8", "12²", "½", "1e5", "--1",
     "5-", "(5)", "€ 5", "0,123,456", "1 23", "NaN", "Infinity", "٣", "1_000"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    refused = refusal(text)
    assert (refused.mistake, refused.facts) == ("amount", {"found": text})


def test_nobody_writes_an_amount_as_long() -> None:
    assert refusal("9" * (MOST_CHARACTERS + 1)).mistake == "long"


@pytest.mark.parametrize("kept", ["9" * 18, f"-{'9' * 8}.{'9' * 30}", "0." + "0" * 30])
def test_an_amount_is_taken_with_all_its_digits(kept: str) -> None:
    assert f"{amount_of(kept):f}" == kept
    assert f"{Invoice(total=amount_of(kept)).total:f}" == kept
    assert f"{amount_of(Decimal(kept)):f}" == kept


@pytest.mark.parametrize("lost", ["9" * 19, "10194.22" + "0" * 29, "-0." + "0" * 30 + "1"])
def test_an_amount_of_which_digits_would_be_lost_is_refused(lost: str) -> None:
    assert Invoice(total=Decimal(lost)).total is None
    assert (refusal(lost).mistake, refusal(lost).facts) == ("amount", {"found": lost})
    with pytest.raises(Mistyped, match="amount"):
        amount_of(Decimal(lost))


@pytest.mark.parametrize(("number", "value"), [("1.125", "1.125"), ("1E+3", "1000"), ("7", "7")])
def test_a_number_has_one_reading(number: str, value: str) -> None:
    assert str(amount_of(Decimal(number))) == value


@pytest.mark.parametrize("number", ["1E+999999", "NaN", "Infinity", "1E-999999"])
def test_a_number_that_is_no_amount_is_refused(number: str) -> None:
    with pytest.raises(Mistyped) as caught:
        amount_of(Decimal(number))
    assert caught.value.facts == {"found": number}


def test_a_day_is_written_in_one_way() -> None:
    assert day_of(" 2026-11-22 ") == day_of("２０２６-１１-２２") == date(2026, 11, 22)


@pytest.mark.parametrize(
    "text", ["", "22.11.2026", "20261122", "2026-W47-7", "2026-02-30", "0000-01-01", "26-11-22"]
)
def test_no_other_day_is_taken(text: str) -> None:
    with pytest.raises(Mistyped) as caught:
        day_of(text)
    assert (caught.value.mistake, caught.value.facts) == ("date", {"found": text})


@pytest.mark.parametrize(("text", "code"), [("EUR", "EUR"), (" cny ", "CNY"), ("ＵＳＤ", "USD")])
def test_a_currency_goes_by_its_code(text: str, code: str) -> None:
    assert currency_of(text) == code


# ISO 4217 also has codes for "no currency", for tests, and for gold: nobody is paid in them.
NO_TENDER = ("X" * 3, "XTS", "XAU")


@pytest.mark.parametrize("text", ["", "€", "EURO", "EUT", "DEM", *NO_TENDER])
def test_a_currency_must_exist(text: str) -> None:
    with pytest.raises(Mistyped) as caught:
        currency_of(text)
    assert caught.value.mistake == "currency"


def test_every_tender_of_these_years_is_known() -> None:
    spans = [one for spans in get_global("territory_currencies").values() for one in spans]
    tender = {
        code for code, _, end, is_tender in spans if is_tender and (end or (9999,)) >= (2015,)
    }
    assert tender <= CURRENCIES <= set(list_currencies())
    assert CODES <= CURRENCIES


@settings(deadline=None)
@given(st.text())
def test_words_come_on_one_line_and_can_be_kept(text: str) -> None:
    words = tidied(text)
    assert words == tidied(words) == " ".join(words.split())
    assert words.encode().decode() == words
    assert not any(ord(one) < 0x20 for one in words)


def test_halves_of_characters_are_left_out() -> None:
    assert tidied("Weber\ud800 \x00KG") == "Weber KG"


def test_words_are_bounded() -> None:
    assert words_of(" Weber  KG ", 8) == "Weber KG"
    with pytest.raises(Mistyped) as caught:
        words_of("Weber KG", 7)
    assert (caught.value.mistake, caught.value.facts) == ("long", {"limit": "7"})
