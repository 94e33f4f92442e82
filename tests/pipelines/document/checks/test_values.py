"""Each rule of a reading: kept, and broken by the smallest step."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest

from pipelines.document.checks.case import Case
from pipelines.document.checks.sums import check_words, tolerance
from pipelines.document.checks.values import check, check_currencies
from pipelines.document.decoded import Structured
from pipelines.document.findings import Finding
from pipelines.document.model import Adjustments, Asides, Evidence, Invoice, Kind, LineItem

TODAY = date(2026, 11, 22)
GOOD = Invoice(
    vendor="Weber KG", invoice_number="4711", issue_date=TODAY, currency="EUR",
    subtotal=Decimal("100.00"), tax=Decimal("19.00"), total=Decimal("119.00"),
)  # fmt: skip
EVIDENCE = {
    name: (Evidence(page=1, source="pdf_text"),)
    for name in ("vendor", "invoice_number", "issue_date", "currency", "subtotal", "tax", "total")
}


def _rules(
    invoice: Invoice = GOOD, kind: Kind = "invoice",
    evidence: Mapping[str, tuple[Evidence, ...]] = EVIDENCE,
    invalid: Mapping[str, str] | None = None,
) -> list[tuple[str, str | None, str]]:  # fmt: skip
    return [
        (one.rule, one.field, one.severity)
        for one in check(Case(kind, invoice, evidence, invalid or {}), TODAY)
    ]


def test_a_good_invoice_breaks_no_rule() -> None:
    assert _rules() == []


@pytest.mark.parametrize("name", ["vendor", "invoice_number", "issue_date", "currency", "total"])
def test_an_invoice_must_say(name: str) -> None:
    assert ("missing_field", name, "error") in _rules(GOOD.model_copy(update={name: None}))


@pytest.mark.parametrize(
    ("name", "missed"),
    [("vendor", True), ("issue_date", True), ("total", True), ("invoice_number", False),
     ("currency", False), ("tax", False)],
)  # fmt: skip
def test_a_receipt_must_say_less(name: str, missed: bool) -> None:
    found = _rules(GOOD.model_copy(update={name: None}), kind="receipt")

    assert found == ([("missing_field", name, "error")] if missed else [])


def test_a_value_without_a_place_is_an_error() -> None:
    evidence = {**EVIDENCE, "total": ()}

    assert _rules(evidence=evidence) == [("missing_evidence", "total", "error")]


@pytest.mark.parametrize(
    ("total", "wrong"), [("119.00", False), ("119.02", False), ("119.03", True), ("120.00", True)]
)
def test_the_sum_must_close(total: str, wrong: bool) -> None:
    found = _rules(GOOD.model_copy(update={"total": Decimal(total)}))

    assert found == ([("sum_mismatch", "total", "error")] if wrong else [])


def test_many_lines_excuse_no_wrong_sum() -> None:
    lines = tuple(LineItem(total=Decimal("1.00")) for _ in range(100))
    invoice = GOOD.model_copy(update={"line_items": lines, "total": Decimal("119.03")})

    assert _rules(invoice) == [("sum_mismatch", "total", "error")]


@pytest.mark.parametrize(("withheld", "wrong"), [("19.00", False), ("18.97", True)])
def test_what_the_buyer_keeps_back_stands_between_sum_and_total(withheld: str, wrong: bool) -> None:
    invoice = GOOD.model_copy(update={"total": Decimal("100.00")})

    adjustments = Adjustments(withheld=(Decimal(withheld),))
    found = list(check(Case("invoice", invoice, EVIDENCE, {}, adjustments), TODAY))

    assert bool(found) is wrong


SOLD = GOOD.model_copy(update={"tax": Decimal("20.00"), "total": Decimal("110.00")})
GROSS = (LineItem(total=Decimal("70.00")), LineItem(total=Decimal("50.00")))
KEPT_BACK = Adjustments(withheld=(Decimal("10.00"),))


def _negative(invoice: Invoice) -> Invoice:
    sums = (invoice.subtotal, invoice.tax, invoice.total)
    names = ("subtotal", "tax", "total")
    return invoice.model_copy(
        update={name: None if one is None else -one for name, one in zip(names, sums, strict=True)}
    )


@pytest.mark.parametrize(
    ("sold", "wrong"),
    [
        (SOLD, []),
        (_negative(SOLD), []),
        # What is kept back of a credit note does not make it more.
        (_negative(SOLD.model_copy(update={"total": Decimal("130.00")})), ["sum_mismatch"]),
        (SOLD.model_copy(update={"total": Decimal("130.00")}), ["sum_mismatch"]),
    ],
)
def test_what_is_kept_back_makes_a_sum_smaller(sold: Invoice, wrong: list[str]) -> None:
    found = check(Case("invoice", sold, EVIDENCE, {}, KEPT_BACK), TODAY)
    assert [one.rule for one in found] == wrong


def _of_lines(sold: Invoice, adjustments: Adjustments) -> list[str]:
    found = check(Case("invoice", sold, EVIDENCE, {}, adjustments), TODAY)
    return [one.rule for one in found]


def test_lines_may_have_their_tax_where_the_buyer_keeps_some_back() -> None:
    sold = SOLD.model_copy(update={"line_items": GROSS})
    assert _of_lines(sold, KEPT_BACK) == []
    assert _of_lines(sold, Adjustments()) == ["sum_mismatch", "line_sum_mismatch"]
    more = (*GROSS, LineItem(total=Decimal("0.04")))
    assert _of_lines(sold.model_copy(update={"line_items": more}), KEPT_BACK) == [
        "line_sum_mismatch"
    ]
    untaxed = sold.model_copy(update={"tax": None})
    assert _of_lines(untaxed, KEPT_BACK) == ["line_sum_mismatch"]


def test_a_sum_is_exact_however_many_digits_there_are() -> None:
    whole, part = Decimal(123456789012345678), Decimal("0." + "0" * 29 + "1")
    sold = GOOD.model_copy(update={"subtotal": whole, "tax": part, "total": whole})
    sold = sold.model_copy(update={"line_items": (LineItem(total=whole), LineItem(total=part))})
    assert _rules(sold) == []
    off = sold.model_copy(update={"total": whole - Decimal("0.03")})
    assert _rules(off) == [("sum_mismatch", "total", "error")]
    (found,) = check(Case("invoice", off, EVIDENCE), TODAY)
    assert found.facts["expected"] == f"{whole}.{'0' * 29}1"


def test_the_finding_tells_what_was_expected() -> None:
    said = GOOD.model_copy(update={"total": Decimal(90)})
    (found,) = check(Case("invoice", said, EVIDENCE), TODAY)

    assert found.facts == {"expected": "119.00", "found": "90"}


@pytest.mark.parametrize(("days", "wrong"), [(0, False), (1, False), (2, True), (400, True)])
def test_a_date_may_be_one_day_ahead_of_ours(days: int, wrong: bool) -> None:
    invoice = GOOD.model_copy(update={"issue_date": TODAY + timedelta(days=days)})

    assert _rules(invoice) == ([("future_date", "issue_date", "error")] if wrong else [])


def test_a_date_that_does_not_exist_is_not_missing_but_invalid() -> None:
    invoice = GOOD.model_copy(update={"issue_date": None})

    assert _rules(invoice, invalid={"issue_date": "30 February 2026"}) == [
        ("invalid_date", "issue_date", "error")
    ]


def _lines(
    *totals: str | None, subtotal: str | None = "100.00", charges: str = "0", allowances: str = "0"
) -> list[Finding]:
    invoice = GOOD.model_copy(
        update={
            "line_items": tuple(LineItem(total=one and Decimal(one)) for one in totals),
            "subtotal": subtotal and Decimal(subtotal),
        }
    )
    adjustments = Adjustments(charges=Decimal(charges), allowances=Decimal(allowances))
    return list(check(Case("invoice", invoice, EVIDENCE, {}, adjustments), TODAY))


@pytest.mark.parametrize(
    "found",
    [
        _lines("60.00", "40.00"),
        _lines("60.00", "40.02"),
        _lines("60.00", "50.00", allowances="10.00"),
        _lines("60.00", "30.00", charges="10.00"),
        _lines("60.00", "59.00"),  # lines with their tax
        _lines("60.00", None),  # one line does not say
        _lines("60.00", subtotal=None),
        _lines(),
    ],
)
def test_lines_that_come_to_the_sum(found: list[Finding]) -> None:
    assert found == []


def test_lines_that_do_not_come_to_the_sum() -> None:
    (found,) = _lines("60.00", "41.00")

    assert (found.rule, found.field, found.severity) == ("line_sum_mismatch", "subtotal", "error")
    assert found.facts == {"expected": "101.00", "found": "100.00"}


def test_lines_that_were_not_all_read_prove_nothing() -> None:
    torn = GOOD.model_copy(update={"line_items": (LineItem(total=Decimal("60.00")),)})

    case = Case("invoice", torn, EVIDENCE, adjustments=Adjustments(lines_whole=False))
    assert list(check(case, TODAY)) == []


SLIP = Invoice(
    vendor="Corner shop", issue_date=TODAY, subtotal=Decimal("7.55"), tax=Decimal("0.45"),
    total=Decimal("8.00"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("totals", "wrong"),
    [
        ("8.00", False),
        ("7.55", False),  # before tax
        ("7.50", False),  # rounded to what coins there are
        ("5.00 3.00", False),
        ("5.00 3.10", True),
        ("9.00", True),
        ("5.00 2.00 8.00", False),  # a sum that was taken for a line proves nothing
    ],
)
def test_the_lines_of_a_receipt_come_to_its_total(totals: str, wrong: bool) -> None:
    lines = tuple(LineItem(total=Decimal(one)) for one in totals.split())
    found = _rules(SLIP.model_copy(update={"line_items": lines}), kind="receipt")
    assert found == ([("line_sum_mismatch", "total", "error")] if wrong else [])


@pytest.mark.parametrize(
    ("said", "total", "wrong"),
    [
        ("119.00", "119.00", False),
        ("119.00", "-119.00", False),
        ("119", "119.40", False),  # words may leave the part of a unit out
        ("119.00", "119.40", True),
        ("118", "119.00", True),
        ("100.00", "119.00", True),
    ],
)
def test_words_say_the_total(said: str, total: str, wrong: bool) -> None:
    invoice = Invoice(total=Decimal(total))
    found = list(check_words(Case("invoice", invoice, asides=Asides(in_words=Decimal(said)))))
    assert [one.facts for one in found] == ([{"expected": said, "found": total}] if wrong else [])
    assert all((one.rule, one.severity) == ("amount_in_words", "error") for one in found)


@pytest.mark.parametrize(("days", "wrong"), [(0, False), (30, False), (-1, True)])
def test_nothing_is_due_before_it_is_asked_for(days: int, wrong: bool) -> None:
    due = TODAY + timedelta(days=days)
    place = {**EVIDENCE, "due_date": EVIDENCE["total"]}
    found = _rules(GOOD.model_copy(update={"due_date": due}), evidence=place)
    assert found == ([("due_before_issue", "due_date", "warning")] if wrong else [])


def test_the_tolerance_grows_with_the_lines() -> None:
    assert (tolerance(1), tolerance(40)) == (Decimal("0.02"), Decimal("0.40"))


def test_an_amount_in_another_currency_is_told() -> None:
    invoice = Invoice(currency="EUR", total=Decimal(7))
    structured = Structured(invoice, {}, {}, foreign={"total": "USD"})
    (found,) = check_currencies(structured)
    assert (found.rule, found.field, found.severity) == ("currency_conflict", "total", "error")
    assert found.facts == {"expected": "EUR", "found": "USD"}
    assert list(check_currencies(Structured(invoice, {}, {}))) == []
