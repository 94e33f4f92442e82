"""Which of two documents with one seller and number is the duplicate, whatever is edited when."""

from datetime import UTC, date, timedelta, timezone, tzinfo
from decimal import Decimal

from handlers.marks import marks
from handlers.ports import Document, Marks
from handlers.twins import Others
from handlers.twins import compared as held
from pipelines.document.findings import Finding
from pipelines.document.model import Invoice, Reading
from tests.fake_ledger import FakeLedger, a_document, a_drop, a_reading
from tests.fake_vendors import FakeVendors


def reading(number: str | None = "RE-7", *findings: Finding, vendor: str = "Acme GmbH") -> Reading:
    invoice = Invoice(vendor=vendor, invoice_number=number)
    return a_reading(invoice=invoice, findings=findings)


def dated(number: str, *findings: Finding, vendor: str = "Acme GmbH") -> Reading:
    invoice = Invoice(
        vendor=vendor, invoice_number=number, issue_date=date(2026, 3, 2), total=Decimal("9.90")
    )
    return a_reading(invoice=invoice, findings=findings)


def nearly(document: Document) -> Finding:
    facts = {"document": document.id, "date": "2026-11-22"}
    return Finding(rule="near_duplicate", severity="warning", facts=facts)


def twin_of(document: Document) -> Finding:
    return Finding(
        rule="duplicate",
        severity="error",
        field="invoice_number",
        facts={"document": document.id, "date": "2026-11-22"},
    )


async def kept(ledger: FakeLedger, name: str, said: Reading, minutes: int = 0) -> Document:
    document = a_document(a_drop("t1", name, minutes=minutes), name, reading=said)
    return await ledger.add(document, marks(said))


async def compared(
    ledger: FakeLedger, document: Document, zone: tzinfo, before: Reading | None = None
) -> tuple[Document, Marks]:
    return await held(Others(ledger, FakeVendors(ledger), zone), document, before)


def edited(document: Document, said: Reading) -> Document:
    return a_document(document.drop, document.drop.file, revision=2, reading=said)


async def test_what_has_no_number_is_nobodys_twin() -> None:
    ledger = FakeLedger()
    await kept(ledger, "F1", reading(None))
    second = a_document(a_drop("t1", "F2"), "F2", reading=reading(None))
    assert await compared(ledger, second, UTC) == (second, frozenset())
    assert marks(a_reading()) == frozenset()


async def test_the_first_of_its_kind_has_no_twin() -> None:
    first = a_document(a_drop("t1", "F1"), "F1", reading=reading())
    assert await compared(FakeLedger(), first, UTC) == (first, marks(reading()))


async def test_a_document_names_the_one_that_was_kept_before() -> None:
    ledger = FakeLedger()
    # Of two that are read at once, the one that is kept second is the twin.
    first = await kept(ledger, "F1", reading(), minutes=5)
    warning = Finding(rule="currency_guessed", severity="warning", facts={"found": "EUR"})
    second = a_document(a_drop("t1", "F2"), "F2", reading=reading("re 7", warning, vendor="ACME"))
    found, by = await compared(ledger, second, UTC)
    assert (found.reading.findings, by) == ((warning, twin_of(first)), marks(reading()))
    elsewhere = a_document(a_drop("t2", "F2"), "F2", reading=reading())
    assert (await compared(ledger, elsewhere, UTC))[0].reading.findings == ()


async def test_an_edit_of_the_first_does_not_make_it_the_twin() -> None:
    ledger = FakeLedger()
    first = await kept(ledger, "F1", reading())
    await kept(ledger, "F2", reading(), minutes=5)
    after = reading(vendor="Acme Ltd")
    assert (await compared(ledger, edited(first, after), UTC, first.reading))[0].reading == after


async def test_an_edit_of_the_second_leaves_it_the_twin() -> None:
    ledger = FakeLedger()
    first = await kept(ledger, "F1", reading())
    second = await kept(ledger, "F2", reading("RE-7", twin_of(first)), minutes=5)
    found, _ = await compared(ledger, edited(second, reading(vendor="Acme")), UTC, second.reading)
    assert found.reading.findings == (twin_of(first),)
    again, _ = await compared(ledger, edited(second, second.reading), UTC, second.reading)
    assert again.reading.findings == (twin_of(first),), "it is said once"


async def test_an_edit_into_a_number_that_is_there_makes_it_the_twin_and_it_stays_one() -> None:
    ledger = FakeLedger()
    first = await kept(ledger, "F1", reading("RE-8"))
    second = await kept(ledger, "F2", reading(), minutes=5)
    found, by = await compared(ledger, edited(first, reading()), UTC, first.reading)
    assert (found.reading.findings, by) == ((twin_of(second),), marks(reading()))
    await ledger.revise(found, by)
    later = edited(first, reading(vendor="Acme"))
    assert (await compared(ledger, later, UTC, found.reading))[0].reading.findings == (
        twin_of(second),
    )


async def test_two_that_are_nearly_the_same_are_told() -> None:
    """The first that it repeats is named; where there is none, the first that is nearly it."""
    ledger = FakeLedger()
    first = await kept(ledger, "F1", dated("RE-1"))
    same = await kept(ledger, "F2", dated("RE-2"), minutes=5)
    third = a_document(a_drop("t1", "F3", minutes=9), "F3", reading=dated("RE-3"))
    found, _ = await compared(ledger, third, UTC)
    assert found.reading.findings == (nearly(first),)
    again = a_document(a_drop("t1", "F4", minutes=9), "F4", reading=dated("RE-2"))
    found, _ = await compared(ledger, again, UTC)
    assert found.reading.findings == (twin_of(same),)


async def test_an_edit_can_bring_two_nearer_but_not_make_the_first_the_later() -> None:
    ledger = FakeLedger()
    first = await kept(ledger, "F1", dated("RE-1"))
    second = await kept(ledger, "F2", dated("RE-2", nearly(first)), minutes=5)
    after = dated("RE-1", vendor="Acme")
    assert (await compared(ledger, edited(first, after), UTC, first.reading))[0].reading == after
    found, _ = await compared(ledger, edited(first, dated("RE-2")), UTC, first.reading)
    assert found.reading.findings == (twin_of(second),)
    back, _ = await compared(ledger, edited(first, dated("RE-1")), UTC, found.reading)
    assert back.reading.findings == ()
    later, _ = await compared(ledger, edited(second, dated("RE-3")), UTC, second.reading)
    assert later.reading.findings == (nearly(first),)


async def test_an_edit_into_another_number_ends_it() -> None:
    ledger = FakeLedger()
    first = await kept(ledger, "F1", reading())
    second = await kept(ledger, "F2", reading("RE-7", twin_of(first)), minutes=5)
    after = reading("RE-9", twin_of(first))
    found, by = await compared(ledger, edited(second, after), UTC, second.reading)
    assert (found.reading.findings, by) == ((), marks(reading("RE-9")))


async def test_the_day_on_which_the_other_came_is_one_of_the_zone() -> None:
    ledger = FakeLedger()
    first = await kept(ledger, "F1", reading())
    second = a_document(a_drop("t1", "F2"), "F2", reading=reading())
    for zone, day in ((timezone(timedelta(hours=-9)), "2026-11-21"), (UTC, "2026-11-22")):
        [finding] = (await compared(ledger, second, zone))[0].reading.findings
        assert finding.facts == {"document": first.id, "date": day}
