"""Characters have widths: where in a recognised line a part of it lies."""

import pytest

from pipelines.document.fonts import face
from pipelines.document.page.widths import share


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Invoice number: 84711", "84711"),
        ("Btw-id: NL742425253B01", "NL742425253B01"),
        ("发票号码：26162219329208257681", "26162219329208257681"),
        ("开票日期:2026年04月24日", "2026年04月24日"),
        ("统一社会信用代码/纳税人识别号：91320500U1FRMYMB46", "91320500U1FRMYMB46"),
    ],
)
def test_a_part_lies_about_where_a_typeface_puts_it(text: str, value: str) -> None:
    font = face(40)
    if font.getlength("发") < 30:
        pytest.skip("no typeface here has Chinese characters")
    start, end = share(text, text.index(value), len(text))
    assert end == 1
    assert start == pytest.approx(1 - font.getlength(value) / font.getlength(text), abs=0.04)


def test_the_whole_is_the_whole() -> None:
    assert share("ab", 0, 2) == (0, 1)
    assert share("ab", -3, 9) == (0, 1)
    assert share("aaaa", 1, 3) == (0.25, 0.75)
