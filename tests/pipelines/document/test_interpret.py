"""Whole readings: pages alone, XML alone, and the two against each other."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipelines.document.decoded import Decoded, Structured
from pipelines.document.interpret import Interpreted, interpret
from pipelines.document.model import SCALAR_FIELDS, Adjustments, Invoice, LineItem, Source
from tests.pipelines.document.fields.test_claims import CHINESE, ENGLISH, FRENCH, GERMAN
from tests.pipelines.document.sheets import page, stated

TODAY = date(2026, 11, 22)
SAID: dict[str, object] = {
    "vendor": "Weber & Söhne Logistik KG", "invoice_number": "RE-2026-1001",
    "issue_date": date(2026, 8, 24), "currency": "EUR", "subtotal": Decimal("807.66"),
    "tax": Decimal("153.46"), "total": Decimal("961.12"),
}  # fmt: skip


def _interpret(
    *rows: str, structured: Structured | None = None, source: Source = "pdf_text"
) -> Interpreted:
    pages = (page(*rows, source=source),) if rows else ()
    return interpret(Decoded(pages, structured), today=TODAY)


def _structured(**changes: object) -> Structured:
    said: dict[str, Any] = {**SAID, **changes}
    paths = {name: f"/Invoice/{name}" for name in said}
    return Structured(Invoice(**said), paths, {name: str(value) for name, value in said.items()})


def _rules(result: Interpreted) -> list[tuple[str, str | None]]:
    return [(one.rule, one.field) for one in result.findings]


@pytest.mark.parametrize("rows", [GERMAN, ENGLISH, FRENCH, CHINESE])
@pytest.mark.parametrize("source", ["pdf_text", "ocr"])
def test_every_value_of_a_page_has_its_place(rows: tuple[str, ...], source: Source) -> None:
    result = _interpret(*rows, source=source)

    assert result.kind == "invoice"
    assert result.findings == ()
    for name in SCALAR_FIELDS:
        first = result.evidence[name][0]
        assert first.box is not None, name
        assert (first.page, first.source) == (1, source)


def test_a_bare_xml_has_paths_for_evidence() -> None:
    result = _interpret(structured=_structured())

    assert (result.kind, result.findings) == ("invoice", ())
    assert result.evidence["total"][0].path == "/Invoice/total"
    assert result.evidence["total"][0].source == "xml"


def test_xml_wins_and_the_page_bears_witness() -> None:
    result = _interpret(*GERMAN, structured=_structured())

    assert result.findings == ()
    assert [one.source for one in result.evidence["total"]] == ["xml", "pdf_text"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("vendor", "Gartenbau Tillmann KG"),
        ("invoice_number", "RE-2026-1007"),
        ("issue_date", date(2026, 8, 21)),
        ("issue_date", date(2026, 9, 7)),  # printed, but as the due date
        ("tax", Decimal("153.47")),
        ("total", Decimal("971.12")),
        ("total", Decimal("807.66")),  # printed, but as the sum before tax
    ],
)
def test_xml_that_the_page_contradicts_is_a_conflict(name: str, value: object) -> None:
    result = _interpret(*GERMAN, structured=_structured(**{name: value}))

    conflicts = [one for one in result.findings if one.rule == "source_conflict"]
    assert [(one.field, one.severity) for one in conflicts] == [(name, "error")]
    assert conflicts[0].facts["expected"] == str(value)
    assert conflicts[0].facts["found"] == str(SAID[name])
    assert getattr(result.invoice, name) == value


_TOP = ("Rechnung Nr. RE-2026-1001", "Rechnungsdatum|24.08.2026")
_SUMS = ("Nettobetrag|807,66 €", "zzgl. 19 % USt.|153,46 €", "Rechnungsbetrag|961,12 €")


@pytest.mark.parametrize("rows", [(), ("Brandt GmbH", "Hafenstr. 2")])
def test_a_page_that_names_no_seller_is_only_a_warning(rows: tuple[str, ...]) -> None:
    result = _interpret(*_TOP, *rows, *_SUMS, structured=_structured(buyer="BRANDT GmbH"))

    (finding,) = result.findings
    assert (finding.rule, finding.severity) == ("source_conflict", "warning")
    assert finding.facts == {"expected": SAID["vendor"]}


def test_another_name_than_the_buyers_is_a_conflict() -> None:
    result = _interpret("Adler GmbH", *_TOP, *_SUMS, structured=_structured(buyer="Brandt GmbH"))

    (finding,) = result.findings
    assert (finding.severity, finding.facts["found"]) == ("error", "Adler GmbH")


def test_a_seller_on_two_lines_is_no_conflict() -> None:
    rows = ("Weber & Söhne", "Logistik KG", *_TOP, *_SUMS)

    result = _interpret(*rows, structured=_structured())

    assert result.findings == ()
    texts = {one.text for one in result.evidence["vendor"][1:]}
    assert texts == {"Weber & Söhne", "Logistik KG"}


def test_the_total_of_the_xml_elsewhere_on_the_page_excuses_no_other_total() -> None:
    rows = (
        "Weber & Söhne Logistik KG",
        *_TOP,
        "Rechnungsbetrag|961,12 €",
        "Versichert bis|1.961,12 €",
    )
    said = _structured(total=Decimal("1961.12"), subtotal=Decimal("1648.00"), tax=Decimal("313.12"))

    result = _interpret(*rows, structured=said)

    assert [(one.rule, one.field) for one in result.findings] == [("source_conflict", "total")]
    assert result.findings[0].facts["found"] == "961.12"


def test_an_amount_still_owed_excuses_the_total_of_the_xml() -> None:
    rows = ("Weber & Söhne Logistik KG", *_TOP, *_SUMS, "Anzahlung|-61,12 €", "Zu zahlen|900,00 €")

    assert _interpret(*rows, structured=_structured()).findings == ()


def test_a_page_that_leaves_the_tax_out_is_no_conflict() -> None:
    rows = [one for one in GERMAN if "USt" not in one and "Netto" not in one]

    assert _interpret(*rows, structured=_structured()).findings == ()


def test_a_scanned_page_that_says_nothing_is_named_beside_its_xml() -> None:
    silent = type(page("x"))(1, 600, 840, "ocr")

    result = interpret(Decoded((silent,), _structured()), today=TODAY)

    assert _rules(result) == [("unreadable_page", None)]
    assert result.findings[0].facts == {"page": "1"}
    assert result.findings[0].severity == "warning"


def test_something_else_has_no_invoice_and_misses_nothing() -> None:
    result = _interpret("Dear Ms Holloway,", "thank you for visiting our stand.")

    assert (result.kind, result.invoice, result.findings) == ("other", None, ())


def test_a_picture_without_words_is_unreadable() -> None:
    blank = type(page("x"))(1, 600, 840, "ocr")

    result = interpret(Decoded((blank,)), today=TODAY)

    assert result.kind == "other"
    assert _rules(result) == [("unreadable_page", None)]
    assert result.findings[0].severity == "error"


def test_a_printed_date_that_does_not_exist_is_told() -> None:
    rows = [one.replace("24.08.2026", "30.02.2026") for one in GERMAN]

    result = _interpret(*rows)

    assert stated(result.invoice).issue_date is None
    assert _rules(result) == [("invalid_date", "issue_date")]
    assert result.findings[0].facts == {"found": "30.02.2026"}


def test_a_guessed_currency_is_a_warning() -> None:
    rows = [one.replace("£", "$") for one in ENGLISH]

    result = _interpret(*rows)

    assert [(one.rule, one.severity) for one in result.findings] == [
        ("currency_guessed", "warning")
    ]


@pytest.mark.parametrize(("total", "findings"), [("106,00", 0), ("107,00", 1)])
def test_an_income_tax_that_is_withheld_is_no_wrong_sum(total: str, findings: int) -> None:
    result = _interpret(
        "Ruiz S.L.|Factura", "Nº de factura: F2026/0123", "Fecha: 5 de marzo de 2026",
        "Base imponible|100,00 €", "IVA 21 %|21,00 €", "Retención IRPF 15 %|-15,00 €",
        f"Total factura|{total} €",
    )  # fmt: skip

    assert [one.rule for one in result.findings] == ["sum_mismatch"] * findings
    assert result.adjustments == Adjustments(withheld=(Decimal("15.00"),))


@pytest.mark.parametrize(("charged", "rules"), [("0.10", []), ("0.20", ["line_sum_mismatch"])])
def test_what_an_xml_charges_and_allows_on_the_whole_stays_known(
    charged: str, rules: list[str]
) -> None:
    structured = _structured(line_items=(LineItem(total=Decimal("808.56")),))
    structured.texts.update(charge_total=charged, allowance_total="1.00")

    result = _interpret(structured=structured)

    assert [one.rule for one in result.findings] == rules
    assert result.adjustments == Adjustments(charges=Decimal(charged), allowances=Decimal("1.00"))


def _dated(text: str, *more: str) -> Interpreted:
    rows = ("Acme Inc.|INVOICE", "Invoice No: 3001", f"Date: {text}", "Total USD|$90.00", *more)
    return _interpret(*rows)


def test_a_date_that_nothing_decides_is_a_warning() -> None:
    (finding,) = _dated("03/04/2026").findings

    assert (finding.rule, finding.severity, finding.field) == (
        "date_guessed", "warning", "issue_date",
    )  # fmt: skip
    assert finding.facts == {"found": "03/04/2026"}


@pytest.mark.parametrize(
    ("text", "more", "day"),
    [
        ("03/04/2026", ("Seattle, WA 98101",), date(2026, 3, 4)),
        ("03/04/2026", ("Due Date: 04/30/2026",), date(2026, 3, 4)),
        ("03/04/2026", ("Due Date: 30/04/2026",), date(2026, 4, 3)),
        ("03/04/2026", ("VAT No GB273204775",), date(2026, 4, 3)),
        ("04/04/2026", (), date(2026, 4, 4)),
        ("3 April 2026", (), date(2026, 4, 3)),
    ],
)
def test_a_date_that_the_document_decides_is_none(
    text: str, more: tuple[str, ...], day: date
) -> None:
    result = _dated(text, *more)

    assert (stated(result.invoice).issue_date, result.findings) == (day, ())


def test_a_swapped_date_does_not_contradict_the_e_invoice() -> None:
    rows = ("Weber & Söhne Logistik KG", "Invoice RE-2026-1001", "Date: 08/09/2026",
            "Subtotal|807.66", "Tax|153.46", "Total|961.12")  # fmt: skip
    said = {"issue_date": date(2026, 8, 9)}

    assert _interpret(*rows, structured=_structured(**said)).findings == ()


@pytest.mark.parametrize(
    ("rows", "credit"),
    [
        (("CREDIT NOTE",), True),
        (("Acme Ltd|Credit Memo", "Credit Memo No: CM-91"), True),
        (("Gutschrift Nr. 4711",), True),
        (("Facture d'avoir",), True),
        (("Avoir n° 12",), True),
        (("Nota de crédito",), True),
        (("红字增值税电子发票", "发票号码：28285648"), True),
        (("电子发票", "发票号码：28285648", "价税合计|¥-10.00"), True),
        (("Gutschrift", "Abrechnung im Gutschriftsverfahren"), False),
        (("Invoice", "Credit note: CN-5"), False),
        (("Rechnung", "Eine Gutschrift folgt."), False),
        (("Ihre Rechnung vom Mai", "Gutschrift -12,50"), False),
        (("电子发票", "发票号码：28285648", "价税合计|¥10.00"), False),
    ],
)
def test_a_credit_note_is_told_by_its_title(rows: tuple[str, ...], credit: bool) -> None:
    result = _interpret(*rows, "Invoice no 3001", "Bill to: Acme", "Total|£90.00")

    assert stated(result.invoice).credit_note is credit


def test_a_sum_of_several_taxes_stands_at_each_of_them() -> None:
    rows = (
        "Muster GmbH", "Rechnung Nr. 4711 vom 05.03.2026", "Netto|473,00 €",
        "USt. 7%|275,00|19,25 €", "USt. 19%|198,00|37,62 €", "Brutto|529,87 €",
    )  # fmt: skip

    result = _interpret(*rows)

    assert stated(result.invoice).tax == Decimal("56.87")
    assert [one.text for one in result.evidence["tax"]] == ["19,25", "37,62"]
    assert result.findings == ()
