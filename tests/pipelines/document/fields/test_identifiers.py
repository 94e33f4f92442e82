"""Numbers and dates beside, below and far from their labels."""

from datetime import date

import pytest

from pipelines.document.fields.identifiers import read_date, read_number
from tests.pipelines.document.sheets import printed, stated


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (("Rechnung # RE-20140522/501 vom 22.05.2014",), "RE-20140522/501"),
        (("HandelsrechnungNr. 471102vom05.03.2018",), "471102"),
        (("Handelsrechnung (380)|Nr.|R18-31",), "R18-31"),
        (("Facture n°562044387 du 02 Juillet 2015",), "562044387"),
        (("INVOICE", "# 4711-A"), "4711-A"),
        (("Klant|Order|Factuur|Vervaldatum", "SC030|SC044|VF1005193039|22-9-2022"), "VF1005193039"),
        (("Invoice No : # BLR_WFLD2015",), "BLR_WFLD2015"),
        (("TAX INVOICE # INV-2032-9846",), "INV-2032-9846"),
        (("发票代码：031002000311|发票号码：28285648",), "28285648"),
        (("Kundennummer|GE2020211", "Rechnungsnummer|471102"), "471102"),
        (("小票号：60668286",), "60668286"),
        (("CREDIT MEMO", "Credit Memo No: CM-0091"), "CM-0091"),
        (("Ruiz S.L.|Factura", "Número: 88/26", "TOTAL FACTURA|1.318,90 €"), "88/26"),
        (("Rechnung Nr. 4711 EUR",), "4711"),
        (("請求書", "請求書番号: 2026-0311"), "2026-0311"),
        (("Faktura VAT nr 12/2026",), "12/2026"),
        (("Fatura nº 889",), "889"),
    ],
)
def test_the_number_stands_beside_or_below_its_label(rows: tuple[str, ...], number: str) -> None:
    assert stated(read_number(printed(*rows))).value == number


@pytest.mark.parametrize(
    "label",
    [
        "Number:",
        "No.:",
        "No",
        "Nr.",
        "Nummer:",
        "Numéro :",
        "N°",
        "Numero:",
        "Número:",
        "Document:",
    ],
)
def test_a_bare_label_under_the_title_means_the_document(label: str) -> None:
    assert stated(read_number(printed("Acme Ltd|INVOICE", f"|{label} 2026-12"))).value == "2026-12"
    assert stated(read_number(printed("INVOICE", f"{label}|2026-12"))).value == "2026-12"


@pytest.mark.parametrize(
    "rows",
    [
        ("Acme Ltd", "No. 12 Market Row", "Number: 2026-12"),
        ("INVOICE", "", "1", "2", "3", "4", "5", "6", "No. 2026-12"),
        ("Factura", "TOTAL FACTURA|1.318,90 €"),
        ("Invoice|Brightwater Ltd", "DATE OF ISSUE|DUE DATE", "22 October 2026|21 Nov 2026"),
        ("Customer No: 59287", "Order No: 4711", "Tel: 0301234567"),
        ("Invoice", "12 Market Row"),
        ("Rechnung", "Rechnung über 120,00 EUR"),
    ],
)
def test_no_number_is_invented(rows: tuple[str, ...]) -> None:
    assert read_number(printed(*rows)) is None


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        (("Due Date: 10 July 2025", "Invoice Date: 10 June 2025"), date(2025, 6, 10)),
        (("Invoice No.|Date|Due date", "4711|May 18, 2025|June 18, 2025"), date(2025, 5, 18)),
        (("Leistungsdatum|07.05.2017", "Rechnung # RE-1/505 von 09.05.2017"), date(2017, 5, 9)),
        (("From: Acme Ltd|5 March 2026",), date(2026, 3, 5)),
        (("SHOP", "25/12/2018 8:13:39PM"), date(2018, 12, 25)),
        (("Bestellung vom 01.03.2018", "Rechnung Nr. 4711 vom 05.03.2018"), date(2018, 3, 5)),
        (("Printed Date: 02-03-18", "Date: 01-03-18"), date(2018, 3, 1)),
    ],
)
def test_the_date_of_issue_is_told_from_the_others(rows: tuple[str, ...], day: date) -> None:
    page = printed(*rows)

    assert stated(read_date(page, read_number(page))).value == day


def test_a_date_that_does_not_exist_keeps_its_place() -> None:
    claim = stated(
        read_date(printed("Invoice date|30 February 2026", "Due date|15 March 2026"), None)
    )

    assert claim.value is None
    assert claim.spots[0].text == "30 February 2026"


@pytest.mark.parametrize(
    "rows",
    [
        ("nothing here",),
        ("Due date: 15 March 2026",),
        ("From 1 May 2026",),
        ("Delivery date|Due", "1 May 2026|2 May 2026"),
    ],
)
def test_a_date_that_is_due_or_of_delivery_is_none_of_issue(rows: tuple[str, ...]) -> None:
    assert read_date(printed(*rows), None) is None


def test_a_slip_without_another_date_was_issued_when_it_was_printed() -> None:
    assert stated(read_date(printed("Printed: 02-03-18"), None)).value == date(2018, 3, 2)
