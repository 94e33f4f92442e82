"""The tax is the printed rate of what it is on, and there is such a rate."""

from datetime import date
from decimal import Decimal

import pytest

from pipelines.document.checks.case import Case
from pipelines.document.checks.taxes import check_rates, check_taxes
from pipelines.document.model import Asides, Invoice, Kind, LineItem, TaxLine

GERMAN, CHINESE, DUTCH = "DE136695976", "91120222079642398Y", "NL004495445B01"


def tax(rate: str, base: str | None = None, amount: str | None = None) -> TaxLine:
    return TaxLine.model_validate({"rate": rate, "base": base, "amount": amount})


def invoice(*taxes: TaxLine, sums: str = "100.00 19.00 119.00", lines: int = 0) -> Invoice:
    subtotal, whole, total = (None if one == "-" else Decimal(one) for one in sums.split())
    return Invoice(
        subtotal=subtotal, tax=whole, total=total, taxes=taxes,
        line_items=(LineItem(),) * lines,
    )  # fmt: skip


def told(said: Invoice, kind: Kind = "invoice") -> list[tuple[str | None, str, str, str]]:
    found = list(check_taxes(Case(kind, said)))
    assert all((one.rule, one.severity) == ("tax_rate", "warning") for one in found)
    return [
        (one.field, one.facts["rate"], one.facts["expected"], one.facts["found"]) for one in found
    ]


@pytest.mark.parametrize(
    "said",
    [
        invoice(),
        invoice(tax("19")),
        invoice(tax("19.00", "100.00", "19.00")),
        invoice(tax("19"), sums="- 19.00 119.00"),
        invoice(tax("19"), sums="100.00 - 119.00"),
        invoice(tax("19"), sums="100.00 19.02 119.02"),
        invoice(tax("19"), sums="100.00 19.05 119.05", lines=5),  # rounded line by line
        invoice(tax("19", "119.00", "19.00")),  # told of what has the tax in it
        invoice(tax("19"), sums="119.00 19.00 119.00"),
        invoice(tax("0"), sums="100.00 0.00 100.00"),
        invoice(tax("19"), sums="-100.00 -19.00 -119.00"),
        invoice(tax("19", "100.00", "-19.00"), sums="100.00 -19.00 -119.00"),
        invoice(
            tax("19", "100.00", "19.00"), tax("7", "50.00", "3.50"), sums="150.00 22.50 172.50"
        ),
        invoice(tax("9", "100.00", "9.00"), tax("9", "100.00", "9.00"), sums="100.00 18.00 118.00"),
        invoice(tax("19"), tax("7"), sums="150.00 22.50 172.50"),
    ],
)
def test_a_tax_that_is_its_rate(said: Invoice) -> None:
    assert told(said) == []


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (invoice(tax("20")), ("tax", "20", "20.00", "19.00")),
        (invoice(tax("7.50")), ("tax", "7.5", "7.50", "19.00")),
        (invoice(tax("19"), sums="100.00 19.03 119.03"), ("tax", "19", "19.00", "19.03")),
        (invoice(tax("0")), ("tax", "0", "0.00", "19.00")),
        (
            invoice(tax("19", "100.00", "19.00"), sums="100.00 29.00 129.00"),
            ("tax", "19", "19.00", "29.00"),
        ),
        (
            invoice(tax("19", "100.00", "19.00"), sums="200.00 19.00 219.00"),
            ("subtotal", "19", "100.00", "200.00"),
        ),
        (
            invoice(
                tax("19", "100.00", "19.00"), tax("7", "50.00", "3.60"), sums="150.00 22.60 172.60"
            ),
            ("tax", "7", "3.50", "3.60"),
        ),
        (
            invoice(
                tax("19", "100.00", "19.00"), tax("7", "50.00", "3.50"), sums="150.00 25.00 175.00"
            ),
            ("tax", "7 + 19", "22.50", "25.00"),
        ),
        (
            invoice(
                tax("19", "100.00", "19.00"), tax("7", "50.00", "3.50"), sums="190.00 22.50 212.50"
            ),
            ("subtotal", "7 + 19", "150.00", "190.00"),
        ),
    ],
)
def test_a_tax_that_is_not(said: Invoice, wrong: tuple[str, str, str, str]) -> None:
    assert told(said) == [wrong]


def test_what_a_receipt_calls_its_sums_is_not_held_against_them() -> None:
    said = invoice(tax("19", "100.00", "19.00"), sums="119.00 19.00 150.00")
    assert told(said, "receipt") == []


def rated(
    rate: str, said: dict[str, str], issued: date | None = date(2024, 6, 1)
) -> list[tuple[str, str]]:
    """Give the rate and the countries of what is said to be no rate."""
    invoice = Invoice.model_validate({"taxes": (tax(rate),), "issue_date": issued, **said})
    asides = Asides(country=said.get("told"))
    found = list(check_rates(Case("invoice", invoice, asides=asides)))
    assert all(
        (one.rule, one.severity, one.field) == ("tax_rate_implausible", "warning", "tax")
        for one in found
    )
    return [(one.facts["rate"], one.facts["country"]) for one in found]


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        ("19.00", {"vendor_tax_id": GERMAN}),
        ("0", {"vendor_tax_id": GERMAN}),
        ("21", {"vendor_tax_id": GERMAN, "buyer_tax_id": DUTCH}),  # the buyer's
        ("13", {"vendor_tax_id": CHINESE}),
        ("18", {"currency": "EUR"}),  # nobody knows whose
        ("18", {"currency": "USD"}),
        ("18", {}),
        ("8.25", {"told": "US"}),
        ("8", {"currency": "MYR"}),
        ("20", {"iban": "GB82 WEST 1234 5698 7654 32"}),
        ("7", {"told": "DE"}),
    ],
)
def test_a_rate_that_there_is(rate: str, said: dict[str, str]) -> None:
    assert rated(rate, said) == []


@pytest.mark.parametrize(
    ("rate", "said", "country"),
    [
        ("18", {"vendor_tax_id": GERMAN}, "DE"),
        ("18", {"vendor_tax_id": GERMAN, "iban": "TR330006100519786457841326"}, "DE"),
        ("18", {"vendor_tax_id": GERMAN, "buyer_tax_id": DUTCH}, "DE, NL"),
        ("19", {"currency": "GBP"}, "GB"),
        ("17", {"vendor_tax_id": CHINESE}, "CN"),
        ("19", {"told": "FR"}, "FR"),
    ],
)
def test_a_rate_that_there_is_not(rate: str, said: dict[str, str], country: str) -> None:
    assert rated(rate, said) == [(rate, country)]


@pytest.mark.parametrize(
    ("rate", "issued", "known"),
    [
        ("16", date(2020, 9, 1), True),
        ("16", date(2021, 3, 1), True),  # of what was delivered before
        ("16", date(2022, 3, 1), False),
        ("16", date(2005, 3, 1), True),
        ("16", None, True),
        ("17", None, False),
    ],
)
def test_rates_are_those_of_their_time(rate: str, issued: date | None, known: bool) -> None:
    assert (rated(rate, {"vendor_tax_id": GERMAN}, issued) == []) is known
