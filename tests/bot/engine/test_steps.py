"""Checkpoints: what is remembered, what is committed with it, and who waits for whom."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, date
from decimal import Decimal

import pytest

from bot.engine.pace import Pace, Patience
from bot.ledger.runs import SqlRuns
from handlers.chat import ChatUnavailable
from handlers.ports import Facts, Job, Steps
from handlers.spending import Permit, Spending, Terms
from tests.bot.engine.conftest import Ground
from tests.fake_ledger import MORNING, a_run
from tests.handlers.asked import CENT, consulted

Body = Callable[[Steps], Awaitable[None]]


async def run(ground: Ground, body: Body) -> str | None:
    """Run one job to its end; gives the type of what it raised."""
    ended: asyncio.Queue[str | None] = asyncio.Queue()

    async def handle(job: Job, steps: Steps) -> None:
        await body(steps)
        ended.put_nowait(None)

    async def failed(job: Job, type_name: str) -> None:
        ended.put_nowait(type_name)

    async with ground.engine(handle, failed) as engine:
        await engine.put(Job("k", "key", {}))
        return await asyncio.wait_for(ended.get(), 30)


async def test_a_commit_writes_everything_or_nothing(ground: Ground) -> None:
    async def body(steps: Steps) -> None:
        async def good() -> Facts:
            await ground.write("good 1")
            await ground.write("good 2")
            return {}

        async def bad() -> Facts:
            await ground.write("bad")
            raise LookupError

        await steps.commit("good", good)
        await steps.commit("bad", bad)

    assert await run(ground, body) == "LookupError"
    assert await ground.entries() == ["good 1", "good 2"]


async def test_what_a_plain_step_writes_is_committed_at_once(ground: Ground) -> None:
    async def body(steps: Steps) -> None:
        async def step() -> Facts:
            await ground.write("one")
            raise LookupError

        await steps.run("step", step)

    assert await run(ground, body) == "LookupError"
    assert await ground.entries() == ["one"]


async def test_slow_work_before_the_first_write_keeps_nobody_from_writing(ground: Ground) -> None:
    async def body(steps: Steps) -> None:
        def write_elsewhere(seconds: float) -> None:
            file = ground.database.url.removeprefix("sqlite:///")
            with closing(sqlite3.connect(file, timeout=seconds)) as other, other:
                other.execute("INSERT INTO entries VALUES ('elsewhere')")

        async def action() -> Facts:
            assert await ground.entries() == []
            await asyncio.to_thread(write_elsewhere, 0)
            # What others committed meanwhile is seen, and does not spoil the write to come.
            assert await ground.entries() == ["elsewhere"]
            await ground.write("here")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                await asyncio.to_thread(write_elsewhere, 0)
            return {}

        await steps.commit("commit", action)

    assert await run(ground, body) is None
    assert await ground.entries() == ["elsewhere", "here"]


async def test_steps_of_one_name_are_told_apart_by_their_order(ground: Ground) -> None:
    answers: list[Facts] = []

    async def body(steps: Steps) -> None:
        for page in range(3):

            async def step(page: int = page) -> Facts:
                return {"page": page}

            answers.append(await steps.run("page", step))
            answers.append(await steps.commit("page", step))

    assert await run(ground, body) is None
    assert [answer["page"] for answer in answers] == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"bytes": b"%PDF"}, "TypeError"),
        ({"list": [1]}, "TypeError"),
        ({"text": "x" * 2049}, "ValueError"),
    ],
)
async def test_only_ids_names_and_figures_can_be_answered(
    ground: Ground, answer: Facts, error: str
) -> None:
    async def body(steps: Steps) -> None:
        async def step() -> Facts:
            return answer

        await steps.run("step", step)

    assert await run(ground, body) == error


async def test_waits_get_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def away() -> None:
        raise ChatUnavailable("post: timeout")

    monkeypatch.setattr(asyncio, "sleep", sleep)
    with pytest.raises(ChatUnavailable):
        await Patience().exert(away)
    assert waits == [1, 2, 4, 8]
    assert Pace().report.tries == 10


async def test_a_hold_is_there_for_all_before_the_commit_that_it_was_made_in(
    ground: Ground,
) -> None:
    await ground.database.migrate()
    runs, day, cost = SqlRuns(ground.database), date(2026, 11, 22), Decimal("0.05")

    async def body(steps: Steps) -> None:
        async def action() -> Facts:
            assert await ground.entries() == []
            hold = await runs.hold("t1", day, budget=cost, least=cost)
            assert hold
            assert await asyncio.create_task(runs.hold("t1", day, budget=cost, least=cost)) is None
            await runs.record(a_run("t1", "F1", cost_usd=cost))
            await runs.release("t1", hold.id)
            raise LookupError

        await steps.commit("read", action)

    assert await run(ground, body) == "LookupError"
    assert await runs.held("t1", day) == cost
    assert await runs.spent("t1", day, day) == []


@pytest.mark.parametrize("paid", [CENT, None])
async def test_what_a_step_paid_that_is_to_begin_again_is_billed_and_nothing_stays_held(
    ground: Ground, paid: Decimal | None
) -> None:
    await ground.database.migrate()
    runs = SqlRuns(ground.database)
    spending, day = Spending(runs, Terms(UTC, budget=Decimal(1))), MORNING.date()

    async def end(permit: Permit) -> None:
        if paid is None:
            await spending.unused(permit)
        else:
            await spending.bill_apart(permit, "M:1:1", "M", [consulted("gpt", paid)])

    async def body(steps: Steps) -> None:
        async def action() -> Facts:
            permit = await spending.permit("t1", MORNING)
            assert await runs.held("t1", day) > 0
            await end(permit)
            raise LookupError

        await steps.commit("window 1", action)

    assert await run(ground, body) == "LookupError"
    assert await runs.held("t1", day) == 0
    assert [one.cost_usd for one in await runs.spent("t1", day, day)] == ([CENT] if paid else [])
