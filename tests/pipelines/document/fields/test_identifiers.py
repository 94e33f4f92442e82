"""Numbers and dates beside, below and far from their labels."""

import pytest

from pipelines.document.fields.identifiers import read_number
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
