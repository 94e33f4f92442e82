"""Labels are found as whole phrases, also glued together, torn apart or misread."""

import pytest

from pipelines.document.page.labels import labels_in, misread, nearest_before
from pipelines.document.page.layout import fold, rows_of
from pipelines.document.page.lexicon.families import LEXICON
from tests.pipelines.document.sheets import page, stated


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Rechnungssumme ohne USt.", "subtotal"), ("Total Qty", "count"), ("TotalAmount", "total"),
        ("合 计", "total"), ("价税合计（大写）", "total"), ("Sous-total HT", "subtotal"),
        ("Base imponible", "subtotal"), ("Totale fattura", "total"), ("Cuota IVA", "tax"),
        ("Totaal incl. BTW", "total"), ("Rückgeld", "change"), ("找零", "change"),
    ],
)  # fmt: skip
def test_the_longest_phrase_names_the_role(text: str, role: str) -> None:
    first = next(labels_in(fold(text), "amounts"))

    assert first.role == role


def test_a_phrase_is_not_found_inside_a_word() -> None:
    assert list(labels_in("vatican totality", "amounts")) == []


def test_a_latin_phrase_does_not_reach_over_a_gap_in_the_row() -> None:
    labels = list(labels_in("date   due date", "dates"))

    assert [one.role for one in labels] == ["issue_date", "due_date"]


def test_every_phrase_of_the_lexicon_is_found_again() -> None:
    for family, roles in LEXICON.items():
        for weights in roles.values():
            for phrases in weights.values():
                for phrase in phrases.split("|"):
                    assert phrase, family
                    first = next(labels_in(fold(phrase), family))
                    assert (first.start, first.end) == (0, len(phrase)), phrase


def test_a_misread_phrase_is_taken_for_the_one_it_is_most_like() -> None:
    (row,) = rows_of([page("Tota/Sales (lnclusive of GST) :|190.80", source="ocr")])

    found = misread(row, list(labels_in(row.folded, "amounts")))

    assert found[0].role == "total"


def test_a_row_that_is_like_nothing_keeps_its_labels() -> None:
    (row,) = rows_of([page("Grilled aubergine|9.80", source="ocr")])

    assert misread(row, []) == []


def test_the_label_before_a_place_is_the_nearest() -> None:
    labels = list(labels_in("subtotal 10 tax 2 total 12", "amounts"))

    assert stated(nearest_before(labels, 16)).role == "tax"
    assert nearest_before(labels, 3) is None
