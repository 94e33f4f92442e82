"""Calls, answers, faults and lives of a sandbox's children."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import MediaRejected, Reason, SandboxUnavailable
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox
from tests.pipelines.processes import gone, left
from tests.pipelines.sandbox_tasks import SECRET

MODULE = "tests.pipelines.sandbox_tasks"
LIMITS = Limits(
    memory_mb=128, cpu_seconds=1, seconds=30, file_mb=1, files=4, files_mb=2, answer_mb=1
)


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with Sandbox(MODULE, limits=LIMITS, workers=1, scratch=tmp_path / "scratch") as one:
        yield one


async def until(true: Callable[[], bool]) -> None:
    """Wait for something that happens in another process; the minute only ends a lost cause."""
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110 - nothing in this process could set an event
            await asyncio.sleep(0.01)


async def rejection(sandbox: Sandbox, task: str, **args: Any) -> MediaRejected:
    with pytest.raises(MediaRejected) as caught:
        await sandbox.call(task, args=args)
    return caught.value


# What comes back.


async def test_a_task_gets_its_arguments_and_its_file(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("hello")
    answer = await sandbox.call("echo", file=tmp_path / "in.txt", args={"深": [1, None, "ü"]})
    assert answer.value == {"args": {"深": [1, None, "ü"]}, "file": "hello"}
    assert answer.files == {}


async def test_a_file_may_be_given_as_bytes(sandbox: Sandbox) -> None:
    answer = await sandbox.call("echo", file=b"from memory")
    assert answer.value == {"args": {}, "file": "from memory"}


async def test_files_that_a_task_writes_come_back(sandbox: Sandbox) -> None:
    answer = await sandbox.call("write", file=b"in", args={"a.png": 3, "b.png": 1 << 20})
    assert {name: len(content) for name, content in answer.files.items()} == {
        "a.png": 3,
        "b.png": 1 << 20,
    }


async def test_a_task_sees_a_private_folder_and_no_name_of_the_callers(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    path = tmp_path / "Rechnung ACME.pdf"
    path.write_text("x")
    seen: Any = (await sandbox.call("surroundings", file=path)).value
    assert (seen["file"], seen["entries"], seen["stdin"]) == ("input", ["input"], "")
    assert "ACME" not in str(seen)
    assert left(tmp_path, "scratch/sandbox-*/*/*") == []


async def test_a_task_cannot_change_the_callers_file(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("original")
    await sandbox.call("deface", file=tmp_path / "in.txt")
    assert (tmp_path / "in.txt").read_text() == "original"


async def test_no_key_reaches_the_child(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    seen: Any = (await sandbox.call("environment")).value
    assert set(seen) <= {
        "PATH", "LANG", "TZ", "HOME", "TMPDIR", "PYTHONPATH", "PYTHONUTF8", "MALLOC_ARENA_MAX",
        "LC_CTYPE", "__CF_USER_TEXT_ENCODING",
    }  # fmt: skip
    assert "sk-canary" not in str(seen)


async def test_what_a_decoder_prints_breaks_nothing(sandbox: Sandbox) -> None:
    assert (await sandbox.call("noise")).value is None
    assert (await sandbox.call("echo")).value == {"args": {}, "file": None}


async def test_half_a_surrogate_pair_becomes_a_question_mark(sandbox: Sandbox) -> None:
    assert (await sandbox.call("value", args={"kind": "half"})).value == "a?b"


async def test_a_rejection_crosses_whole_and_keeps_the_child(sandbox: Sandbox) -> None:
    before = (await sandbox.call("pid")).value
    figures = {"width": 12000, "height": 12000, "limit": 40, "type": "image/png"}
    rejected = await rejection(sandbox, "rejected", reason="too_many_pixels", figures=figures)
    assert (rejected.reason, rejected.figures) == (Reason.TOO_MANY_PIXELS, figures)
    assert (await sandbox.call("pid")).value == before


async def test_a_task_that_does_not_exist_is_a_mistake_of_ours(sandbox: Sandbox) -> None:
    with pytest.raises(LookupError, match="has no task 'nonsense'"):
        await sandbox.call("nonsense")


async def test_a_file_that_is_not_there_is_no_verdict(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await sandbox.call("echo", file=tmp_path / "gone")
    assert (await sandbox.call("echo")).value == {"args": {}, "file": None}


# Faults: what each ends in, and that the next call is none the worse for it.


def framed(content: bytes) -> dict[str, str]:
    return {"frame": (len(content).to_bytes(4, "big") + content).hex()}


FAULTS: list[tuple[str, Mapping[str, Any], Reason]] = [
    ("memory", {}, Reason.EXHAUSTED),
    ("spin", {"seconds": 600}, Reason.EXHAUSTED),
    ("write", {"huge": 2 << 20}, Reason.EXHAUSTED),
    ("write", dict.fromkeys("abcde", 1), Reason.EXHAUSTED),
    ("write", dict.fromkeys("abc", 1 << 20), Reason.EXHAUSTED),
    ("open_many", {}, Reason.EXHAUSTED),
    ("abort", {}, Reason.EXHAUSTED),
    ("leave", {}, Reason.DAMAGED),
    ("quit_politely", {}, Reason.DAMAGED),
    ("raises", {}, Reason.DAMAGED),
    ("swap_folder", {}, Reason.DAMAGED),
    ("rejected", {"reason": "damaged", "figures": {"text": "Dear Mr. Müller!"}}, Reason.DAMAGED),
    ("rejected", {"reason": "damaged", "figures": {"size": 10**30}}, Reason.DAMAGED),
    ("value", {"kind": "bytes"}, Reason.DAMAGED),
    ("value", {"kind": "nan"}, Reason.DAMAGED),
    ("value", {"kind": "large"}, Reason.DAMAGED),
    ("nested", {}, Reason.DAMAGED),
    ("raw", {"frame": "ffffffff"}, Reason.DAMAGED),
    ("raw", framed(b'{"value": NaN, "spent": false}'), Reason.DAMAGED),
]


@pytest.mark.parametrize(("task", "args", "reason"), FAULTS)
async def test_a_fault_ends_the_child_and_only_that_call(
    sandbox: Sandbox, task: str, args: Mapping[str, Any], reason: Reason
) -> None:
    before: Any = (await sandbox.call("pid")).value
    rejected = await rejection(sandbox, task, **args)
    assert (rejected.reason, rejected.figures) == (reason, {})
    assert (await sandbox.call("pid")).value != before
    await until(lambda: gone(before))


@pytest.mark.parametrize("task", ["sleep", "close_pipe"])
async def test_over_the_wall_clock_the_child_is_killed(tmp_path: Path, task: str) -> None:
    limits = replace(LIMITS, seconds=0.5)
    async with Sandbox(MODULE, limits=limits, workers=1, scratch=tmp_path) as sandbox:
        before: Any = (await sandbox.call("pid")).value
        rejected = await rejection(sandbox, task)
        assert (rejected.reason, rejected.figures) == (Reason.TOO_SLOW, {"limit": 1})
        await until(lambda: gone(before))


async def test_the_text_of_an_exception_stays_in_the_child(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        rejected = await rejection(sandbox, "raises")
    told = [vars(record) for record in caplog.records]
    assert [record["fault"] for record in told if "fault" in record] == ["ValueError"]
    assert SECRET not in f"{rejected!r} {rejected.__cause__!r} {told}"


async def test_a_folder_that_a_task_locked_is_removed_all_the_same(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    await sandbox.call("lock_folder")
    assert not left(tmp_path, "**/kept")


async def test_processor_time_is_granted_call_by_call(sandbox: Sandbox) -> None:
    first: Any = (await sandbox.call("cpu_limit")).value
    await sandbox.call("spin", args={"seconds": 0.6})
    await sandbox.call("spin", args={"seconds": 0.6})
    later: Any = (await sandbox.call("cpu_limit")).value
    assert later > first


async def test_a_child_that_keeps_much_memory_is_replaced(sandbox: Sandbox) -> None:
    before = (await sandbox.call("keep", args={"mb": 1})).value
    assert (await sandbox.call("keep", args={"mb": 100})).value == before
    assert (await sandbox.call("pid")).value != before


# Lives: warm, idle, cancelled, closed, and what is left behind.


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
    grandchild: Any = (await sandbox.call("fork")).value
    running = asyncio.create_task(sandbox.call("sleep"))
    waiting = asyncio.create_task(sandbox.call("pid"))
    await until(lambda: bool(left(tmp_path, "**/started")))
    await sandbox.aclose()
    for call in (running, waiting, sandbox.call("pid"), sandbox.warm()):
        with pytest.raises(SandboxUnavailable):
            await call
    await until(lambda: gone(grandchild))
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
