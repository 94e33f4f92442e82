"""Where the words of an amount are looked for."""

from decimal import Decimal

import pytest

from pipelines.document.fields.words import read_words
from pipelines.document.page.printed import Printed
from tests.pipelines.document.sheets import page


@pytest.mark.parametrize(
    ("rows", "amount"),
    [
        (("价税合计(大写)|壹佰壹拾玖圆整|(小写)|¥119.00",), "119.00"),
        (("合计人民币大写：壹佰圆整", "备注：壹佰圆整"), "100.00"),
        (("Amount in words: One hundred and nineteen euros only",), "119"),
        (("Total in words|one hundred and", "nineteen euros only"), "119"),
        (("Rupees One Hundred Nineteen and Fifty Paise Only",), "119.50"),
        (
            (
                "Amount Chargeable (in words): INR One Hundred Eighteen Only",
                "Tax Amount (in words): INR Eighteen Only",
            ),
            "118",
        ),
    ],
)
def test_the_amount_in_words_is_found(rows: tuple[str, ...], amount: str) -> None:
    claim = read_words(Printed([page(*rows)]))
    assert claim is not None
    assert str(claim.value) == amount


@pytest.mark.parametrize(
    "rows",
    [
        ("Total|119.00",),
        ("One hundred and nineteen reasons to stay, for members only",),
        ("Amount in words: see page two",),
        ("Rupees One Hundred Only", "Rupees Two Hundred Only"),
        ("壹佰圆整", "贰佰圆整"),
        ("In words",),
    ],
)
def test_what_is_not_said_for_sure_is_not_said(rows: tuple[str, ...]) -> None:
    assert read_words(Printed([page(*rows)])) is None


def test_the_place_of_the_words_is_told() -> None:
    claim = read_words(Printed([page("Total|100.00", "In words: one hundred euros only")]))
    assert claim is not None
    assert claim.value == Decimal(100)
    assert [spot.text.strip(" :") for spot in claim.spots] == ["one hundred euros only"]
