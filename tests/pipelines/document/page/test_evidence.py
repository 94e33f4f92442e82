"""Values are found on a page however they are written, and only where they stand."""

from datetime import date
from decimal import Decimal

import pytest

from pipelines.document.fields.claims import read_claims
from pipelines.document.page.evidence import Index, evidence_of
from tests.pipelines.document.fields.test_claims import GERMAN
from tests.pipelines.document.sheets import page, printed


@pytest.mark.parametrize(
    ("value", "text", "match"),
    [
        (Decimal("961.12"), "961,12 €", "normalised"),
        (Decimal("-807.66"), "807,66 €", "normalised"),
        (date(2026, 8, 24), "24.08.2026", "normalised"),
    ],
)
def test_a_value_is_found_however_it_is_written(
    value: Decimal | date, text: str, match: str
) -> None:
    index = Index(printed(*GERMAN))

    (place,) = index.money(value) if isinstance(value, Decimal) else index.day(value)

    assert place.spot.text == text.removesuffix(" €")
    assert place.match == match


def test_an_amount_in_the_other_number_format_is_found() -> None:
    index = Index(printed("1.000,00", "2.000,00", "3.000,00", "foreign 44.50"))

    assert [one.spot.text for one in index.money(Decimal("44.50"))] == ["44.50"]


def test_a_number_is_not_found_inside_a_longer_one() -> None:
    index = Index(printed("Referenz 2013471102", "Rechnung 4711-02", "Nr.471102vom"))

    assert [one.spot.text for one in index.identifier("471102")] == ["4711-02"]


def test_a_number_glued_to_a_word_counts_less() -> None:
    (place,) = Index(printed("Nr.471102vom")).identifier("471102")

    assert (place.match, place.spot.text) == ("fuzzy", "471102")


def test_names_match_exactly_then_folded_then_nearly() -> None:
    index = Index(printed("Weber & Söhne KG", "WEBER&SOHNE KG", source="ocr"))
    exact, folded = index.name("Weber & Söhne KG")
    (nearly,) = Index(printed("Weber & S0hne Logistik KG", source="ocr")).name(
        "Weber & Söhne Logistik KG"
    )

    assert (exact.match, folded.match, nearly.match) == ("exact", "normalised", "fuzzy")
    assert nearly.score < folded.score < exact.score


@pytest.mark.parametrize(
    ("rows", "code", "texts"),
    [
        (("Summe|12,00 EUR",), "EUR", ["EUR"]),
        (("Summe|12,00 €",), "EUR", ["€"]),
        (("Total|$12.00",), "USD", ["$"]),
        (("Total|$12.00",), "CAD", ["$"]),
        (("Total|$12.00",), "EUR", []),
    ],
)
def test_a_currency_is_found_by_code_or_sign(
    rows: tuple[str, ...], code: str, texts: list[str]
) -> None:
    found = Index(printed(*rows)).currency(code)

    assert [one.spot.text for one in found][: len(texts) or None] == texts


def test_what_is_not_on_the_page_has_no_place() -> None:
    index = Index(printed(*GERMAN))

    assert index.money(Decimal("961.13")) == []
    assert index.day(date(2026, 8, 25)) == []
    assert index.identifier("RE-2026-1002") == []
    assert index.identifier("-") == []
    assert index.name("Gartenbau Tillmann") == []
    assert index.name("!") == []


def test_the_place_beside_the_label_comes_first() -> None:
    sheet = printed("Kabel|12,00|12,00", "Netto|10,00", "USt. 20 %|2,00", "Summe|12,00")
    total = read_claims(sheet).amounts["total"]

    found = evidence_of(Index(sheet).money(Decimal(12)), total.spots)

    assert found[0].box == total.spots[0].box
    assert len(found) == 3


def test_evidence_carries_page_box_source_and_the_reading_confidence() -> None:
    scan = page("Total|12.00", source="ocr", confidence=0.71)
    sheet = type(printed())((scan,))

    (found,) = evidence_of(Index(sheet).money(Decimal(12)))

    assert (found.page, found.source, found.text, found.score) == (1, "ocr", "12.00", 0.71)
    assert found.box == scan.words[1].box


def test_a_name_broken_over_two_lines_is_found_in_its_column_only() -> None:
    index = Index(printed("Weber & Söhne|Adler", "Logistik KG|Logistik KG"))

    found = index.name("WEBER & Söhne Logistik KG")

    assert [(one.spot.text, one.spot.start) for one in found] == [
        ("Weber & Söhne", 0), ("Logistik KG", 0),
    ]  # fmt: skip


def test_what_is_looked_up_is_bounded() -> None:
    page = printed("A" * 500)

    assert Index(page).identifier("A" * 100_000)
    assert Index(page).name("A" * 100_000)
    assert Index(page).currency("A" * 100_000)


def test_without_rows_nothing_is_looked_for() -> None:
    index = Index(printed())

    assert index.identifier("4711") == index.name("Weber KG") == []
