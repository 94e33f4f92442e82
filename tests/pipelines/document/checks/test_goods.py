"""Quantity times price is the amount of a line, as exactly as both are printed."""

from decimal import Decimal

import pytest

from pipelines.document.checks.case import Case
from pipelines.document.checks.goods import check_lines
from pipelines.document.findings import Finding
from pipelines.document.model import Adjustments, Asides, Invoice, LineItem, LineTerms, TaxLine

VAT = (TaxLine(rate=Decimal(19)), TaxLine(rate=Decimal(7)))


def line(qty: str | None, price: str | None, total: str | None) -> LineItem:
    values = {"qty": qty, "unit_price": price, "total": total}
    return LineItem.model_validate(values)


def wrong(
    *lines: LineItem, taxes: tuple[TaxLine, ...] = (), terms: LineTerms | None = None,
    whole: bool = True, priced: bool = True,
) -> list[Finding]:  # fmt: skip
    case = Case(
        "invoice",
        Invoice(line_items=lines, taxes=taxes),
        adjustments=Adjustments(lines_whole=whole, lines_priced=priced),
        asides=Asides(terms={0: terms} if terms else {}),
    )
    return list(check_lines(case))


@pytest.mark.parametrize(
    ("qty", "price", "total"),
    [
        ("2", "3.00", "6.00"),
        ("3", "0.33", "1.00"),  # a third of one
        ("3", "0.33", "0.97"),
        ("1000", "1.20", "1205.00"),
        ("20.0000", "2.7700", "55.46"),  # filled up with zeros
        ("0.345", "19.90", "6.87"),
        ("2.33", "100.00", "232.60"),  # two hours and twenty minutes, nearly
        ("1.5", "80", "120"),
        ("3", "33.50", "101"),  # in whole units
        ("-2", "3.00", "-6.00"),
        ("2", "3.00", "-6.00"),
        ("1", "5.00", "0.00"),  # given away
        (None, "5.00", "7.00"),
        ("2", None, "7.00"),
        ("2", "5.00", None),
    ],
)
def test_a_line_that_comes_to_its_amount(
    qty: str | None, price: str | None, total: str | None
) -> None:
    assert wrong(line(qty, price, total)) == []


@pytest.mark.parametrize(
    ("qty", "price", "total"),
    [
        ("2", "3.00", "6.03"),
        ("2", "3.00", "6.30"),
        ("2", "3.00", "60.00"),
        ("3", "0.33", "1.02"),
        ("1000", "1.20", "1205.02"),
        ("1.5", "80.00", "128.00"),
        ("1.50", "80.00", "120.50"),
        ("10", "120.00", "12000.00"),
        ("3", "33.50", "103"),
    ],
)
def test_a_line_that_does_not(qty: str, price: str, total: str) -> None:
    [found] = wrong(line("1", "1.00", "1.00"), line(qty, price, total))
    assert (found.rule, found.severity) == ("line_amount_mismatch", "error")
    assert (found.field, found.facts["line"]) == ("line_items.1.total", "2")
    assert found.facts["found"] == total


def test_what_was_expected_is_told_in_cents() -> None:
    [found] = wrong(line("3", "1.2345", "5.00"))
    assert found.facts["expected"] == "3.70"


@pytest.mark.parametrize(
    ("total", "sound"), [("119.00", True), ("84.03", True), ("107", True), ("120.00", False)]
)
def test_a_price_may_be_with_its_tax_or_without_it(total: str, sound: bool) -> None:
    assert (wrong(line("10", "10.00", total), taxes=VAT) == []) is sound
    assert wrong(line("10", "10.00", total)) != []


@pytest.mark.parametrize(
    ("terms", "total"),
    [
        (LineTerms(per=Decimal(100)), "2.00"),
        (LineTerms(per=Decimal(100)), "200.00"),  # a program that repeats the quantity there
        (LineTerms(discount=Decimal(10)), "180.00"),
        (LineTerms(less=Decimal(30)), "170.00"),
        (LineTerms(less=Decimal(-30)), "230.00"),
        (LineTerms(rate=Decimal(10)), "220.00"),
        (LineTerms(per=Decimal(10), less=Decimal(5)), "15.00"),
    ],
)
def test_what_a_line_says_of_its_price_counts(terms: LineTerms, total: str) -> None:
    goods = line("100", "2.00", total)
    assert wrong(goods, terms=terms) == []
    assert bool(wrong(goods)) is (total != "200.00")
    assert wrong(goods.model_copy(update={"total": Decimal("123.45")}), terms=terms) != []


def test_lines_that_were_not_all_read_or_have_discounts_prove_nothing() -> None:
    off = line("2", "3.00", "7.00")
    assert wrong(off) != []
    assert wrong(off, whole=False) == []
    assert wrong(off, priced=False) == []


def test_lines_that_come_to_the_sum_are_all_there() -> None:
    torn = Adjustments(lines_whole=False)
    off = (line("2", "3.00", "7.00"), line("1", "3.00", "3.00"))
    for subtotal, found in ((10, 1), (11, 0), (None, 0)):
        invoice = Invoice.model_validate({"line_items": off, "subtotal": subtotal})
        assert len(list(check_lines(Case("invoice", invoice, adjustments=torn)))) == found


def test_of_very_many_lines_the_first_are_told() -> None:
    assert len(wrong(*[line("2", "3.00", "7.00")] * 5000)) == 100


def test_no_amount_is_too_long_to_be_reckoned_with() -> None:
    most, least = "9" * 18 + "." + "9" * 30, "0." + "0" * 29 + "1"
    terms = LineTerms(per=Decimal(least), discount=Decimal(most), less=Decimal(most))
    assert wrong(line(most, most, most), terms=terms, taxes=(TaxLine(rate=Decimal(most)),)) != []
