"""Whose account is another one than before: what is known of it, and who may make it known."""

from decimal import Decimal
from typing import Any

import pytest

from handlers.accounts import masked
from handlers.vendors import lessons
from pipelines.document.findings import Finding
from pipelines.document.model import Invoice, Reading
from tests.fake_ledger import a_reading
from tests.handlers.bureau import INVOICE, Bureau

OLD, NEW, THIRD = "DE02120300000000202051", "FR1420041010050500013M02606", "NL91ABNA0417164300"
OURS: dict[str, Any] = {"vendor_tax_id": "DE811907980"}


def said(number: int, iban: str | None, **changes: Any) -> Reading:
    """Make an invoice of Acme's; no two have the same number or total."""
    values = {"iban": iban, "invoice_number": f"RE-{number}", "total": Decimal(number)}
    return a_reading(invoice=INVOICE.model_copy(update={**OURS, **values, **changes}))


class Payments(Bureau):
    """A bureau that drops one invoice after another."""

    dropped = 0

    async def drop(self, iban: str | None, **changes: Any) -> str:
        """Let an invoice be read; gives its document."""
        self.dropped += 1
        reading = said(self.dropped, iban, **changes)
        return await self.file(reading, f"F{self.dropped}", minutes=self.dropped, compared=True)

    async def flagged(self, document: str) -> Finding | None:
        """Give what is wrong with the account of a document."""
        findings = (await self.document(document)).reading.findings
        return next((one for one in findings if one.rule == "bank_changed"), None)

    async def decide(self, verdict: str, document: str, revision: int = 1) -> None:
        """Let an accountant decide, with a reason."""
        await self.press("ben", verdict, document, revision)
        if (await self.review(document)).state == "pending":
            await self.submit("ben", verdict, document, revision, reason="I called them")
        assert (await self.review(document)).state == f"{verdict.removesuffix('e')}ed"


async def test_the_first_account_of_a_seller_is_nobodys_but_its_own() -> None:
    payments = Payments()
    for iban in (OLD, "de02 1203 0000 0000 2020 51", None, OLD):
        assert not await payments.flagged(await payments.drop(iban))


async def test_another_account_is_flagged_and_approved_it_is_known() -> None:
    payments = Payments()
    first = await payments.drop(OLD, total=None)
    second = await payments.drop(NEW)
    finding = await payments.flagged(second)
    assert finding == Finding(
        rule="bank_changed",
        severity="error",
        field="iban",
        facts={
            "expected": "DE02 **** **** 2051",
            "found": "FR14 **** **** 2606",
            "document": first,
        },
    )
    assert await payments.flagged(await payments.drop(NEW)), "once more is no proof"
    await payments.decide("approve", second)
    assert not await payments.flagged(await payments.drop(NEW))
    seen = await payments.flagged(await payments.drop(OLD))
    assert seen
    assert seen.facts["expected"] == "FR14 **** **** 2606", "nobody approved the first"


async def test_what_an_attacker_dropped_first_is_not_the_truth() -> None:
    payments = Payments()
    attack = await payments.drop(NEW)
    honest = await payments.drop(OLD)
    assert await payments.flagged(honest), "one of the two is wrong: a person has to look"
    await payments.decide("approve", honest)
    assert not await payments.flagged(await payments.drop(OLD))
    assert await payments.flagged(await payments.drop(NEW))
    await payments.press("ben", "flag", attack)


async def test_what_was_rejected_teaches_nothing() -> None:
    payments = Payments()
    await payments.drop(OLD)
    await payments.decide("reject", await payments.drop(NEW))
    assert await payments.flagged(await payments.drop(NEW))


@pytest.mark.parametrize(
    "changes",
    [
        {"vendor": "Someone else"},
        {"vendor_tax_id": "DE136695976"},
        {"vendor_tax_id": None, "vendor": "ACME"},
        {"vendor": None},
    ],
)
async def test_a_seller_is_known_by_its_name_and_by_its_tax_number(changes: dict[str, Any]) -> None:
    payments = Payments()
    await payments.drop(OLD)
    assert await payments.flagged(await payments.drop(NEW, **changes))
    other = {"vendor": "Kranich AG", "vendor_tax_id": "DE136695976"}
    assert not await payments.flagged(await payments.drop(NEW, **other))


async def test_a_known_seller_cannot_send_invoices_in_the_name_of_another() -> None:
    payments = Payments()
    await payments.drop(OLD)
    await payments.drop(NEW, vendor="Kranich AG", vendor_tax_id="DE136695976")
    disguised = await payments.drop(NEW, vendor_tax_id="DE136695976")
    assert await payments.flagged(disguised)


async def test_several_accounts_may_be_known() -> None:
    payments = Payments()
    for iban in (OLD, NEW):
        document = await payments.drop(iban)
        await payments.press("ben", "flag", document)
        if (await payments.review(document)).state == "passed":
            await payments.submit("ben", "flag", document, reason="to be approved")
        await payments.decide("approve", document)
    for iban in (OLD, NEW):
        assert not await payments.flagged(await payments.drop(iban))
    finding = await payments.flagged(await payments.drop(THIRD))
    assert finding
    assert finding.facts["expected"] == "FR14 **** **** 2606, DE02 **** **** 2051"


async def test_an_edit_of_the_account_is_held_against_the_others() -> None:
    payments = Payments()
    first = await payments.drop(OLD)
    await payments.submit("anna", "edit", first, iban=NEW)
    assert not await payments.flagged(first), "its own account is no other's"
    second = await payments.drop(NEW)
    assert not await payments.flagged(second)
    await payments.submit("anna", "edit", second, iban=OLD)
    assert await payments.flagged(second)
    await payments.submit("anna", "edit", second, 2, invoice_number="RE-99")
    assert await payments.flagged(second), "other values do not settle it"
    await payments.submit("anna", "edit", second, 3, iban=NEW)
    assert not await payments.flagged(second)


async def test_an_edit_elsewhere_brings_nothing_up_that_was_sound() -> None:
    payments = Payments()
    first = await payments.drop(OLD)
    await payments.decide("approve", await payments.drop(NEW))
    await payments.submit("anna", "edit", first, tax="1.00")
    assert not await payments.flagged(first)


async def test_a_reopened_decision_is_no_lesson_any_more() -> None:
    payments = Payments()
    await payments.drop(OLD)
    second = await payments.drop(NEW)
    await payments.decide("approve", second)
    await payments.submit("ben", "flag", second, reason="a mistake")
    assert (await payments.review(second)).state == "pending"
    assert await payments.flagged(await payments.drop(NEW))


@pytest.mark.parametrize(
    ("account", "shown"),
    [
        (OLD, "DE02 **** **** 2051"),
        ("123456789012", "1234 **** **** 9012"),
        ("12345678901", "**** 8901"),
        ("12345", "**** 2345"),
        ("1234", "****"),
        ("", "****"),
    ],
)
def test_no_account_is_shown_in_full(account: str, shown: str) -> None:
    assert masked(account) == shown


def test_what_is_no_invoice_teaches_nothing() -> None:
    assert lessons(a_reading(), "approved") == frozenset()
    assert lessons(a_reading(invoice=Invoice()), "approved") == frozenset()
