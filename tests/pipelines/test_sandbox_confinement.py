"""What a child cannot reach, what dies with its parent, and that the report tells the truth."""

import json
import os
import platform
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any

import psutil
import pytest

from pipelines.sandbox import limits
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox
from tests.pipelines.processes import left, wait_until_gone

MODULE = "tests.pipelines.sandbox_tasks"
MEMORY = "memory"
PRIVILEGES = "no new privileges"
NETWORK = "no network"
FOREIGN = "no foreign files, no programs"
SIGNALS = "no signals to others"
ALONE = "no processes of its own"


# What the kernel can do, asked without any of Clerk's code. Landlock keeps TCP from interface 4
# on, signals from 6.
PROBE = """
import ctypes, json
library = ctypes.CDLL(None, use_errno=True)
long = ctypes.c_long
interface = library.syscall(long(444), None, long(0), long(1))
namespace = library.unshare(0x10000000 | 0x40000000) == 0 or library.unshare(0x40000000) == 0
print(json.dumps([interface, namespace]))
"""


@pytest.fixture(scope="module")
def kernel() -> tuple[int, bool]:
    """The interface of Landlock (none: 0 or less), and whether a network of its own is granted."""
    if sys.platform != "linux":
        return 0, False
    output, _ = python(PROBE, stdout=subprocess.PIPE).communicate(timeout=60)
    interface, namespace = json.loads(output)
    return interface, namespace


@pytest.fixture(scope="module")
def enforced(kernel: tuple[int, bool]) -> Mapping[str, bool]:
    """What this machine can hold a child to, whatever Clerk makes of it."""
    interface, namespace = kernel
    filters = sys.platform == "linux" and "Seccomp:" in Path("/proc/self/status").read_text()
    alone = filters and platform.machine() in {"x86_64", "aarch64"}
    return {
        MEMORY: sys.platform == "linux",
        PRIVILEGES: sys.platform == "linux",
        NETWORK: namespace or interface >= 4 or alone,
        FOREIGN: interface >= 1,
        SIGNALS: interface >= 6,
        ALONE: alone,
    }


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    readable = (tmp_path / "model.onnx",)
    async with Sandbox(
        MODULE, limits=Limits(readable=readable), workers=1, scratch=tmp_path / "scratch"
    ) as one:
        yield one


def python(code: str, *arguments: str, **kwargs: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=limits.ROOT, start_new_session=True, **kwargs
    )


async def outcome(sandbox: Sandbox, task: str, **args: Any) -> str:
    """Let a child try something; tell whether the system let it."""
    answer: Any = (await sandbox.call("attempt", args={"task": task, "args": args})).value
    return str(next(iter(answer)))


# Each of these is refused exactly where the kernel can refuse it, and the report says so: a child
# that is let through fails, and so does a report that promises too much or too little.


def test_the_report_promises_what_the_kernel_can_do(
    kernel: tuple[int, bool], enforced: Mapping[str, bool]
) -> None:
    rows = {row.what: row for row in limits.report()}
    _, namespace = kernel
    assert ("a network namespace" in rows[NETWORK].how.split(", ")) is namespace
    assert {what: rows[what].enforced for what in enforced} == enforced
    assert all(row.enforced for what, row in rows.items() if what not in enforced)


