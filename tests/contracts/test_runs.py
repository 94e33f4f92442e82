"""What every Runs does: runs, seen through what erasing would take out, and the bill."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal

from handlers.runs import Hold, Spent, cost_of, unpriced_of
from pipelines.usage import Tokens
from tests.contracts.conftest import Ledger
from tests.fake_ledger import MORNING, a_document, a_drop, a_run

TODAY = MORNING.date()
YESTERDAY = TODAY - timedelta(days=1)
TEN = Decimal(10)
LEAST = Decimal("0.05")


async def runs_of(ledger: Ledger, tenant: str, file: str) -> int:
    traces = await ledger.erasure.traces(tenant, file)
    assert traces
    return traces.rows["runs"]


async def bill_of(ledger: Ledger, tenant: str = "t1", day: date = TODAY) -> list[Spent]:
    return list(await ledger.runs.spent(tenant, day, day))


async def test_the_same_job_and_reader_replaces_its_run(ledger: Ledger) -> None:
    drop = a_drop("t1", "F1")
    await ledger.archive.arrived(drop, None)
    for _ in range(2):
        await ledger.runs.record(a_run("t1", drop.key))
    assert await runs_of(ledger, "t1", "F1") == 1
    await ledger.runs.record(a_run("t1", drop.key, "qwen"))
    assert await runs_of(ledger, "t1", "F1") == 2


async def test_a_run_belongs_to_its_document_as_well_as_to_its_job(ledger: Ledger) -> None:
    document = await ledger.archive.add(a_document(a_drop("t1", "F1"), "a"), frozenset())
    await ledger.runs.record(a_run("t1", "some other job", document_id=document.id))
    assert await runs_of(ledger, "t1", "F1") == 1
    await ledger.runs.record(a_run("t1", "some other job", document_id="D-other"))
    assert await runs_of(ledger, "t1", "F1") == 0


async def test_tenants_have_runs_and_bills_of_their_own(ledger: Ledger) -> None:
    ours, theirs = a_drop("t1", "F1"), a_drop("t2", "F1")
    for drop in (ours, theirs):
        await ledger.archive.arrived(drop, None)
    await ledger.runs.record(a_run("t1", ours.key))
    await ledger.runs.record(a_run("t2", ours.key))
    assert await runs_of(ledger, "t1", "F1") == 1
    assert await runs_of(ledger, "t2", "F1") == 0
    await ledger.erasure.erase("t1", "F1")
    await ledger.archive.arrived(ours, None)
    assert await runs_of(ledger, "t1", "F1") == 0
    assert [line.runs for line in await bill_of(ledger, "t2")] == [1]
    assert await bill_of(ledger, "t3") == []


async def test_a_bill_adds_up_by_day_reader_and_model(ledger: Ledger) -> None:
    used, more = Tokens(input=3000, output=600, cached=1000), Tokens(input=1, output=2)
    cheap, dear = Decimal("0.0000001"), Decimal("0.1234567890123456789")
    await ledger.runs.record(a_run("t1", "a", "claude", tokens=used, cost_usd=dear))
    await ledger.runs.record(a_run("t1", "b", "claude", tokens=more, cost_usd=cheap))
    await ledger.runs.record(a_run("t1", "c", "claude", cost_usd=None, failed=True))
    await ledger.runs.record(a_run("t1", "c", "claude", model="older", cost_usd=TEN))
    await ledger.runs.record(a_run("t1", "c", model=None, cost_usd=Decimal(0)))
    await ledger.runs.record(a_run("t1", "d", "claude", day=YESTERDAY, cost_usd=TEN))
    claude, older, local = await bill_of(ledger)
    assert claude == Spent(
        TODAY, "claude", "m", 3, 1, 1, used + more, Decimal("0.1234568890123456789"), dear
    )
    assert (older.model, older.cost_usd, local.reader, local.model) == (
        "older", TEN, "local", None,
    )  # fmt: skip
    both = await ledger.runs.spent("t1", YESTERDAY, TODAY)
    assert [line.day for line in both] == [YESTERDAY, TODAY, TODAY, TODAY]
    assert (cost_of(both), unpriced_of(both)) == (Decimal("20.1234568890123456789"), 1)


async def test_what_is_done_twice_is_paid_twice(ledger: Ledger) -> None:
    for _ in range(2):
        await ledger.runs.record(a_run("t1", "a", "claude"))
    [line] = await bill_of(ledger)
    assert (line.runs, line.cost_usd) == (2, Decimal("0.0020"))


async def test_forgetting_a_file_makes_no_bill_smaller(ledger: Ledger) -> None:
    document = await ledger.archive.add(a_document(a_drop("t1", "F1"), "a"), frozenset())
    await ledger.runs.record(a_run("t1", document.drop.key, "claude", document_id=document.id))
    before = await bill_of(ledger)
    assert await ledger.erasure.erase("t1", "F1")
    assert await bill_of(ledger) == before != []


async def test_what_is_held_is_the_dearest_of_the_day_and_no_less_than_asked(
    ledger: Ledger,
) -> None:
    first = await ledger.runs.hold("t1", TODAY, budget=TEN, least=LEAST)
    assert first
    assert first.cost_usd == LEAST
    await ledger.runs.record(a_run("t1", "a", "claude", cost_usd=Decimal("0.31")))
    second = await ledger.runs.hold("t1", TODAY, budget=TEN, least=LEAST)
    assert second
    assert second.cost_usd == Decimal("0.31")
    assert await ledger.runs.held("t1", TODAY) == Decimal("0.36")
    assert await ledger.runs.held("t2", TODAY) == 0
    for _ in range(2):
        await ledger.runs.release("t1", first.id)
    await ledger.runs.release("t2", second.id)
    assert await ledger.runs.held("t1", TODAY) == Decimal("0.31")


async def test_nothing_is_held_once_spent_and_held_have_reached_the_budget(
    ledger: Ledger,
) -> None:
    budget = Decimal("0.10")
    holds = [await ledger.runs.hold("t1", TODAY, budget=budget, least=LEAST) for _ in range(3)]
    first, second, third = holds
    assert first
    assert second
    assert third is None
    assert await ledger.runs.hold("t2", TODAY, budget=budget, least=LEAST)
    await ledger.runs.release("t1", first.id)
    await ledger.runs.record(a_run("t1", "a", "claude", cost_usd=Decimal("0.05")))
    assert await ledger.runs.hold("t1", TODAY, budget=budget, least=LEAST) is None
    await ledger.runs.release("t1", second.id)
    assert await ledger.runs.hold("t1", TODAY, budget=budget, least=LEAST)


async def test_a_new_day_has_a_bill_and_holds_of_its_own(ledger: Ledger) -> None:
    late = await ledger.runs.hold("t1", YESTERDAY, budget=LEAST, least=LEAST)
    await ledger.runs.record(a_run("t1", "a", "claude", day=YESTERDAY, cost_usd=TEN))
    assert await ledger.runs.hold("t1", TODAY, budget=LEAST, least=LEAST)
    assert late
    await ledger.runs.release("t1", late.id)
    assert await ledger.runs.held("t1", TODAY) == LEAST


async def test_of_many_that_ask_at_once_only_so_many_are_let_out(ledger: Ledger) -> None:
    budget = LEAST * 3

    async def ask() -> Hold | None:
        return await ledger.runs.hold("t1", TODAY, budget=budget, least=LEAST)

    given = await asyncio.gather(*(ask() for _ in range(12)))
    assert len([one for one in given if one]) == 3
