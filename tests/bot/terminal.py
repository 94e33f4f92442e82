"""`python -m bot` typed at a terminal: in a process of its own, or answered in this one."""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.conftest import ROOT


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it said."""

    status: int | None
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line on stderr; fails when there is more or less."""
        [line] = self.err.splitlines()
        return line


async def start(
    *arguments: str, cwd: Path = ROOT, **environment: str
) -> asyncio.subprocess.Process:
    """Start `python -m bot`; it keeps voice rooms, whose port is one for all, only if asked to."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments,
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "BOT_VOICE": "off", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def bot(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> Ran:
    """Run `python -m bot` to its end."""
    process = await start(*map(str, arguments), cwd=cwd, **environment)
    out, err = await process.communicate()
    return Ran(process.returncode, out.decode(), err.decode())


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """What is typed in a folder, answered in this process: a start takes longer than most answers.

    That a process says the same is for the tests that start one.
    """

    for command in (
        "audit",
        "doctor",
        "export",
        "forget",
        "jobs",
        "minutes",
        "read",
        "review",
        "serve",
        "whisper",
    ):
        import_module(f"bot.commands.{command}")  # not while a loop runs: files are read

    def answer(*arguments: str | Path, **environment: str) -> Ran:
        monkeypatch.chdir(tmp_path)
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            try:
                status = main([str(one) for one in arguments])
            except SystemExit as end:  # what cannot be parsed
                status = int(str(end.code))
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return answer
