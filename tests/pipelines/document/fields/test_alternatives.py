"""What else could be the number of a document, and how little of it is looked at."""

import pytest

from pipelines.document.fields.alternatives import alternatives
from pipelines.document.model import MOST_ALTERNATIVES
from pipelines.document.page.printed import Printed
from tests.pipelines.document.sheets import page


def told(*rows: str) -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in alternatives(Printed([page(*rows)]))]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("Vorgang: 4711-A",), [("4711-A", "vorgang")]),
        (("Our reference|AB/2026/07",), [("AB/2026/07", "ourreference")]),
        (("Référence client 7788 Commande n° 991",), [
            ("7788", "referenceclient"), ("991", "commanden"),
        ]),
        (("Beleg|Kunde", "100200|300400"), [("100200", "beleg"), ("300400", "kunde")]),
        (("单据编号：2026001122",), [("2026001122", "单据编号")]),
        (("Datum: 12.03.2026", "Summe 1.318,90 EUR", "Seite 1", "Total"), []),
        (("4711",), []),
        (("#: 4711",), []),
        ((), []),
    ],
)  # fmt: skip
def test_a_number_is_told_with_the_words_beside_or_above_it(
    rows: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    assert told(*rows) == found


def test_where_it_stands_is_told_too() -> None:
    [one] = alternatives(Printed([page("Acme", "Vorgang: 4711-A")]))
    assert (one.place.page, one.place.text, one.place.source) == (1, "4711-A", "pdf_text")
    assert one.place.box is not None


def test_only_the_head_of_the_first_page_is_looked_at() -> None:
    many = [f"Nr {number}" for number in range(1000, 1100)]
    assert len(told(*many)) == MOST_ALTERNATIVES
    assert told(*(["text"] * 80), "Vorgang 4711") == []
    assert told(f"{'Nr 1000 ' * 80}") == []
    second = page("Vorgang 4711")
    pages = Printed([page("Acme"), type(second)(2, *(
        getattr(second, name) for name in ("width", "height", "source", "words")
    ))])  # fmt: skip
    assert alternatives(pages) == ()
