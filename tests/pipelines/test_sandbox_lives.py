"""Lives of a sandbox's children: warm, idle, cancelled, closed, and what is left behind."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import SandboxUnavailable
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox
from tests.pipelines.processes import gone, left, until

MODULE = "tests.pipelines.sandbox_tasks"
LIMITS = Limits()


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with Sandbox(MODULE, limits=LIMITS, workers=1, scratch=tmp_path / "scratch") as one:
        yield one


async def test_calls_wait_in_order_for_one_warm_child(sandbox: Sandbox) -> None:
    answers = await asyncio.gather(*(sandbox.call("count") for _ in range(5)))
    assert [answer.value for answer in answers] == [1, 2, 3, 4, 5]


async def test_warm_starts_the_child_that_the_next_call_gets(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    await sandbox.warm()
    await sandbox.warm()
    rooms = left(tmp_path, "scratch/sandbox-*/*")
    seen: Any = (await sandbox.call("surroundings")).value
    assert [Path(seen["folder"]).parent] == rooms


async def test_as_many_children_as_workers(tmp_path: Path) -> None:
    async with Sandbox(MODULE, limits=LIMITS, workers=2, scratch=tmp_path) as sandbox:
        calls = (sandbox.call("sleep", args={"seconds": 0.2}) for _ in range(4))
        pids = {str(answer.value) for answer in await asyncio.gather(*calls)}
    assert len(pids) == 2


async def test_a_child_without_work_is_ended(tmp_path: Path) -> None:
    sandbox = Sandbox(MODULE, limits=LIMITS, workers=1, scratch=tmp_path, idle_seconds=0.05)
    async with sandbox:
        before: Any = (await sandbox.call("pid")).value
        await until(lambda: gone(before))
        assert (await sandbox.call("pid")).value != before


async def test_an_idle_child_that_was_killed_fails_no_call(sandbox: Sandbox) -> None:
    before: Any = (await sandbox.call("pid")).value
    os.kill(before, signal.SIGKILL)
    await until(lambda: gone(before))
    await asyncio.sleep(0.05)
    assert (await sandbox.call("pid")).value != before


async def test_a_cancelled_call_kills_its_child(sandbox: Sandbox, tmp_path: Path) -> None:
    before: Any = (await sandbox.call("pid")).value
    call = asyncio.create_task(sandbox.call("sleep", file=b"private"))
    await until(lambda: bool(left(tmp_path, "**/started")))
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await until(lambda: gone(before))
    assert (await sandbox.call("pid")).value != before
    await until(lambda: not left(tmp_path, "**/input"))


@pytest.mark.parametrize("ticks", [0, 1, 2, 3, 5, 8, 13, 40])
async def test_a_call_may_be_cancelled_at_any_moment(
    sandbox: Sandbox, tmp_path: Path, ticks: int
) -> None:
    call = asyncio.create_task(sandbox.call("write", file=b"private", args={"out": 1}))
    for _ in range(ticks):
        await asyncio.sleep(0.002)
    call.cancel()
    await asyncio.wait({call})
    assert (await sandbox.call("echo")).value == {"args": {}, "file": None}
    await sandbox.aclose()
    assert not left(tmp_path / "scratch")


async def test_closing_ends_what_runs_and_leaves_nothing(tmp_path: Path) -> None:
    sandbox = Sandbox(MODULE, limits=LIMITS, workers=1, scratch=tmp_path)
    forked: Any = (await sandbox.call("attempt", args={"task": "fork", "args": {}})).value
    running = asyncio.create_task(sandbox.call("sleep"))
    waiting = asyncio.create_task(sandbox.call("pid"))
    await until(lambda: bool(left(tmp_path, "**/started")))
    await sandbox.aclose()
    for call in (running, waiting, sandbox.call("pid"), sandbox.warm()):
        with pytest.raises(SandboxUnavailable):
            await call
    if "done" in forked:  # where the child may have one of its own
        await until(lambda: gone(forked["done"]))
    assert not left(tmp_path)
    await sandbox.aclose()


@pytest.mark.parametrize(
    ("module", "why"),
    [
        ("tests.pipelines.sandbox_broken", "RuntimeError: no model at hand"),
        ("tests.pipelines.no_such_module", "ModuleNotFoundError"),
        ("pipelines.errors", "AttributeError"),
    ],
)
async def test_a_child_that_cannot_start_says_why(tmp_path: Path, module: str, why: str) -> None:
    async with Sandbox(module, limits=LIMITS, workers=1, scratch=tmp_path) as sandbox:
        for _ in range(2):
            with pytest.raises(SandboxUnavailable, match=why):
                await sandbox.call("never")
    assert not left(tmp_path)


async def test_a_child_that_never_gets_warm_is_given_up(tmp_path: Path) -> None:
    limits = replace(LIMITS, start_seconds=0.001)
    async with Sandbox(MODULE, limits=limits, workers=1, scratch=tmp_path) as sandbox:
        with pytest.raises(SandboxUnavailable, match="TimeoutError"):
            await sandbox.warm()


async def test_folders_of_a_dead_process_are_swept(tmp_path: Path) -> None:
    (tmp_path / "sandbox-of-the-dead" / "room").mkdir(parents=True)
    (tmp_path / "sandbox-of-the-dead" / "room" / "input").write_text("private")
    (tmp_path / "other").mkdir()
    async with (
        Sandbox(MODULE, limits=LIMITS, workers=1, scratch=tmp_path) as first,
        Sandbox(MODULE, limits=LIMITS, workers=1, scratch=tmp_path) as second,
    ):
        await first.warm()
        await second.warm()
        assert tmp_path / "sandbox-of-the-dead" not in left(tmp_path)
        assert len(left(tmp_path, "sandbox-*")) == 2
        assert (await first.call("pid")).value != os.getpid()
    assert [path.name for path in left(tmp_path)] == ["other"]
