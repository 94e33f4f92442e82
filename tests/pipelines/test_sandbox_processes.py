"""A child stays the one process it is: nothing it starts could outlive it, or multiply it."""

import json
import platform
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.sandbox import limits, seccomp
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox

MODULE = "tests.pipelines.process_tasks"
ALONE = "no processes of its own"


@pytest.fixture(scope="module")
def alone() -> bool:
    (row,) = (row for row in limits.report() if row.what == ALONE)
    return row.enforced


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with Sandbox(MODULE, limits=Limits(), workers=1, scratch=tmp_path) as one:
        yield one


@pytest.mark.parametrize(
    "task",
    ["fork", "clone3", "spawn", "replace", "outlive", "local_socket",
     "datagrams", "ring"],
)  # fmt: skip
async def test_no_company_and_no_way_out(sandbox: Sandbox, alone: bool, task: str) -> None:
    if not alone:
        pytest.skip("this machine cannot refuse it, and its report says so")
    answer: Any = (await sandbox.call(task)).value
    assert "refused" in answer
    assert (await sandbox.call("threads")).value == {"done": 5}


async def test_threads_can_be_started(sandbox: Sandbox) -> None:
    assert (await sandbox.call("threads")).value == {"done": 5}


def test_where_seccomp_is_known_it_is_enforced(alone: bool) -> None:
    """Every Linux that Clerk is tested on has it; a filter that fails to load must be noticed."""
    assert alone == (sys.platform == "linux" and platform.machine() in seccomp._MACHINES)


def test_without_seccomp_the_report_says_so() -> None:
    code = """
from pipelines.sandbox import child, seccomp
seccomp._MACHINES.clear()
child.report()
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=limits.ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=True,
    )  # fmt: skip
    (row,) = (row for row in json.loads(done.stdout) if row[0] == ALONE)
    assert row[1:] == [False, "needs Linux with seccomp, on x86-64 or arm64"]


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_jump_of_the_filter_lands_on_a_line(machine: str) -> None:
    program = seccomp._program(seccomp._MACHINES[machine])
    lines = [program[at : at + 8] for at in range(0, len(program), 8)]
    for at, line in enumerate(lines):
        assert at + 1 + max(line[2], line[3]) < len(lines) or line[0] == seccomp._RETURN
    assert lines[-1][0] == seccomp._RETURN
