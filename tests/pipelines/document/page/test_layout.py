"""Words become straight rows, and stretches of rows know their boxes."""

import pytest

from pipelines.document.decoded import Page
from pipelines.document.page.layout import Spot, below, fold, rows_of
from pipelines.media import Box, Word
from tests.pipelines.document.sheets import page
from tests.steps import growth


@pytest.mark.parametrize(
    "text", ["Straße", "ÉCHÉANCE", "价税合计（小写）", "ﬁn", "№ 5", "İstanbul", "１２３", "naïve"]
)
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_drops_case_accents_and_full_width() -> None:
    assert fold("Éché１（") == "eche1("


def test_words_of_one_line_become_one_row_with_its_cells() -> None:
    row, other = rows_of([page("Rechnung Nr. 4711|vom|05.03.2026", "Muster GmbH")])

    assert [row.text[start:end] for start, end in row.cells] == [
        "Rechnung Nr. 4711", "vom", "05.03.2026",
    ]  # fmt: skip
    assert other.index == 1


@pytest.mark.parametrize("blank", ["\u202f", "\u2009", "\u00a0", "\u3000"])
def test_every_blank_becomes_the_plain_one_in_its_place(blank: str) -> None:
    word = Word(f"2{blank}050,50", Box(0.1, 0.1, 0.2, 0.12))

    (row,) = rows_of([type(page("x"))(1, 600, 840, "pdf_text", (word,))])

    assert row.text == "2 050,50"
    assert row.spans == ((0, 8, word),)


@pytest.mark.parametrize("tilt", [-0.045, -0.02, 0.0, 0.02, 0.045])
def test_a_tilted_page_is_read_straight(tilt: float) -> None:
    lines = [f"Artikel {n}|{n}|{n},00|{n}9,00" for n in range(12)]

    rows = rows_of([page(*lines, source="ocr", tilt=tilt)])

    assert [len(row.cells) for row in rows] == [4] * 12


def test_a_stretch_knows_its_share_of_a_recognised_line() -> None:
    (row,) = rows_of([page("Total: 12.50", source="ocr")])

    spot = Spot(row, 7, 12)

    assert spot.text == "12.50"
    assert spot.box.x1 == pytest.approx(row.box.x1)
    assert spot.box.x0 == pytest.approx(row.box.x0 + 0.54 * (row.box.x1 - row.box.x0), abs=0.01)


def test_bold_print_made_of_two_prints_is_read_once() -> None:
    twice = page("Summe 10,00")
    rows = rows_of([type(twice)(1, 600, 840, "pdf_text", twice.words + twice.words)])

    assert rows[0].text == "Summe 10,00"


def test_below_gives_the_cells_of_the_same_column_and_page() -> None:
    rows = rows_of([page("Number|Date", "4711|05.03.2026", "Muster")])

    found = [spot.text for spot in below(rows, Spot(rows[0], *rows[0].cells[1]))]

    assert found == ["05.03.2026"]


def test_a_page_of_blanks_has_no_rows() -> None:
    blank = page("x")
    empty = type(blank)(1, 600, 840, "ocr", (Word("  ", Box(0, 0, 1, 1), 0.5),))

    assert rows_of([empty]) == ()


def boxes_of(count: int) -> list[Box]:
    words = tuple(
        Word(f"{at}", Box(at / count, 0.5, (at + 0.5) / count, 0.51)) for at in range(count)
    )
    (row,) = rows_of([type(page("x"))(1, 600, 840, "pdf_text", words)])
    return [Spot(row, start, end).box for start, end, _ in row.spans]


def test_a_row_of_very_many_words_is_no_more_work_than_they_are() -> None:
    assert len(boxes_of(2000)) == 2000
    assert growth(boxes_of, 500) < 8


def test_of_very_many_cells_only_those_near_are_looked_at() -> None:
    words = tuple(
        Word("1.00", Box(at / 100, y, at / 100 + 0.001, y + 0.001))
        for y in (0.1, 0.2)
        for at in range(100)
    )
    above, under = rows_of((Page(1, 600, 840, "pdf_text", words),))
    assert len(under.cells) == 100
    assert [cell.start for cell in under.cells_from(0.975)] == [
        start for start, _ in under.cells[98:]
    ]
    for at in (0, 7, 99):
        [cell] = below((above, under), Spot(above, *above.cells[at]))
        assert (cell.start, cell.end) == under.cells[at]