async def test_the_network(sandbox: Sandbox, enforced: Mapping[str, bool]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        told = await outcome(sandbox, "connect", port=port)
    assert told == ("refused" if enforced[NETWORK] else "done")


async def test_a_datagram(
    sandbox: Sandbox, kernel: tuple[int, bool], enforced: Mapping[str, bool]
) -> None:
    """Landlock keeps TCP only: the network is left, or sockets are refused, where that can be."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        told = await outcome(sandbox, "datagram", port=receiver.getsockname()[1])
    _, namespace = kernel
    assert told == ("refused" if namespace or enforced[ALONE] else "done")


async def test_what_answers_people_goes_first(sandbox: Sandbox) -> None:
    child: Any = (await sandbox.call("pid")).value
    assert psutil.Process(child).nice() == min(psutil.Process().nice() + 5, 19)


async def test_privileges(sandbox: Sandbox, enforced: Mapping[str, bool]) -> None:
    if not enforced[PRIVILEGES]:
        pytest.skip("this system has no such promise to make")
    status: Any = (await sandbox.call("read", args={"path": "/proc/self/status"})).value
    assert "NoNewPrivs:\t1" in status


@pytest.mark.parametrize(
    ("what", "task", "args"),
    [
        (FOREIGN, "read", lambda folder: {"path": str(folder / "secret")}),
        (FOREIGN, "read", lambda _: {"path": f"/proc/{os.getpid()}/environ"}),
        (FOREIGN, "link", lambda folder: {"path": str(folder / "secret")}),
        (FOREIGN, "run_program", lambda _: {}),
        (SIGNALS, "kill", lambda _: {"pid": os.getpid()}),
    ],
)
async def test_foreign_files_programs_and_processes(
    sandbox: Sandbox,
    enforced: Mapping[str, bool],
    tmp_path: Path,
    what: str,
    task: str,
    args: Callable[[Path], dict[str, Any]],
) -> None:
    (tmp_path / "secret").write_text("the key")
    (tmp_path / "model.onnx").touch()
    told = await outcome(sandbox, task, **args(tmp_path))
    held = enforced[what] or (task == "run_program" and enforced[ALONE])
    assert told == ("refused" if held else "done")


async def test_what_is_named_as_readable_can_be_read(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_text("weights")
    answer = await sandbox.call("read", args={"path": str(tmp_path / "model.onnx")})
    assert answer.value == "weights"


def test_the_report_names_every_measure_and_how() -> None:
    rows = limits.report()
    assert len({row.what for row in rows}) == len(rows) == 10
    assert all(row.how for row in rows)


def test_elsewhere_than_on_linux_the_report_says_what_is_missing() -> None:
    code = """
from pipelines.sandbox import child, confine
confine.LINUX = False
child.report()
"""
    process = python(code, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    output, _ = process.communicate()
    rows = {what: enforced for what, enforced, _ in json.loads(output)}
    assert [what for what, enforced in rows.items() if not enforced] == [
        MEMORY, PRIVILEGES, NETWORK, FOREIGN, SIGNALS, ALONE,
    ]  # fmt: skip


def test_where_namespaces_are_not_allowed_the_report_is_still_true() -> None:
    code = """
import socket, sys
from pipelines.sandbox import confine
confine._own_network = lambda: False
measures = confine.confine(".", (), file_mb=1)
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=5)
    refused = False
except PermissionError:
    refused = True
sys.exit(0 if [refused] == [one.enforced for one in measures if one.what == "no network"] else 1)
"""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        assert python(code, port).wait(60) == 0


# Nothing outlives its parent.

PARENT = """
import asyncio
from pathlib import Path
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox

async def main():
    scratch = Path({scratch!r})
    sandbox = Sandbox("tests.pipelines.sandbox_tasks", limits=Limits(), workers=1, scratch=scratch)
    print((await sandbox.call("pid")).value, flush=True)
    if {busy}:
        await sandbox.call("sleep")
    await asyncio.sleep(600)

asyncio.run(main())
"""


@pytest.mark.parametrize("busy", [False, True])
async def test_a_killed_parent_leaves_no_child_and_no_file(tmp_path: Path, busy: bool) -> None:
    code = PARENT.format(scratch=str(tmp_path), busy=busy)
    with python(code, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        while busy and not left(tmp_path, "**/started"):
            assert parent.poll() is None
        parent.kill()
    wait_until_gone(child)
    async with Sandbox(MODULE, limits=Limits(), workers=1, scratch=tmp_path) as next_one:
        await next_one.warm()
    assert left(tmp_path) == []


def test_without_help_from_the_kernel_the_closed_pipe_ends_the_child() -> None:
    code = """
import time
from pipelines.sandbox import confine
confine.LINUX = False
confine.end_with_parent(0)
print("up", flush=True)
time.sleep(600)
"""
    with python(code, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdin is not None
        assert child.stdout.readline() == b"up\n"
        child.stdin.close()
        assert child.wait(60) == -signal.SIGKILL
