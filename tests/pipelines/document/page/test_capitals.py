"""Amounts in Chinese capital figures: what they say, and what says nothing for sure."""

from decimal import Decimal

import pytest

from pipelines.document.page.capitals import amount_of_capitals, capitals_in
from pipelines.document.page.layout import rows_of
from tests.pipelines.document.sheets import page


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("壹仟贰佰叁拾圆伍角整", "1230.50"),
        ("壹万柒仟伍佰贰拾柒元捌角陆分", "17527.86"),
        ("伍佰圆零叁分", "500.03"),
        ("壹佰零陆圆零伍分", "106.05"),
        ("壹拾圆整", "10.00"),
        ("拾圆整", "10.00"),
        ("貳萬零伍拾圓正", "20050.00"),
        ("壹亿贰仟万圆整", "120000000.00"),
        ("捌佰零陆万圆整", "8060000.00"),
        ("零拾零万壹仟贰佰零拾零圆零角零分", "1200.00"),
        ("⊗壹仟圆整", "1000.00"),
        ("〇圆整", "0.00"),
        ("贰角整", "0.20"),
        ("负叁佰圆整", "-300.00"),
        ("壹佰 贰拾 圆 整", "120.00"),
        ("壶佰柴拾园整", "170.00"),  # as recognition takes 壹, 柒 and 圆 for
    ],
)
def test_an_amount_is_read(text: str, amount: str) -> None:
    assert str(amount_of_capitals(text)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "", "圆整", "整", "壹壹圆整", "伍佰拾圆整", "壹拾贰佰圆整", "壹万贰亿圆整", "壹佰圆整伍角",
        "壹佰", "壹佰伍角", "壹" * 100 + "圆",
    ],
)  # fmt: skip
def test_what_cannot_be_an_amount_is_none(text: str) -> None:
    assert amount_of_capitals(text) is None


def test_an_amount_is_found_in_its_row() -> None:
    (row,) = rows_of([page("价税合计(大写)|⊗壹仟贰佰圆整|(小写)|¥1200.00")])
    [(value, spot)] = capitals_in(row)
    assert (value, spot.text) == (Decimal("1200.00"), "⊗壹仟贰佰圆整")


@pytest.mark.parametrize("text", ["一元复始", "三分之一", "每千元十分", "大写：人民币"])
def test_plain_words_are_no_amount(text: str) -> None:
    (row,) = rows_of([page(text)])
    assert list(capitals_in(row)) == []
