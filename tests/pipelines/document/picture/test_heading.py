"""The strip above a picture: what the colours mean, how often they occur, what is on no page."""

import pytest

from pipelines.document.exchange import PLAIN, Mark
from pipelines.document.picture.heading import heading
from pipelines.document.picture.lettering import BAND, COLOURS, WIDTH
from tests.pipelines.document.picture.drawing import count, has, mark, row


def test_what_stands_on_no_page_is_told_above() -> None:
    found = [mark()]
    missing = Mark(field="issue_date", tone="error", rule="missing_field")
    hidden = row("iban", "/Invoice/IBANID")
    assert has(heading([*found, missing], PLAIN), COLOURS["error"])
    assert (
        heading([*found, missing, hidden], PLAIN).height > heading([*found, missing], PLAIN).height
    )
    assert (
        heading([*found, row("total", "/Invoice/Total")], PLAIN).height
        == heading(found, PLAIN).height
    )
    many = [Mark(field=f"field_{number}", tone="error") for number in range(60)]
    assert heading(many, PLAIN).width == WIDTH


def test_what_failed_comes_before_the_others_that_are_on_no_page() -> None:
    doubts = [Mark(field=f"field_{number}", tone="warning") for number in range(60)]
    missing = Mark(field="issue_date", tone="error", rule="missing_field")
    assert count(heading([*doubts, missing], PLAIN), COLOURS["error"]) > 1000


@pytest.mark.parametrize("tone", ["good", "warning", "error"])
def test_the_legend_explains_and_counts_what_is_shown(tone: str) -> None:
    one = Mark.model_validate({**mark().model_dump(), "tone": tone})
    other = one.model_copy(update={"field": "tax"})
    alone, both = heading([one], PLAIN), heading([one, other], PLAIN)
    assert {name for name, colour in COLOURS.items() if has(alone, colour)} == {tone}
    assert alone.tobytes() != both.tobytes()
    assert heading([one, one], PLAIN).tobytes() == alone.tobytes()


def test_lines_of_goods_are_counted_where_they_are_shown() -> None:
    assert has(heading([mark("line_items.0.total")], PLAIN), BAND)
    assert not has(heading([row("line_items.0.total", "/I/Line/Total")], PLAIN), BAND)
    assert not has(heading([mark()], PLAIN), BAND)


def test_pages_without_room_are_listed() -> None:
    assert heading([mark()], PLAIN, [5, 6]).height > heading([mark()], PLAIN).height
    assert heading([mark()], PLAIN, range(1, 5000)).width == WIDTH
