"""What is wrong is said with what was expected and found, by how much, and where to look."""

from decimal import Decimal

import pytest

from handlers.chat import Language, Table, Text
from handlers.findings import QUOTE_SHOWN, told
from pipelines.document.findings import Finding, Rule, Severity
from pipelines.document.model import Evidence, Invoice, LineItem, Original, Reading
from pipelines.media import Box
from tests.fake_ledger import a_reading

INVOICE = Invoice(
    vendor="Northmoor Analytics Ltd",
    invoice_number="INV-7",
    currency="GBP",
    subtotal=Decimal("1100.00"),
    tax=Decimal("220.00"),
    total=Decimal("1420.00"),
)


def printed(text: str | None, page: int = 2) -> Evidence:
    return Evidence(page=page, box=Box(0.1, 0.2, 0.3, 0.4), text=text, source="pdf_text")


def element(path: str, text: str | None = None) -> Evidence:
    return Evidence(path=path, text=text, source="xml")


SUMS = {
    "subtotal": (printed("1,100.00"),),
    "tax": (printed("220.00"),),
    "total": (printed("1,420.00"), printed("1,420.00", 3)),
    "invoice_number": (printed("INV-7", 1),),
}


def a_finding(
    rule: Rule, field: str | None = None, severity: Severity = "error", **facts: str
) -> Finding:
    return Finding(rule=rule, severity=severity, field=field, facts=facts)


def broken(finding: Finding, **changes: object) -> Reading:
    return a_reading(**{"invoice": INVOICE, "evidence": SUMS, "findings": (finding,), **changes})


def lines(reading: Reading, language: Language = "en") -> list[str]:
    return [part.text for part in told(reading, language) if isinstance(part, Text)]


def places(reading: Reading, language: Language = "en") -> list[tuple[str, ...]]:
    return [row for part in told(reading, language) if isinstance(part, Table) for row in part.rows]


SUM = a_finding("sum_mismatch", "total", expected="1320.00", found="1420.00")


@pytest.mark.parametrize(
    ("language", "sentence", "table"),
    [
        (
            "en",
            (
                "Subtotal and tax add up to 1,320.00, but the total is 1,420.00. "
                "Difference: 100.00 GBP."
            ),
            Table(
                ("Field", "Says", "Where"),
                (
                    ("Subtotal", "1,100.00", "page 2"),
                    ("Tax", "220.00", "page 2"),
                    ("Total", "1,420.00", "page 2"),
                ),
            ),
        ),
        (
            "zh",
            "不含税金额与税额合计为 1,320.00，但价税合计写的是 1,420.00。相差 100.00 GBP。",
            Table(
                ("字段", "内容", "位置"),
                (
                    ("不含税金额", "1,100.00", "第 2 页"),
                    ("税额", "220.00", "第 2 页"),
                    ("价税合计", "1,420.00", "第 2 页"),
                ),
            ),
        ),
    ],
)
def test_a_sum_that_is_off_says_by_how_much_and_where_its_parts_stand(
    language: Language, sentence: str, table: Table
) -> None:
    assert list(told(broken(SUM), language)) == [Text(sentence, "bad"), table]


def test_a_difference_is_told_to_the_last_digit() -> None:
    found, expected = "123456789012345678.000000000000", "123456789012345678.000000000001"
    said = lines(broken(a_finding("sum_mismatch", "total", expected=expected, found=found)))
    assert said[0].endswith(" Difference: 0.000000000001 GBP.")


@pytest.mark.parametrize("found", ["1E+999", "NaN"])
def test_what_no_amount_can_be_has_no_difference(found: str) -> None:
    said = lines(broken(a_finding("sum_mismatch", "total", expected="1.00", found=found)))
    assert "Difference" not in said[0]


def test_of_a_path_the_last_steps_are_said() -> None:
    finding = a_finding("line_sum_mismatch", "subtotal", expected="1000.5", found="1100.00")
    path = "/Invoice/LegalMonetaryTotal[2]/TaxExclusiveAmount"
    reading = broken(finding, evidence={"subtotal": (element(path, "1100.00"),)})
    assert lines(reading) == [
        "Subtotal: the lines add up to 1,000.50, but it is 1,100.00. Difference: 99.50 GBP.",
        "Subtotal: “1100.00”, LegalMonetaryTotal[2] › TaxExclusiveAmount",
    ]


def test_a_line_that_is_off_shows_its_quantity_its_price_and_its_amount() -> None:
    pens = LineItem(qty=Decimal(2), unit_price=Decimal("3.00"), total=Decimal("1007.00"))
    finding = a_finding(
        "line_amount_mismatch", "line_items.1.total", line="2", expected="6.00", found="1007.00"
    )
    reading = broken(
        finding,
        invoice=INVOICE.model_copy(update={"line_items": (LineItem(), pens)}),
        evidence={"line_items.1.qty": (printed("2"),), "line_items.1.total": (printed("1007"),)},
    )
    [sentence] = lines(reading)
    assert sentence.endswith("the amount is 1,007.00. Difference: 1,001.00 GBP.")
    assert places(reading) == [
        ("Line 2, Qty", "2", "page 2"), ("Line 2, Amount", "1007", "page 2"),
    ]  # fmt: skip


