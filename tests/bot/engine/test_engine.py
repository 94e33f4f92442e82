"""Jobs: where they run, what they inherit, how they end, what is written about them."""

import asyncio
import logging
import threading
from contextvars import ContextVar

import psutil
import pytest

from bot.engine import jobs
from bot.engine.lock import AlreadyRunning
from bot.engine.pace import Pace
from handlers.ports import Facts, Job, QueueUnavailable, Steps
from tests.bot.engine.conftest import Ground

CANARY = "canary-4711"


async def nothing() -> Facts:
    return {}


async def test_everything_runs_on_the_loop_of_start(ground: Ground) -> None:
    loop, seen, over = asyncio.get_running_loop(), [], asyncio.Event()

    async def look() -> Facts:
        seen.append((asyncio.get_running_loop() is loop, threading.get_ident()))
        return {}

    async def handle(job: Job, steps: Steps) -> None:
        await look()
        await steps.run("step", look)
        await steps.commit("commit", look)
        raise LookupError

    async def failed(job: Job, type_name: str) -> None:
        await look()
        if len(seen) == 12:
            over.set()

    async with ground.engine(handle, failed, concurrency=1) as engine:
        for n in range(3):
            await engine.put(Job("k", f"key-{n}", {}))
        await asyncio.wait_for(over.wait(), 30)
    assert set(seen) == {(True, threading.get_ident())}
    # The pool that DBOS put under the loop is gone with it.
    assert await asyncio.to_thread(threading.get_ident) != threading.get_ident()


async def test_a_job_that_is_put_from_a_job_is_a_job_of_its_own(ground: Ground) -> None:
    outer, seen, done = ContextVar("outer", default="nothing"), [], asyncio.Queue[str]()

    async def handle(job: Job, steps: Steps) -> None:
        async def put() -> Facts:
            assert await engine.put(Job("k", "second", {}))
            return {}

        seen.append(outer.get())
        if job.key == "first":
            outer.set("first")
            await steps.run("put", put)
            assert not await engine.put(Job("k", "second", {}))
        await steps.run("step", nothing)
        done.put_nowait(job.key)

    async with ground.engine(handle) as engine:
        await engine.put(Job("k", "first", {}))
        async with asyncio.timeout(60):
            assert {await done.get(), await done.get()} == {"first", "second"}
    assert seen == ["nothing", "nothing"]
    parents = await ground.rows("SELECT parent_workflow_id FROM workflow_status")
    assert parents == [(None,), (None,)]


async def test_what_is_not_done_at_the_end_is_done_by_the_next_engine(ground: Ground) -> None:
    began, go, done = asyncio.Queue[str](), asyncio.Event(), asyncio.Queue[str]()

    async def handle(job: Job, steps: Steps) -> None:
        async def first() -> Facts:
            await ground.write(f"first {job.key}")
            return {"answer": 42}

        answer = await steps.run("first", first)
        began.put_nowait(job.key)
        await go.wait()
        done.put_nowait(f"{job.key} {answer['answer']}")

    async with ground.engine(handle, concurrency=1, pace=Pace(drain=0.01)) as engine:
        await engine.put(Job("k", "running", {}))
        assert await asyncio.wait_for(began.get(), 30) == "running"
        await engine.put(Job("k", "waiting", {}))
    assert done.empty()
    go.set()
    async with ground.engine(handle, concurrency=1) as engine:
        ended = {await asyncio.wait_for(done.get(), 30) for _ in range(2)}
        assert not await engine.put(Job("k", "running", {}))
    assert ended == {"running 42", "waiting 42"}
    assert sorted(map(str, await ground.entries())) == ["first running", "first waiting"]
    attempts = await ground.rows(
        "SELECT recovery_attempts FROM workflow_status ORDER BY workflow_uuid"
    )
    # A job that waited has not been tried.
    assert attempts == [(2,), (1,)]


async def test_jobs_that_end_in_time_are_waited_for(ground: Ground) -> None:
    began, ended = asyncio.Event(), asyncio.Event()

    async def handle(job: Job, steps: Steps) -> None:
        began.set()
        await asyncio.sleep(0.05)
        await steps.run("step", nothing)
        ended.set()

    async with ground.engine(handle) as engine:
        await engine.put(Job("k", "key", {}))
        await began.wait()
    assert ended.is_set()
    assert await ground.rows("SELECT status FROM workflow_status") == [("SUCCESS",)]


