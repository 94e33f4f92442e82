"""Invoices and till slips in several languages are told from everything else."""

import textwrap

import pytest

from pipelines.document.classify import classify
from pipelines.document.model import Source
from tests.pipelines.document.clauses.papers import PAPERS, Paper
from tests.pipelines.document.clauses.papers_abroad import PAPERS_ABROAD
from tests.pipelines.document.fields.test_claims import (
    CHINESE,
    DUTCH,
    ENGLISH,
    FRENCH,
    GERMAN,
    ITALIAN,
    SPANISH,
)
from tests.pipelines.document.kinds import CONTRACTS, INVOICES, OTHERS, RECEIPTS
from tests.pipelines.document.sheets import printed


@pytest.mark.parametrize("rows", [GERMAN, ENGLISH, FRENCH, SPANISH, ITALIAN, DUTCH, CHINESE])
def test_an_invoice_is_one_in_every_language(rows: tuple[str, ...]) -> None:
    assert classify(printed(*rows)) == "invoice"


@pytest.mark.parametrize(
    "rows",
    [
        ("SHOP LTD", "RECEIPT NO 63059697", "TEA|2.00", "TOTAL|£2.00", "CASH|5.00", "CHANGE|3.00"),
        ("Frischemarkt", "Bon-Nr. 3756", "BANANEN|1,66", "SUMME|1,66 EUR", "Bar|2,00",
         "Rückgeld|0,34"),
        ("老街包子铺", "小票号：60668286", "酸奶|42.84", "合计|¥42.84", "现金|50.00", "找零|7.16"),
        ("KEDAI SDN BHD", "TAX INVOICE", "Tea|3.90", "Total|RM 3.90", "CASH|RM 4.00",
         "CHANGE|RM 0.10"),
        ("Boulangerie", "Ticket de caisse", "Pain|1,20", "Total|1,20 €", "Espèces|2,00",
         "Rendu|0,80"),
    ],
)  # fmt: skip
def test_a_till_slip_is_a_receipt(rows: tuple[str, ...]) -> None:
    assert classify(printed(*rows, source="ocr")) == "receipt"


@pytest.mark.parametrize(
    "rows",
    [
        ("Acme Ltd|Invoice", "|Purchase Order: PO-551", "|Delivery Note: DN-9", "Total|£9.00"),
        ("Purchase Order No: 4500123", "Acme Ltd|INVOICE", "Delivery note 881", "Total|£9.00"),
        ("Meyer GmbH|Rechnung", "|Lieferschein: 88", "|Angebot: 12", "|Bestellung Nr. 5",
         "Gesamt|107,10 €"),
        ("Acme Ltd|Invoice", "Printing of agenda and minutes|90.00", "Total|£90.00"),
        ("東京電機株式会社|請求書", "合計|¥119,350"),
        ("Padaria Central Ltda|Fatura nº 889", "Total a pagar|R$ 27,50"),
        ("Kowalski Sp. z o.o.|Faktura VAT nr 12/2026", "Do zaplaty|307,50 PLN"),
    ],
)  # fmt: skip
def test_what_an_invoice_refers_to_does_not_make_it_another(rows: tuple[str, ...]) -> None:
    assert classify(printed(*rows)) == "invoice"


@pytest.mark.parametrize(
    "rows",
    [
        (),
        ("DELIVERY NOTE", "Invoice: INV-12", "Steel bracket|4.00"),
        ("Purchase Order", "Invoice to: Acme Ltd", "Invoice INV-12|Total|9.00"),
        ("Dear Ms Holloway,", "thank you for visiting our stand.", "Kind regards"),
        ("DELIVERY NOTE", "Note no. DN-20931", "Steel bracket|400", "not a demand for payment"),
        ("QUOTATION Q-2026-118", "Bench grinder|378.00", "Estimated total|590.50 GBP",
         "This is an offer, not an invoice."),
        ("Angebot Nr. 4711", "Kabel|2|100,00", "Gesamt|100,00 EUR", "zahlbar nach Rechnung"),
        ("Trattoria Lago", "Bruschetta|6.50", "Espresso|2.80"),
        ("LEBENSLAUF", "Name: Katrin Beispiel", "2019 - heute Projektleiterin"),
        ("Minutes - weekly meeting", "Budget: 3,500.00 for training"),
        ("Umsatz nach Region (Mio. EUR)", "Nord|12,4", "Süd|18,9"),
        ("MUTUAL NON-DISCLOSURE AGREEMENT", "WHEREAS the parties", "invoice of $5.00"),
        ("关于调整办公时间的通知", "各部门", "行政部"),
    ],
)  # fmt: skip
def test_everything_else_is_something_else(rows: tuple[str, ...]) -> None:
    assert classify(printed(*rows)) == "other"


@pytest.mark.parametrize("source", ["pdf_text", "ocr"])
@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        pytest.param(kind, rows, id=f"{kind} {name}")
        for kind, pages in (
            ("invoice", INVOICES), ("receipt", RECEIPTS), ("contract", CONTRACTS),
            ("other", OTHERS),
        )
        for name, rows in pages.items()
    ],
)  # fmt: skip
def test_documents_of_many_kinds_are_what_they_are(
    kind: str, rows: tuple[str, ...], source: Source
) -> None:
    assert classify(printed(*rows, source=source)) == kind


@pytest.mark.parametrize("paper", PAPERS + PAPERS_ABROAD, ids=lambda one: one.parties[0])
def test_a_contract_with_a_title_is_one(paper: Paper) -> None:
    titled = "title" in paper.terms
    kind = classify(printed(*textwrap.dedent(paper.text).strip().split("\n")))
    assert kind == "contract" or not titled
