"""Lines of goods under the heads of a table, in several languages."""

from decimal import Decimal

import pytest

from pipelines.document.fields.lines.read import read_lines
from pipelines.document.fields.lines.table import Table
from pipelines.document.model import Source
from tests.pipelines.document.sheets import printed

Told = tuple[str | None, str | None, str | None, str | None]


def told(table: Table) -> list[Told]:
    """Give the lines as text: description, quantity, unit price, amount."""

    def text(value: Decimal | None) -> str | None:
        return None if value is None else str(value)

    return [
        (one.description, text(one.qty), text(one.unit_price), text(one.total))
        for one in table.items
    ]


@pytest.mark.parametrize("source", ["pdf_text", "ocr"])
@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            (
                "Description|Qty|Unit price|Amount",
                "Safety gloves (pair)|10|44.48|444.80",
                "Printer toner black|1|682.19|682.19",
                "Subtotal|||1,126.99",
            ),
            [("Safety gloves (pair)", "10", "44.48", "444.80"),
             ("Printer toner black", "1", "682.19", "682.19")],
        ),
        (
            (
                "Bezeichnung|Menge|Einzelpreis|Gesamt",
                "Beratung|2,5 Std|80,00 €|200,00 €",
                "Kabelkanal 2 m|12 Stk.|1.250,50 €|15.006,00 €",
                "Nettobetrag|||15.206,00 €",
            ),
            [("Beratung", "2.5", "80.00", "200.00"),
             ("Kabelkanal 2 m", "12", "1250.50", "15006.00")],
        ),
        (
            (
                "项目名称|数　量|单　价|金　额",
                "*纸制品*复印纸|11|123.53|1358.83",
                "*餐饮服务*餐费|2|-10.00|-20.00",
                "合　　计|||¥1338.83",
            ),
            [("*纸制品*复印纸", "11", "123.53", "1358.83"),
             ("*餐饮服务*餐费", "2", "-10.00", "-20.00")],
        ),
        (
            (
                "Désignation|Qté|P.U. HT|Montant HT",
                "Annonce légale|||45,93 €",
                "Justificatif|0|3,50 €|0 €",
                "Total HT|||45,93 €",
            ),
            [("Annonce légale", None, None, "45.93"), ("Justificatif", "0", "3.50", "0")],
        ),
    ],
)  # fmt: skip
def test_lines_stand_under_their_heads(
    source: Source, rows: tuple[str, ...], lines: list[Told]
) -> None:
    table = read_lines(printed(*rows, source=source))

    assert told(table) == lines
    assert table.whole


def test_a_line_that_does_not_add_up_is_read_as_it_is_printed() -> None:
    table = read_lines(
        printed(
            "Description|Qty|Unit price|Amount",
            "Safety gloves|10|44.48|504.80",
            "Printer toner|1|682.19|682.19",
            "Subtotal|||9,999.99",
        )
    )

    assert told(table)[0] == ("Safety gloves", "10", "44.48", "504.80")
    assert (table.whole, table.priced) == (True, True)


def test_a_currency_may_stand_in_a_column_of_its_own() -> None:
    table = read_lines(
        printed("Corner shop", "Coffee|||7,40|€", "Cake|||19,46|€", "TOTAL|||26,86|€")
    )

    assert told(table) == [("Coffee", "1", None, "7.40"), ("Cake", "1", None, "19.46")]


def test_a_page_without_a_table_has_no_lines() -> None:
    table = read_lines(
        printed("Dear neighbours,", "we move on 3 May and pay 20.00 for cake.", "Total|||20.00")
    )
    assert told(table) == []


def test_every_value_knows_its_place() -> None:
    (line,) = read_lines(
        printed("Item|Qty|Price|Total", "Blue pens|2 pcs|1.50|3.00", "Total|||3.00")
    ).lines

    texts = {name: [spot.text for spot in spots] for name, spots in line.spots.items()}
    assert texts == {
        "description": ["Blue pens"], "qty": ["2"], "unit_price": ["1.50"], "total": ["3.00"],
    }  # fmt: skip
