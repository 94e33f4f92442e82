"""What every Deadlines does: one a document, told once, gone with its document."""

from datetime import date

from handlers.deadlines import Deadline, Due
from tests.contracts.conftest import Ledger
from tests.fake_ledger import a_document, a_drop

FIRST, SECOND, THIRD = date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)


async def due(ledger: Ledger, file: str, day: date, *, tenant: str = "t1") -> Deadline:
    """Keep a document that is due on a day."""
    document = a_document(a_drop(tenant, file), f"{tenant} {file}")
    kept = await ledger.archive.add(document, frozenset())
    deadline = Deadline(tenant, kept.id, Due("notice", day))
    await ledger.deadlines.keep(deadline)
    return deadline


async def test_what_is_near_is_given_the_earliest_first_for_all_tenants(ledger: Ledger) -> None:
    second = await due(ledger, "F1", SECOND)
    first = await due(ledger, "F1", FIRST, tenant="t2")
    third = await due(ledger, "F2", THIRD)
    assert await ledger.deadlines.near(date(2026, 12, 30)) == []
    assert await ledger.deadlines.near(SECOND) == [first, second]
    assert await ledger.deadlines.near(date(2030, 1, 1)) == [first, second, third]


async def test_what_was_told_is_near_no_more(ledger: Ledger) -> None:
    first, second = await due(ledger, "F1", FIRST), await due(ledger, "F1", FIRST, tenant="t2")
    await ledger.deadlines.told("t1", first.document_id)
    await ledger.deadlines.told("t1", "D-nothing")
    assert await ledger.deadlines.near(FIRST) == [second]


async def test_a_document_has_one_deadline_and_telling_it_stands(ledger: Ledger) -> None:
    first = await due(ledger, "F1", FIRST)
    await ledger.deadlines.keep(Deadline("t1", first.document_id, Due("expiry", THIRD)))
    assert await ledger.deadlines.near(THIRD) == [first]
    await ledger.deadlines.told("t1", first.document_id)
    await ledger.deadlines.keep(first)
    assert await ledger.deadlines.near(THIRD) == []


async def test_between_two_days_is_what_a_tenant_is_due_for_told_or_not(ledger: Ledger) -> None:
    third, first = await due(ledger, "F3", THIRD), await due(ledger, "F1", FIRST)
    second = await due(ledger, "F2", SECOND)
    await due(ledger, "F1", SECOND, tenant="t2")
    await ledger.deadlines.told("t1", second.document_id)
    assert await ledger.deadlines.between("t1", FIRST, THIRD) == [first, second, third]
    assert await ledger.deadlines.between("t1", SECOND, SECOND) == [second]
    assert await ledger.deadlines.between("t1", date(2027, 2, 1), date(2027, 2, 27)) == []


async def test_a_deadline_is_forgotten_with_its_document(ledger: Ledger) -> None:
    first, second = await due(ledger, "F1", FIRST), await due(ledger, "F2", FIRST)
    erased = await ledger.erasure.erase("t1", "F1")
    assert erased
    assert erased.rows["deadlines"] == 1
    assert await ledger.deadlines.near(FIRST) == [second]
    await ledger.deadlines.told("t1", first.document_id)
