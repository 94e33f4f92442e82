"""What models cost is billed whatever becomes of the document, and a budget holds."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date
from decimal import Decimal
from pathlib import Path

import pytest

from handlers.runs import Run, cost_of
from handlers.spending import LEAST_HELD, Spending, Terms
from pipelines.document.model import Reading
from pipelines.document.read import Progress
from pipelines.egress import STAY, Egress
from pipelines.errors import Fault, MediaRejected, Reason
from pipelines.media import Media
from pipelines.usage import Tokens, Usage
from tests.fake_ledger import MORNING, FakeLedger
from tests.fake_queue import InMemorySteps
from tests.handlers.asked import CENT, PRICE, USED, consulted, read_by
from tests.handlers.office import SHANGHAI, Office, ScriptedReader, upload

PDF = b"%PDF-1.7 one"
TODAY = MORNING.date()
UNKNOWN = Usage(seconds=1.0, cost_usd=None, model="claude-1")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "scratch", Terms(SHANGHAI, budget=Decimal(1)))


def runs(office: Office) -> Mapping[str, Run]:
    return {run.reader: run for run in office.ledger.runs.values()}


async def test_each_backend_that_saw_a_document_is_a_run_and_the_embedded_reader_is_one(
    office: Office,
) -> None:
    failed = consulted("gpt", Decimal("0.0012"), fault=Fault.SHAPE)
    resting = consulted("qwen", None, saw=False, bar="resting", usage=None)
    office.reader.says = read_by(resting, failed, consulted())
    await office.answer(upload("F1"), PDF)
    found = runs(office)
    assert found.keys() == {"local", "gpt", "claude"}
    document = office.document(upload("F1"))
    assert {(run.document_id, run.day) for run in found.values()} == {(document.id, TODAY)}
    local, gpt, claude = (found[name] for name in ("local", "gpt", "claude"))
    assert (local.model, local.seconds, local.failed) == (None, 1.0, False)
    assert local.cost_usd == 0
    assert (gpt.model, gpt.cost_usd, gpt.outcome, gpt.failed) == (
        "gpt-1", Decimal("0.0012"), "shape", True,
    )  # fmt: skip
    assert (claude.cost_usd, claude.tokens, claude.price) == (CENT, USED, PRICE)
    assert (claude.outcome, claude.failed, claude.seconds) == ("answered", False, 2.5)
    assert cost_of(await office.ledger.spent("t1", TODAY, TODAY)) == Decimal("0.0105")
    assert await office.ledger.held("t1", TODAY) == 0


async def test_what_was_asked_stays_billed_when_the_document_is_rejected_and_forgotten(
    office: Office,
) -> None:
    office.reader.says = read_by(consulted())
    await office.answer(upload("F1"), PDF)
    await office.reject(upload("F1"))
    assert runs(office)["claude"].cost_usd == CENT
    assert await office.ledger.erase("t1", "F1")
    assert not office.ledger.runs
    assert cost_of(await office.ledger.spent("t1", TODAY, TODAY)) == CENT


@pytest.mark.parametrize("content", [PDF, None])
async def test_nothing_is_held_for_what_could_not_be_read(
    office: Office, content: bytes | None
) -> None:
    office.reader.says = MediaRejected(Reason.DAMAGED)
    await office.answer(upload("F1"), content)
    assert not office.ledger.set_aside
    assert not office.ledger.bills


async def test_a_twin_that_was_read_at_the_same_time_is_billed_too(office: Office) -> None:
    office.reader.says = read_by(consulted())
    jobs = [await office.receive(upload(file), PDF) for file in ("F1", "F2")]
    for job in jobs:
        await office.readings.arrive(job)
    begun, release = asyncio.Event(), asyncio.Event()

    async def waits(page: int, pages: int) -> None:
        begun.set()
        await release.wait()

    async def at_once(page: int, pages: int) -> None:
        """Goes on."""

    first = asyncio.create_task(office.readings.take_in(jobs[0], InMemorySteps(), waits))
    await begun.wait()
    second = await office.readings.take_in(jobs[1], InMemorySteps(), at_once)
    release.set()
    assert ((await first)["seen"], second["seen"]) == (True, False)
    assert cost_of(await office.ledger.spent("t1", TODAY, TODAY)) == CENT * 2


@pytest.mark.parametrize(
    ("unknown", "held"),
    [
        ({"fault": Fault.TIMEOUT}, LEAST_HELD),
        ({"fault": Fault.CONNECTION}, 0),  # who is away would use up a budget
        ({}, LEAST_HELD),
        ({"self_hosted": True}, 0),
    ],
)
async def test_where_nobody_knows_the_cost_it_counts_with_what_was_held(
    office: Office, unknown: dict[str, object], held: Decimal | int
) -> None:
    office.reader.says = read_by(consulted().model_copy(update={**unknown, "usage": UNKNOWN}))
    await office.answer(upload("F1"), PDF)
    assert runs(office)["claude"].cost_usd is None
    [claude, _] = await office.ledger.spent("t1", TODAY, TODAY)
    assert (claude.reader, claude.unpriced) == ("claude", 1)
    assert claude.cost_usd == 0
    assert await office.ledger.held("t1", TODAY) == held


async def test_what_is_known_of_a_cost_is_on_the_bill(office: Office) -> None:
    """Of several calls one broke off: what the others came to is spent, beside what is held."""
    partly = Usage(seconds=1.0, cost_usd=None, model="claude-1", tokens=USED, price=PRICE)
    office.reader.says = read_by(consulted().model_copy(update={"usage": partly}))
    await office.answer(upload("F1"), PDF)
    assert runs(office)["claude"].cost_usd is None
    [claude, _] = await office.ledger.spent("t1", TODAY, TODAY)
    assert (claude.unpriced, claude.cost_usd, claude.dearest_usd) == (1, CENT, CENT)
    assert await office.ledger.held("t1", TODAY) == LEAST_HELD


@pytest.mark.parametrize(
    ("terms", "allowed"),
    [
        (Terms(UTC), Egress("allow", "any")),
        (Terms(UTC, "redact", "eu", Decimal(1)), Egress("redact", "eu", budgeted=True)),
        (
            Terms(UTC, "self_hosted_only", "cn", Decimal(0)),
            Egress(STAY.route, "cn", spend=False, budgeted=True),
        ),
    ],
)
async def test_a_document_may_go_where_the_terms_say(
    tmp_path: Path, terms: Terms, allowed: Egress
) -> None:
    office = Office(tmp_path / "scratch", terms)
    await office.answer(upload("F1"), PDF)
    assert office.reader.allowed == [allowed]
    assert not office.ledger.set_aside


async def test_the_day_is_one_of_the_zone() -> None:
    spending = Spending(FakeLedger(), Terms(SHANGHAI))
    late = MORNING.replace(hour=17)
    assert (await spending.permit("t1", late)).day == date(2026, 11, 23)


@dataclass
class Costly(ScriptedReader):
    """Asks a model where it may, all at the same time, and counts how many were asked at once."""

    going: int = 0
    most: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    asked: "asyncio.Queue[Egress]" = field(default_factory=asyncio.Queue)

    async def read(self, media: Media, progress: Progress, egress: Egress = STAY) -> Reading:
        self.allowed.append(egress)
        self.asked.put_nowait(egress)
        if not egress.spend:
            return read_by(consulted(saw=False, usage=None, bar="budget"))
        self.going += 1
        self.most = max(self.most, self.going)
        await self.gate.wait()
        self.going -= 1
        return read_by(consulted(cost=Decimal("0.08")))


async def test_documents_read_at_the_same_time_overrun_a_budget_by_what_was_begun_at_most(
    tmp_path: Path,
) -> None:
    """A budget of 0.20 lets four out that hold 0.05 each; what they cost is known too late."""
    reader = Costly()
    office = Office(tmp_path / "scratch", Terms(SHANGHAI, budget=Decimal("0.20")), reader)
    dropped = [upload(f"F{n}") for n in range(12)]
    jobs = [await office.receive(one, PDF + str(n).encode()) for n, one in enumerate(dropped)]
    done = asyncio.gather(*(office.documents.on_job(job, InMemorySteps()) for job in jobs))
    for _ in jobs:
        await reader.asked.get()
    reader.gate.set()
    await done
    assert reader.most == 4
    assert [one.spend for one in reader.allowed].count(True) == 4
    assert cost_of(await office.ledger.spent("t1", TODAY, TODAY)) == Decimal("0.32")
    await office.answer(upload("F99"), PDF + b"99")
    assert not reader.allowed[-1].spend


async def test_what_broke_off_counts_with_what_was_held(office: Office) -> None:
    reader = Costly()
    office = Office(office.scratch, Terms(SHANGHAI, budget=LEAST_HELD), reader)
    job = await office.receive(upload("F1"), PDF)
    going = asyncio.create_task(office.documents.on_job(job, InMemorySteps()))
    await reader.asked.get()
    going.cancel()
    with pytest.raises(asyncio.CancelledError):
        await going
    await office.answer(upload("F2"), PDF + b"2")
    assert [one.spend for one in reader.allowed] == [True, False]


async def test_each_stretch_of_a_recording_is_billed_by_the_minute_and_counts(
    office: Office,
) -> None:
    """What is held for a stretch is let go, also where it cost nothing."""
    minutes = Usage(
        seconds=3.0, cost_usd=Decimal("0.9"), model="gpt-1", tokens=Tokens(sound_s=12_000)
    )
    spending = Spending(office.ledger, Terms(SHANGHAI, budget=Decimal(1)))
    for number, one in enumerate((consulted("gpt", usage=minutes), consulted("local", Decimal(0)))):
        permit = await spending.permit("t1", MORNING)
        assert permit.egress.spend
        budget = await spending.bill(permit, f"run:window {number}", "M-1", [one])
        assert budget is not None
        assert (budget.spent, budget.level) == (Decimal("0.9"), 80)
    assert await office.ledger.held("t1", TODAY) == 0
    assert {(run.job, run.reader, run.document_id) for run in office.ledger.runs.values()} == {
        ("run:window 0", "gpt", "M-1"), ("run:window 1", "local", "M-1"),
    }  # fmt: skip
