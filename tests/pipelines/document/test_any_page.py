"""Whatever a decoder hands over, reading it ends in an answer."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.document.decoded import Decoded, Page
from pipelines.document.interpret import interpret
from pipelines.document.model import Source
from pipelines.media import Box, Word

_FRACTION = st.floats(0, 1)
_TEXT = st.one_of(
    st.text(min_size=0, max_size=12),
    st.sampled_from((
        "Rechnung", "Nr.", "Total", "合计", "税额", "€ 1.234,56", "99999999.99", "30.02.2026",
        "20260229", "名称：", "GmbH", "Bill to:", "CASH", "CHANGE", "0.00", "-0", "１２", "(5.00)",
    )),
)  # fmt: skip


@st.composite
def _words(draw: st.DrawFn) -> Word:
    text, a, b, c, d = draw(_TEXT), *(draw(_FRACTION) for _ in range(4))
    box = Box(min(a, c), min(b, d), max(a, c), max(b, d))
    return Word(text, box, draw(_FRACTION))


@settings(max_examples=60, deadline=None)
@given(st.lists(_words(), max_size=25), st.sampled_from(["ocr", "pdf_text"]))
def test_any_words_end_in_an_answer(words: list[Word], source: Source) -> None:
    page = Page(1, 600, 840, source, tuple(words))

    result = interpret(Decoded((page, page)), today=date(2026, 11, 22))

    assert (result.invoice is None) == (result.kind == "other")
    for places in result.evidence.values():
        assert all(place.box is not None for place in places)
