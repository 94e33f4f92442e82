"""What documents teach about sellers, and what is made of it for people."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from handlers.memory import in_one_line, main_name, memory
from handlers.vendors import Fact, Lesson, Topic, known_as, lessons
from handlers.verdicts import State
from pipelines.document.findings import Finding
from pipelines.document.model import Invoice, Original, Reading, TaxLine
from tests.fake_ledger import MORNING, a_reading

IBAN = "DE02 1203 0000 0000 2020 51"
ACCOUNT = "DE02120300000000202051"
ACME: dict[str, Any] = {
    "vendor": "Acme GmbH", "vendor_tax_id": "DE 81", "iban": IBAN, "currency": "EUR",
    "subtotal": Decimal("100.00"), "tax": Decimal("19.00"), "total": Decimal("119.00"),
}  # fmt: skip
BY_NAME, BY_TAX = "name:acme", "tax:de81"


def reading(**changes: Any) -> Reading:
    return a_reading(invoice=Invoice(**{**ACME, **changes}))


def taught(said: Reading, topic: Topic, state: State = "approved") -> set[tuple[str, str]]:
    return {(one.who, one.value) for one in lessons(said, state) if one.topic == topic}


ALL: tuple[tuple[Topic, str], ...] = (
    ("name", "Acme GmbH"), ("tax_id", "DE 81"), ("currency", "EUR"), ("account", ACCOUNT),
    ("rate", "19"),
)  # fmt: skip


def test_an_approved_document_teaches_all_there_is_by_each_name() -> None:
    assert lessons(reading(), "approved") == {
        Lesson(BY_NAME, "seller", "Acme GmbH"),
        *(Lesson(who, topic, value) for who in (BY_NAME, BY_TAX) for topic, value in ALL),
    }


@pytest.mark.parametrize("state", ["passed", "pending"])
def test_what_nobody_decided_on_was_seen_unless_it_was_doubted(state: State) -> None:
    assert lessons(reading(), state) == {
        Lesson(who, "seen_account", ACCOUNT) for who in (BY_NAME, BY_TAX)
    }
    assert lessons(reading(iban=None), state) == frozenset()
    facts = {"expected": "x", "found": "y"}
    doubt = Finding(rule="bank_changed", severity="error", field="iban", facts=facts)
    doubted = reading().model_copy(update={"findings": (doubt,)})
    assert lessons(doubted, state) == frozenset()
    assert taught(doubted, "account"), "approved all the same, it is known"
    assert lessons(reading(), "rejected") == frozenset()


def test_a_corrected_name_makes_the_printed_one_an_alias() -> None:
    read = reading(vendor="ACNE Handels-Gesellschaft")
    edited = reading().model_copy(update={"original": Original(invoice=read.invoice or Invoice())})
    recalled = reading().model_copy(update={"recalled": {"vendor": "ACNE Handels-Gesellschaft"}})
    for said in (edited, recalled):
        printed = "name:acnehandelsgesellschaft"
        assert known_as(said) == {BY_NAME, BY_TAX, printed}
        assert taught(said, "alias") == {(BY_NAME, "ACNE Handels-Gesellschaft")}
        assert taught(said, "seller") == {(BY_NAME, "Acme GmbH")}
        assert (printed, "Acme GmbH") in taught(said, "name")
    spelled = reading().model_copy(update={"recalled": {"vendor": "ACME"}})
    assert taught(spelled, "alias") == set()
    unread = reading().model_copy(update={"recalled": {"vendor": None}})
    assert taught(unread, "alias") == set()


def test_a_seller_without_a_name_is_known_by_its_tax_number_alone() -> None:
    said = reading(vendor=None)
    assert {one.who for one in lessons(said, "approved")} == {BY_TAX}
    assert known_as(a_reading()) == frozenset()


@pytest.mark.parametrize(
    ("changes", "rates"),
    [
        ({"taxes": (TaxLine(rate=Decimal("19.00")), TaxLine(rate=Decimal(7)))}, {"19", "7"}),
        ({"subtotal": Decimal("10.00"), "tax": Decimal("0.55")}, {"5.5"}),
        ({"tax": Decimal("0.00")}, {"0"}),
        ({"tax": Decimal("19.03")}, set()),
        ({"tax": Decimal("119.00")}, set()),
        ({"tax": Decimal("-19.00")}, set()),
        ({"subtotal": Decimal("-100.00"), "tax": Decimal("-19.00")}, {"19"}),
        ({"subtotal": Decimal(0)}, set()),
        ({"subtotal": None}, set()),
        ({"tax": None}, set()),
        ({"subtotal": Decimal("1E-30"), "tax": Decimal("9E+17")}, set()),
    ],
)
def test_a_rate_is_what_is_printed_or_what_the_tax_was_reckoned_with(
    changes: dict[str, Any], rates: set[str]
) -> None:
    assert {value for _, value in taught(reading(**changes), "rate")} == rates


def test_who_prints_hundreds_of_rates_teaches_none_of_them() -> None:
    taxes = tuple(TaxLine(rate=Decimal(rate)) for rate in range(600))
    said = reading(taxes=taxes)
    assert taught(said, "rate") == set()
    assert taught(said, "account"), "it crowds out nothing else"


def test_a_tax_without_a_rate_teaches_none() -> None:
    said = reading(taxes=(TaxLine(amount=Decimal("19.00")),))
    assert taught(said, "rate") == set()


def fact(
    topic: Topic, value: str, documents: int = 1, minutes: int = 0, who: str = BY_NAME
) -> Fact:
    return Fact(who, topic, value, documents, MORNING + timedelta(minutes=minutes), "D-1")


KNOWN = (
    fact("name", "Acme GmbH", 11, 5), fact("name", "ACME", 1), fact("alias", "Acne"),
    fact("tax_id", "DE81"), fact("currency", "EUR", 12), fact("rate", "19", 12),
    fact("rate", "7.00", 2), fact("account", ACCOUNT), fact("seen_account", "FR76"),
    fact("label", "rechnung"),
)  # fmt: skip


def test_what_is_remembered_is_told_in_one_line() -> None:
    found = memory([BY_NAME, BY_TAX], KNOWN)
    assert found
    assert (found.seller, found.names, found.documents) == (BY_NAME, ("Acme GmbH", "ACME"), 12)
    assert found.last_at == MORNING + timedelta(minutes=5)
    said = "Known seller: 12 documents approved, account DE02…2051, usually EUR, 19 %, 7 %"
    assert in_one_line(found, "en", accounts=True) == said
    assert (
        in_one_line(found, "zh", accounts=False)
        == "已知销售方：已批准 12 份文件，通常为 EUR，19 %，7 %"
    )
    bare = memory([BY_NAME], [fact("name", "Acme GmbH")])
    assert bare
    assert in_one_line(bare, "en", accounts=True) == "Known seller: 1 document approved"


def test_a_seller_is_remembered_by_the_name_it_is_known_best_by() -> None:
    by_tax = fact("name", "Acme Holding", 20, who=BY_TAX)
    found = memory([BY_NAME, BY_TAX], [*KNOWN, by_tax])
    assert found
    assert found.seller == BY_TAX
    assert memory([BY_NAME], [fact("seen_account", ACCOUNT)]) is None
    assert main_name(BY_TAX, [*KNOWN, by_tax]) == "name:acmeholding"
    assert main_name("name:x", KNOWN) == "name:x"
