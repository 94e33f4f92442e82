"""Several documents in one file, told apart by the pages they begin on."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.document.decoded import Decoded, Page
from pipelines.document.interpret import interpret
from pipelines.document.model import Stretch
from pipelines.document.page.printed import Printed
from pipelines.document.parting import crowd_in, parts_of
from tests.bench.reading import TODAY
from tests.pipelines.document.sheets import page

ACME = ("Acme Tools Ltd", "INVOICE", "Invoice no: INV-1001", "Invoice date: 3 March 2026")
SUMS = ("Subtotal|GBP 100.00", "VAT 20%|GBP 20.00", "Total due|GBP 120.00")
BOLT = ("Bolt Works Ltd", "INVOICE", "Invoice no: BW-77", "Invoice date: 9 April 2026")
LESS = ("Subtotal|GBP 50.00", "VAT 20%|GBP 10.00", "Total due|GBP 60.00")
TERMS = ("General terms and conditions", "All goods stay ours until they are paid for.")
TILL = ("Corner Shop", "RECEIPT", "05/03/2026 14:02", "Milk|1.20", "Bread|2.30")
PAID = ("TOTAL|3.50", "CASH|5.00", "CHANGE|1.50")
CAFE = ("Cafe Nord", "RECEIPT", "06/03/2026 09:12", "Coffee|2.80", "TOTAL|2.80", "CARD|2.80")


def pages(*texts: tuple[str, ...]) -> tuple[Page, ...]:
    return tuple(replace(page(*rows), number=number) for number, rows in enumerate(texts, 1))


@pytest.mark.parametrize(
    ("sheets", "parts"),
    [
        (pages(ACME + SUMS), ()),
        (pages(ACME + SUMS, BOLT + LESS), ((1, 1), (2, 2))),
        (pages(ACME + SUMS, ACME + SUMS), ()),  # a copy
        (pages(ACME, ACME + SUMS, BOLT + LESS), ((1, 2), (3, 3))),
        (pages(ACME + SUMS, TERMS, BOLT + LESS, TERMS), ((1, 2), (3, 4))),
        (pages(TERMS, ACME + SUMS, BOLT + LESS), ((1, 2), (3, 3))),
        (pages(ACME + SUMS, ("Delivery note", "Delivery note no: 77123", "5 hammers")), ()),
        (pages(ACME + SUMS, ("Page 2 of 2", *BOLT[1:3], "Carried over")), ()),
        (pages(ACME + SUMS, ("Acme Tools Ltd", "INVOICE", "Invoice no: lNV-1OO1", *SUMS)), ()),
        (pages(TILL + PAID, CAFE), ((1, 1), (2, 2))),
        (pages(TILL + PAID, TILL + PAID), ()),
        (pages(ACME + SUMS, ()), ()),
        (pages(ACME + SUMS, (), BOLT + LESS), ((1, 2), (3, 3))),
        (pages(TERMS, TERMS), ()),
        ((), ()),
    ],
)
def test_documents_are_told_apart(sheets: tuple[Page, ...], parts: tuple[Stretch, ...]) -> None:
    assert parts_of(sheets) == parts


def test_the_first_of_several_documents_is_read() -> None:
    meant = interpret(Decoded(pages(ACME + SUMS, BOLT + LESS)), today=TODAY)
    assert meant.parts == ((1, 1), (2, 2))
    assert meant.invoice is not None
    assert (meant.invoice.invoice_number, meant.invoice.total) == ("INV-1001", Decimal("120.00"))
    [finding] = [one for one in meant.findings if one.rule == "multiple_invoices"]
    assert (finding.severity, finding.facts) == (
        "error",
        {"count": "2", "pages": "1, 2", "part": "1"},
    )


def test_a_part_is_not_parted_again() -> None:
    meant = interpret(Decoded(pages(ACME + SUMS, BOLT + LESS)), today=TODAY, is_part=True)
    assert meant.parts == ()
    assert "multiple_invoices" not in {one.rule for one in meant.findings}


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (ACME + SUMS, 1),
        (ACME + SUMS + BOLT + LESS, 2),
        (tuple(map("{}|{}".format, ACME + SUMS, BOLT + LESS)), 2),
        (ACME + SUMS + ACME + SUMS, 1),
        (ACME + SUMS + ("Invoice no: INV-1001 is due", "Total due|GBP 90.00"), 1),
        (ACME + SUMS + ("Your order: BW-77",), 1),
    ],
)
def test_documents_on_one_page_are_counted(rows: tuple[str, ...], count: int) -> None:
    assert crowd_in(Printed(pages(rows))) == count


@pytest.mark.parametrize(
    "counted",
    [
        "Page 2 of 2", "page: 2 of 2", "Page No. 2/2", "Seite 2 von 2", "Pagina 2 di 2", "2 / 2",
        "第 2 页 共 2 页", "第2页/共2页", "第2页,共2页", "Sida 2 av 2", "Strona 2 z 2", "p. 2/2",
    ],
)  # fmt: skip
def test_a_page_that_counts_itself_goes_on(counted: str) -> None:
    alone = counted == "2 / 2"
    assert parts_of(pages(ACME + SUMS, (counted, *BOLT, *LESS))) == (
        ((1, 1), (2, 2)) if alone else ()
    )


def test_many_blanks_take_no_time() -> None:
    wide = Printed(pages(("page 1" + " " * 50_000 + "x", *ACME)))
    assert crowd_in(wide) == 1
    assert parts_of(pages(("page 1" + "\u3000" * 20_000, *ACME, *SUMS), BOLT + LESS))
