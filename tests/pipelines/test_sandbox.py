"""What a call in a sandbox gives, and what each fault ends in."""

import logging
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import MediaRejected, Reason
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox
from tests.pipelines.processes import gone, left, until
from tests.pipelines.sandbox_tasks import SECRET

MODULE = "tests.pipelines.sandbox_tasks"
LIMITS = Limits(
    memory_mb=128, cpu_seconds=1, seconds=30, file_mb=1, files=4, files_mb=2, answer_mb=1
)


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with Sandbox(MODULE, limits=LIMITS, workers=1, scratch=tmp_path / "scratch") as one:
        yield one


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
        "LC_CTYPE", "__CF_USER_TEXT_ENCODING", "HF_HUB_OFFLINE", "HF_HUB_DISABLE_TELEMETRY",
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


LIMITED_MEMORY = pytest.mark.skipif(
    sys.platform != "linux", reason="this system does not enforce RLIMIT_AS"
)
FAULTS = [
    pytest.param("memory", {}, Reason.EXHAUSTED, marks=LIMITED_MEMORY),
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
    ("value", {"kind": "large"}, Reason.TOO_LONG),
    ("nested", {}, Reason.DAMAGED),
    ("raw", {"frame": "ffffffff"}, Reason.TOO_LONG),
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


@LIMITED_MEMORY
async def test_a_child_that_keeps_much_memory_is_replaced(sandbox: Sandbox) -> None:
    before = (await sandbox.call("keep", args={"mb": 1})).value
    assert (await sandbox.call("keep", args={"mb": 100})).value == before
    assert (await sandbox.call("pid")).value != before
