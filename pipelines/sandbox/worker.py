"""One child process, seen from its parent: started, asked, and killed with all it started."""

import asyncio
import json
import logging
import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from pipelines.errors import MediaRejected, Reason, SandboxUnavailable
from pipelines.sandbox import wire
from pipelines.sandbox.limits import Limits, Within, command, environment
from pipelines.sandbox.wire import JsonValue

_LOG = logging.getLogger(__name__)
_BUFFER = 1 << 20
_START_BYTES = 1 << 16
_LONG_ENOUGH = 10.0  # seconds
_MEGABYTE = 1 << 20


class _TooLong(Exception):
    """A message is longer than one may be."""


class Worker:
    """A warm child that runs the tasks of `module`, with `room` as its folder.

    `sound` says whether it may be asked again: not while a task runs, and never after a fault.
    """

    def __init__(
        self, module: str, room: Path, limits: Limits, process: asyncio.subprocess.Process
    ) -> None:
        """Hold a child that is still starting."""
        self.room = room
        self.pid = process.pid
        self.tasks: frozenset[str] = frozenset()
        self.sound = False
        self._module = module
        self._limits = limits
        self._process = process
        self._killed = False
        self._calls = 0

    @classmethod
    async def spawn(cls, module: str, room: Path, limits: Limits) -> "Worker":
        """Start a child without waiting for it to be warm. Raises SandboxUnavailable."""
        try:
            process = await asyncio.create_subprocess_exec(
                *command(module, json.dumps(asdict(limits), default=str)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                cwd=room,
                env=environment(room),
                start_new_session=True,
                limit=_BUFFER,
            )
        except OSError as error:
            raise SandboxUnavailable(f"no process for {module!r}: {error.strerror}") from error
        return cls(module, room, limits, process)

    async def ready(self) -> None:
        """Wait until the child is warm. Raises SandboxUnavailable."""
        try:
            async with asyncio.timeout(self._limits.start_seconds):
                message = wire.parse(await self._receive(_START_BYTES))
        except (TimeoutError, EOFError, wire.Garbled, _TooLong) as error:
            raise self._unavailable(type(error).__name__) from error
        tasks = message.get("tasks")
        if not isinstance(tasks, list):
            raise self._unavailable(f"{message.get('fault')}: {message.get('text')}")
        self.tasks = frozenset(str(name) for name in tasks)
        self.sound = True

    @property
    def alive(self) -> bool:
        """Whether the child is still there, as far as this loop has heard."""
        stdout = self._process.stdout
        return self._process.returncode is None and stdout is not None and not stdout.at_eof()

    async def ask(
        self, request: Mapping[str, JsonValue], within: Within | None = None
    ) -> tuple[JsonValue, int]:
        """Run one task and give its value, and how many bytes of JSON it came in.

        Raises MediaRejected or SandboxUnavailable.
        """
        self.sound = False
        self._calls += 1
        seconds = self._limits.seconds
        if within is not None:
            seconds = min(seconds, within.seconds)
            request = {**request, "cpu_seconds": within.cpu_seconds}
        try:
            async with asyncio.timeout(seconds):
                message, size = await self._answer(request)
        except TimeoutError:
            limit = max(1, round(seconds))
            raise MediaRejected(Reason.TOO_SLOW, limit=limit) from None
        except wire.Garbled:
            raise self._faulted("an answer that is none", Reason.DAMAGED) from None
        except _TooLong:
            raise self._faulted("an answer that is too long", Reason.TOO_LONG) from None
        self.sound = message.get("spent") is False and self._calls < self._limits.calls
        if "rejected" in message:
            raise wire.rejection(message)
        return message["value"], size

    def kill(self) -> None:
        """End the child and all it started, at once."""
        self.sound = False
        self._killed = True
        # ProcessLookupError: it is gone; PermissionError: gone too, as macOS says it of a zombie.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    async def gone(self) -> None:
        """Wait until the killed child is gone, or, where another holds its pipes, long enough."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), _LONG_ENOUGH)

    async def _answer(self, request: Mapping[str, JsonValue]) -> tuple[dict[str, JsonValue], int]:
        try:
            await self._send(wire.frame(request))
            content = await self._receive(self._limits.answer_mb * _MEGABYTE)
        except (EOFError, ConnectionError):
            raise await self._death() from None
        long = len(content) > wire.LONG
        message = await asyncio.to_thread(wire.parse, content) if long else wire.parse(content)
        if "exhausted" in message:
            raise self._faulted("out of memory or files", Reason.EXHAUSTED)
        if "rejected" in message:
            wire.rejection(message)
        elif "value" not in message:
            raise self._faulted(wire.fault(message), Reason.DAMAGED)
        return message, len(content)

    async def _death(self) -> MediaRejected | SandboxUnavailable:
        status = await self._process.wait()
        if self._killed:
            return SandboxUnavailable("the sandbox was closed")
        if status < 0:
            return self._faulted(f"signal {-status}", Reason.EXHAUSTED)
        return self._faulted(f"exit status {status}", Reason.DAMAGED)

    def _faulted(self, what: str, reason: Reason) -> MediaRejected:
        _LOG.warning("a sandboxed task failed", extra={"child": self._module, "fault": what})
        return MediaRejected(reason)

    def _unavailable(self, why: str) -> SandboxUnavailable:
        return SandboxUnavailable(f"the child of {self._module!r} did not start: {why}")

    async def _send(self, content: bytes) -> None:
        stdin = self._process.stdin
        if stdin is None:
            raise EOFError
        stdin.write(content)
        await stdin.drain()

    async def _receive(self, most: int) -> bytes:
        stdout = self._process.stdout
        if stdout is None:
            raise EOFError
        (size,) = wire.HEADER.unpack(await stdout.readexactly(wire.HEADER.size))
        if size > most:
            raise _TooLong
        return await stdout.readexactly(size)
