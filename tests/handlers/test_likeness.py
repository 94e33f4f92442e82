"""Which documents are the same, which nearly, and that whatever is alike can be looked up."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.likeness import Likeness, likeness
from handlers.marks import marks, sought
from pipelines.document.model import Invoice, Kind, Reading
from tests.fake_ledger import a_reading

DAY = date(2026, 3, 2)
BASE: dict[str, Any] = {
    "vendor": "Nordwind Papier GmbH",
    "vendor_tax_id": "DE 811907980",
    "iban": "DE02 1203 0000 0000 2020 51",
    "invoice_number": "RE-2026/071",
    "issue_date": DAY,
    "currency": "EUR",
    "total": Decimal("119.00"),
}
BARE: dict[str, Any] = {"vendor_tax_id": None, "iban": None}
UNNUMBERED: dict[str, Any] = {"invoice_number": None}


def said(kind: Kind = "invoice", **changes: Any) -> Reading:
    return a_reading(kind=kind, invoice=Invoice(**{**BASE, **changes}))


OTHER: dict[str, Any] = {"total": Decimal("7.00"), "issue_date": DAY + timedelta(days=90)}
SAME: list[tuple[str, dict[str, Any]]] = [
    ("as it is", {}),
    ("spelled otherwise", {"vendor": "NORDWIND  PAPIER", "invoice_number": "re 2026 071"}),
    ("other values", OTHER | {"currency": "USD"}),
    ("by tax number", OTHER | {"vendor": "NP Vertrieb AG"}),
    ("by name", OTHER | BARE),
    ("misread tax number", {"vendor_tax_id": "DE811907988"}),
    ("misread name", BARE | {"vendor": "Nordw1nd Papler GmbH"}),
    ("by account", {"vendor": "Rechnungsstelle", "vendor_tax_id": None}),
]
NEAR: list[tuple[str, dict[str, Any]]] = [
    ("another number", {"invoice_number": "RE-2026/072"}),
    ("two days later", {"invoice_number": "17", "issue_date": DAY + timedelta(days=2)}),
    ("three days before", {"invoice_number": "17", "issue_date": DAY - timedelta(days=3)}),
    ("no currency", {"invoice_number": "17", "currency": None}),
    ("no number", UNNUMBERED),
    ("by tax number", {"invoice_number": "17", "vendor": "NP Vertrieb AG"}),
    ("a total written otherwise", {"invoice_number": "17", "total": Decimal(119)}),
]
ANOTHER: list[tuple[str, dict[str, Any]]] = [
    ("nobody", {"vendor": None, "vendor_tax_id": None, "iban": None}),
    ("another seller", BARE | {"vendor": "Kranich Handel AG"}),
    ("another company of that name", OTHER | {"vendor_tax_id": "DE136695976"}),
    ("another total", {"invoice_number": "17", "total": Decimal("119.01")}),
    ("four days later", {"invoice_number": "17", "issue_date": DAY + timedelta(days=4)}),
    ("another currency", {"invoice_number": "17", "currency": "CHF"}),
    ("undated", {"invoice_number": "17", "issue_date": None}),
    ("a day later, without number", UNNUMBERED | {"issue_date": DAY + timedelta(days=1)}),
    ("what it credits", {"invoice_number": "17", "credit_note": True}),
    ("nothing to pay", {"invoice_number": "17", "total": Decimal("0.00")}),
    ("a misread name and another total", BARE | {"vendor": "Nordw1nd Papler", "total": Decimal(8)}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "is_a"),
    [
        pytest.param(changes, kind, id=f"{kind}: {name}")
        for kind, cases in (("duplicate", SAME), ("near_duplicate", NEAR), (None, ANOTHER))
        for name, changes in cases
    ],
)
def test_what_one_document_is_to_another(changes: dict[str, Any], is_a: Likeness | None) -> None:
    one, other = said(), said(**changes)
    assert likeness(one, other) == is_a
    assert likeness(other, one) == is_a


def test_older_chinese_invoices_are_told_apart_by_their_code() -> None:
    one = said(invoice_code="011002000311")
    assert likeness(one, said(**OTHER, invoice_code="0110 0200 0311")) == "duplicate"
    assert likeness(one, said(vendor="Li", **BARE, **OTHER, invoice_code="011002000311"))
    assert likeness(one, said(**OTHER, invoice_code="011002000312")) is None
    assert likeness(one, said(**OTHER)) == "duplicate", "a photo may show no code"


def test_the_numbers_of_a_till_begin_anew() -> None:
    one = said("receipt")
    assert likeness(one, said("receipt", **OTHER)) is None
    for same in ("total", "issue_date"):
        again = OTHER | {same: BASE[same]}
        assert likeness(one, said("receipt", **again)) == "duplicate"


def test_a_short_number_says_little_of_a_seller_who_is_spelled_otherwise() -> None:
    one = said(invoice_number="7", **BARE)
    assert likeness(one, said(invoice_number="7", **BARE)) == "duplicate"
    misread = said(invoice_number="7", vendor="Nordw1nd Papler GmbH", **BARE)
    assert likeness(one, misread) is None


def test_what_is_no_invoice_repeats_nothing() -> None:
    assert likeness(a_reading(), said()) is None
    assert likeness(said(), a_reading()) is None
    assert marks(a_reading()) == sought(a_reading()) == frozenset()


def test_no_word_of_a_document_stands_in_its_marks() -> None:
    assert marks(said()) <= sought(said())
    assert all(len(mark) == 24 and set(mark) <= set("0123456789abcdef") for mark in marks(said()))


some = st.fixed_dictionaries(
    {
        "vendor": st.sampled_from([None, "Nordwind GmbH", "NORDWIND", "Nordwlnd", "Südwind", "AG"]),
        "vendor_tax_id": st.sampled_from([None, "DE1", "de 1", "DE2"]),
        "iban": st.sampled_from([None, "DE02 1", "DE021", "DE03"]),
        "invoice_number": st.sampled_from([None, "-", "7", "R-70", "r70", "R-71"]),
        "invoice_code": st.sampled_from([None, "011", "012"]),
        "issue_date": st.sampled_from([None, date.min, date.max])
        | st.dates(DAY, DAY + timedelta(days=5)),
        "currency": st.sampled_from([None, "EUR", "CNY"]),
        "total": st.sampled_from([None, *map(Decimal, ("0", "5", "5.00", "-5", "1E+3", "1000"))]),
        "credit_note": st.booleans(),
    }
)
kinds = st.sampled_from(["invoice", "receipt"])


@settings(deadline=None)  # a busy machine is no mistake
@given(kinds, some, kinds, some)
def test_whatever_is_alike_is_found_by_its_marks(
    kind: Kind, one: dict[str, Any], other_kind: Kind, other: dict[str, Any]
) -> None:
    first, second = (
        a_reading(kind=kind, invoice=Invoice(**values))
        for kind, values in ((kind, one), (other_kind, other))
    )
    if likeness(first, second) is not None:
        assert sought(first) & marks(second)
    assert likeness(first, second) == likeness(second, first)