async def test_a_stopped_engine_takes_no_job(ground: Ground) -> None:
    async def handle(job: Job, steps: Steps) -> None: ...

    engine = ground.engine(handle)
    with pytest.raises(QueueUnavailable, match="not running"):
        await engine.put(Job("k", "key", {}))
    await engine.start()
    await engine.stop()
    await engine.stop()
    with pytest.raises(QueueUnavailable, match="not running"):
        await engine.put(Job("k", "key", {}))


async def test_a_job_that_the_database_did_not_take_is_told_of(ground: Ground) -> None:
    async def handle(job: Job, steps: Steps) -> None: ...

    full = "BEFORE INSERT ON workflow_status BEGIN SELECT RAISE(ABORT, 'full'); END"
    async with ground.engine(handle) as engine, asyncio.timeout(30):
        await ground.execute(f"CREATE TRIGGER full {full}")
        with pytest.raises(QueueUnavailable, match="Error"):
            await engine.put(Job("k", "key", {}))
        with pytest.raises(QueueUnavailable, match="Error"):
            await jobs.put(ground.database, Job("k", "other", {}))
        await ground.execute("DROP TRIGGER full")
        assert await engine.put(Job("k", "key", {}))


async def test_a_second_engine_is_refused(ground: Ground) -> None:
    async def handle(job: Job, steps: Steps) -> None: ...

    async with ground.engine(handle):
        with pytest.raises(AlreadyRunning):
            await ground.engine(handle).start()
        elsewhere = Ground(ground.folder / "elsewhere", ground.database)
        with pytest.raises(RuntimeError, match="in this process"):
            await elsewhere.engine(handle).start()
    # Neither refusal took anything from the one that runs, or left anything behind.
    async with elsewhere.engine(handle) as engine:
        assert await engine.put(Job("k", "key", {}))


async def test_what_a_job_raises_is_written_nowhere(
    ground: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    told, over = [], asyncio.Event()

    class Wordy(ValueError):
        code = CANARY
        data = (CANARY,)

    async def raise_it() -> Facts:
        raise Wordy(CANARY) from LookupError(CANARY)

    async def handle(job: Job, steps: Steps) -> None:
        if job.kind == "step":
            await steps.run("step", raise_it)
        if job.kind == "commit":
            await steps.commit("step", raise_it)
        await raise_it()

    async def failed(job: Job, type_name: str) -> None:
        told.append((job.kind, type_name))
        if len(told) == 3:
            over.set()
        raise Wordy(CANARY)

    caplog.set_level(logging.DEBUG)
    async with ground.engine(handle, failed) as engine:
        for kind in ("body", "step", "commit"):
            await engine.put(Job(kind, kind, {}))
        await asyncio.wait_for(over.wait(), 30)
    assert sorted(told) == [("body", "Wordy"), ("commit", "Wordy"), ("step", "Wordy")]
    assert CANARY not in await asyncio.to_thread(_everything, ground)
    errors = await ground.rows("SELECT error FROM workflow_output")
    assert errors == [('{"__raised__":"Wordy"}',)] * 6
    lines = [record.getMessage() for record in caplog.records]
    assert CANARY not in caplog.text
    # The engine has said it; DBOS says nothing more.
    assert "dbos" not in {record.name for record in caplog.records}
    assert any("kind body failed: Wordy at test_engine.py:" in line for line in lines)


def _everything(ground: Ground) -> str:
    return "".join(path.read_bytes().decode(errors="replace") for path in ground.folder.iterdir())


async def test_the_engine_listens_nowhere_and_reads_no_environment(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBOS__VMID", "from the environment")
    monkeypatch.setenv("DBOS__APPVERSION", "from the environment")

    async def handle(job: Job, steps: Steps) -> None: ...

    async with ground.engine(handle) as engine:
        await engine.put(Job("k", "key", {}))
        ports = [c for c in psutil.Process().net_connections() if c.status == "LISTEN"]
        assert ports == []
    told = await ground.rows(
        "SELECT executor_id, application_version, application_name FROM workflow_status"
    )
    assert told == [("local", "wf-1", "clerk")]


async def test_a_claimed_job_whose_caller_goes_away_is_kept(ground: Ground) -> None:
    done = asyncio.Event()

    async def handle(job: Job, steps: Steps) -> None:
        done.set()

    async with ground.engine(handle) as engine:
        putting = asyncio.create_task(engine.put(Job("k", "key", {})))
        await asyncio.sleep(0)
        putting.cancel()
        await asyncio.wait({putting})
        assert putting.cancelled()
        await asyncio.wait_for(done.wait(), 3)
