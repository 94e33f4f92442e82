"""What memory settles of a document, and what it leaves as it is read."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.recall import recalled
from handlers.vendors import Fact, Topic, lessons
from pipelines.document.findings import Finding
from pipelines.document.identity import sign_of
from pipelines.document.model import Alternative, Evidence, Invoice, Original, Reading
from tests.fake_ledger import MORNING, a_reading

PRINTED = Evidence(page=1, text="ACNE Handel", source="ocr")
SIGN = Evidence(page=1, text="$", source="ocr")
GUESSED = Finding(
    rule="currency_guessed", severity="warning", field="currency", facts={"found": "USD"}
)
MISSING = Finding(rule="missing_field", severity="error", field="currency")
NO_DATE = Finding(rule="missing_field", severity="error", field="issue_date")


def read(*findings: Finding, **changes: Any) -> Reading:
    invoice = Invoice(**{"vendor": "ACNE Handel", "currency": "USD", **changes})
    evidence = {"vendor": (PRINTED,), "currency": (SIGN,)} if invoice.currency else {}
    return a_reading(invoice=invoice, findings=(*findings, NO_DATE), evidence=evidence)


def fact(topic: Topic, value: str, minutes: int = 0, who: str = "name:acnehandel") -> Fact:
    return Fact(who, topic, value, 1, MORNING + timedelta(minutes=minutes), "D-1")


def test_a_corrected_name_is_used_and_the_printed_one_is_told() -> None:
    found = recalled(read(), [fact("name", "Acme GmbH", 5), fact("name", "ACNE Handel")])
    assert found.invoice
    assert found.invoice.vendor == "Acme GmbH"
    assert found.recalled == {"vendor": "ACNE Handel"}
    assert found.evidence["vendor"] == (PRINTED,), "it stands where it is printed"
    assert found.findings == (NO_DATE,)


@pytest.mark.parametrize(
    "facts",
    [
        [],
        [fact("name", "Acne Handel GmbH", 5), fact("name", "Acme GmbH")],
        [fact("name", "Acme GmbH", who="tax:de1")],
        [fact("alias", "Acme GmbH")],
        [fact("name", "Acme GmbH"), fact("tax_id", "DE 2")],
        [fact("name", "Acme GmbH", 5), fact("name", "Norden Papier GmbH")],
    ],
    ids=[
        "unknown",
        "corrected back",
        "by its tax number",
        "an alias",
        "another company",
        "two companies",
    ],
)
def test_a_name_stays_where_nobody_calls_this_seller_otherwise(facts: list[Fact]) -> None:
    said = read(vendor_tax_id="DE1")
    assert recalled(said, facts) == said


def test_the_last_spelling_of_a_name_is_used() -> None:
    found = recalled(read(), [fact("name", "Northmoor Ltd", 5), fact("name", "Nortmoor Limited")])
    assert found.invoice
    assert found.invoice.vendor == "Northmoor Ltd"


def test_a_name_is_corrected_where_the_tax_number_is_that_of_the_seller() -> None:
    found = recalled(read(vendor_tax_id="de 1"), [fact("name", "Acme"), fact("tax_id", "DE1")])
    assert found.recalled == {"vendor": "ACNE Handel"}


@pytest.mark.parametrize(
    ("said", "usual", "was"),
    [
        (read(MISSING, currency=None), "EUR", {"currency": None}),
        (read(GUESSED), "SGD", {"currency": "USD"}),
        (read(GUESSED), "USD", {}),
        (read(GUESSED, currency="CNY"), "JPY", {"currency": "CNY"}),
        (read(GUESSED, currency="SEK"), "DKK", {"currency": "SEK"}),
    ],
)
def test_the_usual_currency_settles_a_guess(
    said: Reading, usual: str, was: dict[str, str | None]
) -> None:
    found = recalled(said, [fact("currency", usual), fact("currency", usual, who="name:other")])
    assert found.invoice
    assert (found.invoice.currency, found.recalled) == (usual, was)
    assert found.findings == (NO_DATE,)
    assert found.evidence["currency"][-1] == Evidence(source="memory", text=usual)
    assert found.evidence["currency"][:-1] == said.evidence.get("currency", ())


@pytest.mark.parametrize(
    ("said", "usual"),
    [
        (read(), ["SGD"]),
        (read(GUESSED), ["EUR"]),
        (read(GUESSED), ["USD", "SGD"]),
        (read(GUESSED), []),
        (read(MISSING, currency=None), ["USD", "EUR"]),
        (a_reading(), ["EUR"]),
    ],
    ids=["it is read", "another sign", "two are usual", "none is", "missing", "no invoice"],
)
def test_a_currency_stays_where_memory_cannot_tell(said: Reading, usual: list[str]) -> None:
    assert recalled(said, [fact("currency", one) for one in usual]) == said


def numbered(*findings: Finding, number: str | None = "K-77", twice: bool = False) -> Reading:
    """Make a reading that took another number for the document's."""
    here = Evidence(page=1, text="4711", source="ocr")
    more = [Alternative(value="4712", label="vorgang", place=here)] if twice else []
    found = (
        Alternative(value="K-77", label="kunde", place=PRINTED),
        Alternative(value="4711", label="vorgang", place=here),
        Alternative(value="47-11", label="vorgang", place=here),
        *more,
    )
    said = read(*findings, invoice_number=number)
    return said.model_copy(update={"alternatives": found})


@pytest.mark.parametrize("number", ["K-77", None])
def test_a_number_is_taken_from_beside_the_words_that_were_meant_last(number: str | None) -> None:
    gone = Finding(rule="missing_field", severity="error", field="invoice_number")
    facts = [fact("label", "vorgang", 5), fact("label", "kunde")]
    found = recalled(numbered(gone, number=number), facts)
    assert found.invoice
    assert sign_of(found.invoice.invoice_number) == "4711"
    assert found.recalled == {"invoice_number": number}
    [place] = found.evidence["invoice_number"]
    assert place.text == "4711"
    assert found.findings == (NO_DATE,)


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        (numbered(), []),
        (numbered(), ["kunde"]),
        (numbered(), ["auftrag"]),
        (numbered(twice=True), ["vorgang"]),
        (numbered(Finding(rule="source_conflict", severity="error", field="invoice_number")),
         ["vorgang"]),
    ],
    ids=["nothing was meant", "it is read", "it is not there", "it is there twice", "in doubt"],
)  # fmt: skip
def test_a_number_stays_where_memory_does_not_point_at_one(
    said: Reading, labels: list[str]
) -> None:
    assert recalled(said, [fact("label", one) for one in labels]) == said


def test_a_corrected_number_teaches_beside_which_words_it_stands() -> None:
    said = numbered()
    assert said.invoice
    right = said.invoice.model_copy(update={"invoice_number": "4711"})
    corrected = said.model_copy(
        update={"invoice": right, "original": Original(invoice=said.invoice)}
    )
    taught = {one.value for one in lessons(corrected, "approved") if one.topic == "label"}
    assert taught == {"vorgang"}
    again = said.model_copy(update={"invoice": right, "recalled": {"invoice_number": "K-77"}})
    assert {one.value for one in lessons(again, "approved") if one.topic == "label"} == taught
    assert not [one for one in lessons(said, "approved") if one.topic == "label"]
    typed = said.invoice.model_copy(update={"invoice_number": "not there"})
    typed_in = corrected.model_copy(update={"invoice": typed})
    assert not [one for one in lessons(typed_in, "approved") if one.topic == "label"]
