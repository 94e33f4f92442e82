"""What memory settles of a document, and what it leaves as it is read."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.recall import recalled
from handlers.vendors import Fact, Topic
from pipelines.document.findings import Finding
from pipelines.document.model import Evidence, Invoice, Reading
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
    ],
    ids=["unknown", "corrected back", "by its tax number", "an alias", "another company"],
)
def test_a_name_stays_where_nobody_calls_this_seller_otherwise(facts: list[Fact]) -> None:
    said = read(vendor_tax_id="DE1")
    assert recalled(said, facts) == said


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
