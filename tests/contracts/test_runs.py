"""What every Runs does: seen through what erasing would take out."""

from handlers.ports import Run
from tests.contracts.conftest import Ledger
from tests.fake_ledger import MORNING, a_document, a_drop


def a_run(tenant: str, job: str, reader: str = "local", document: str | None = None) -> Run:
    return Run(tenant, job, document, reader, "m", MORNING, 0.5, "0.0010", "clear")


async def runs_of(ledger: Ledger, tenant: str, file: str) -> int:
    traces = await ledger.erasure.traces(tenant, file)
    assert traces
    return traces.rows["runs"]


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
    await ledger.runs.record(a_run("t1", "some other job", document=document.id))
    assert await runs_of(ledger, "t1", "F1") == 1
    await ledger.runs.record(a_run("t1", "some other job", document="D-other"))
    assert await runs_of(ledger, "t1", "F1") == 0


async def test_tenants_have_runs_of_their_own(ledger: Ledger) -> None:
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