def test_a_line_that_was_taken_out_stands_nowhere() -> None:
    finding = a_finding(
        "line_amount_mismatch", "line_items.7.total", line="8", expected="6.00", found="7.00"
    )
    assert len(list(told(broken(finding), "en"))) == 1


def test_a_page_that_contradicts_its_e_invoice_shows_both_places() -> None:
    finding = a_finding("source_conflict", "total", expected="1420.00", found="1320.00")
    both = (element("/Invoice/Total", "1420.00"), printed("1,420.00"))
    reading = broken(finding, evidence={"total": both})
    assert lines(reading) == [
        "Total: the page says 1,320.00, the embedded e-invoice 1,420.00. Difference: 100.00 GBP."
    ]
    assert places(reading) == [
        ("Total", "1,420.00", "page 2"), ("Total", "1420.00", "Invoice › Total"),
    ]  # fmt: skip


def test_numbers_that_are_no_amounts_have_no_difference() -> None:
    finding = a_finding("source_conflict", "invoice_number", expected="1234", found="8000")
    assert lines(broken(finding)) == [
        "Number: the page says 8000, the embedded e-invoice 1234.", "Number: “INV-7”, page 1",
    ]  # fmt: skip


def test_a_page_that_is_silent_has_no_difference() -> None:
    finding = a_finding("source_conflict", "total", expected="1420.00")
    reading = broken(finding, evidence={"total": (element("/Total", "1420.00"),)})
    assert lines(reading) == [
        "Total: the embedded e-invoice says 1,420.00, the page does not.",
        "Total: “1420.00”, Total",
    ]


def test_an_amount_in_another_currency_is_shown_where_it_stands() -> None:
    finding = a_finding("currency_conflict", "tax", expected="GBP", found="EUR")
    assert lines(broken(finding))[1] == "Tax: “220.00”, page 2"


@pytest.mark.parametrize(
    "finding",
    [
        a_finding("missing_field", "vendor"),
        a_finding("unreadable_page", page="2"),
        a_finding("missing_evidence", "currency", found="GBP"),
    ],
)
def test_what_stands_nowhere_is_said_alone(finding: Finding) -> None:
    invoice = INVOICE.model_copy(update={"vendor": None})
    assert len(list(told(broken(finding, invoice=invoice), "en"))) == 1


def test_a_warning_is_said_alone() -> None:
    finding = a_finding("currency_guessed", "invoice_number", "warning", found="GBP")
    assert list(told(broken(finding), "en")) == [
        Text("The currency GBP was guessed from its sign.")
    ]


def test_once_somebody_decided_nothing_is_alarming_any_more() -> None:
    said = list(told(broken(SUM), "en", decided=True))
    assert [part.tone for part in said if isinstance(part, Text)] == ["plain"]
    assert [type(part) for part in said] == [Text, Table]


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("en", ("Total", "1,420.00", "written by a person")),
        ("zh", ("价税合计", "1,420.00", "人工填写")),
    ],
)
def test_what_a_person_wrote_is_told_from_what_was_read(
    language: Language, row: tuple[str, ...]
) -> None:
    evidence = {name: found for name, found in SUMS.items() if name != "total"}
    read = INVOICE.model_copy(update={"total": Decimal("1320.00")})
    reading = broken(SUM, evidence=evidence, original=Original(invoice=read))
    assert places(reading, language)[-1] == row


def test_a_place_without_its_words_quotes_the_value() -> None:
    finding = a_finding("future_date", "total", found="2027-01-01")
    reading = broken(finding, evidence={"total": (printed(None),)})
    assert lines(reading)[1] == "Total: “1,420.00”, page 2"


def test_a_long_quote_over_lines_is_cut_to_one() -> None:
    finding = a_finding("duplicate", "invoice_number", document="D-1", date="2026-11-22")
    reading = broken(finding, evidence={"invoice_number": (printed("INV\n\t" + "7" * 400),)})
    where = lines(reading)[1]
    assert "“INV 777" in where
    assert "…”, page 2" in where
    assert len(where) < QUOTE_SHOWN + 30


@pytest.mark.parametrize(
    ("language", "unnamed"),
    [
        ("en", "Seller and number were seen before: ask accounting."),
        ("zh", "销售方和发票号码此前出现过：请咨询财务。"),
    ],
)
def test_the_earlier_document_is_named_only_to_those_who_may_know(
    language: Language, unnamed: str
) -> None:
    reading = broken(a_finding("duplicate", "invoice_number", document="D-1", date="2026-11-22"))
    assert "D-1" in lines(reading, language)[0]
    parts = told(reading, language, names_twin=False)
    said = [part.text for part in parts if isinstance(part, Text)]
    assert said[0] == unnamed
    assert not [line for line in said if "D-1" in line or "2026" in line]
