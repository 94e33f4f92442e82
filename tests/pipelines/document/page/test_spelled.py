"""Amounts in English words: what they say, and what says nothing for sure."""

import pytest

from pipelines.document.page.spelled import amount_of_words


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("rupees one lakh twenty thousand five hundred and paise fifty only", "120500.50"),
        ("indian rupees one crore two lakh three only", "10200003"),
        ("forty five thousand two hundred rupees and seventy five paise only", "45200.75"),
        ("one hundred and nineteen euros only", "119"),
        ("one hundred twenty dollars and 50/100", "120.50"),
        ("eleven thousand, six hundred twenty four and 00/100 dollars", "11624.00"),
        ("us dollars two thousand three hundred forty-five and cents sixty seven only", "2345.67"),
        ("ringgit malaysia : one thousand and twenty-three and sen ten only", "1023.10"),
        ("five dollars fifty cents", "5.50"),
        ("the sum of twelve hundred only, including one box", "1200"),
        ("two million euros", "2000000"),
    ],
)
def test_an_amount_is_read(text: str, amount: str) -> None:
    assert str(amount_of_words(text)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "", "only", "for members only", "one one only", "five twenty only", "hundred only",
        "one thousand two million only", "twenty eleven only", "fifty cents only",
        "one hundred boxes only", "twelve dollars and two hundred cents", "one of a kind",
    ],
)  # fmt: skip
def test_what_cannot_be_an_amount_is_none(text: str) -> None:
    assert amount_of_words(text) is None
