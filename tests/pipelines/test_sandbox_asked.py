"""What one call is given besides its file, and what it may use below what all may."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from pipelines.errors import MediaRejected, Reason
from pipelines.sandbox.limits import Limits, Within
from pipelines.sandbox.pool import Sandbox
from tests.pipelines.processes import left

MODULE = "tests.pipelines.sandbox_tasks"
LIMITS = Limits(cpu_seconds=50, seconds=30)


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with Sandbox(MODULE, limits=LIMITS, workers=1, scratch=tmp_path / "scratch") as one:
        yield one


async def test_more_files_lie_in_a_folder_of_their_own_and_do_not_come_back(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    given = {"1.png": b"one", "../2.png": b"two"}
    answer = await sandbox.call("list_given", given=given)
    assert answer.value == {"1.png": "one", "2.png": "two"}
    assert answer.files == {}
    assert left(tmp_path, "scratch/sandbox-*/*/*") == []


async def test_a_call_may_have_less_processor_time_than_all(sandbox: Sandbox) -> None:
    all_may: Any = (await sandbox.call("cpu_limit")).value
    less: Any = (await sandbox.call("cpu_limit", within=Within(3, 30))).value
    more: Any = (await sandbox.call("cpu_limit", within=Within(500, 30))).value
    assert all_may - less >= 46
    assert abs(more - all_may) <= 2


async def test_a_call_may_have_less_time_than_all(sandbox: Sandbox) -> None:
    with pytest.raises(MediaRejected) as caught:
        await sandbox.call("sleep", args={"seconds": 20}, within=Within(50, 0.1))
    assert (caught.value.reason, caught.value.figures) == (Reason.TOO_SLOW, {"limit": 1})


async def test_a_module_is_told_how_to_warm_up(tmp_path: Path) -> None:
    told = Limits(warmth={"model": "small"})
    async with Sandbox(MODULE, limits=told, workers=1, scratch=tmp_path) as one:
        assert (await one.call("warmth")).value == {"model": "small"}


async def test_a_child_that_is_not_confined_gives_nothing_up_but_its_time(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    """It may use devices, memory and files; it still makes way, and has no key of ours."""
    loose = Limits(confined=False, seconds=5.0, memory_mb=1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        at = {"port": listener.getsockname()[1]}
        async with Sandbox(MODULE, limits=loose, workers=1, scratch=tmp_path / "loose") as one:
            await one.call("connect", args=at)
            child: Any = (await one.call("pid")).value
            assert psutil.Process(child).nice() == min(psutil.Process().nice() + 5, 19)
            assert psutil.Process(child).rlimit(psutil.RLIMIT_AS)[0] == psutil.RLIM_INFINITY
            with pytest.raises(MediaRejected) as caught:
                await one.call("sleep", args={"seconds": 20}, within=Within(50, 0.1))
    assert caught.value.reason is Reason.TOO_SLOW
