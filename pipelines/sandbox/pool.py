"""The parent's side of a sandbox: calls wait in order for a warm child, and for nothing else."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from pipelines.errors import MediaRejected, Reason, SandboxUnavailable
from pipelines.sandbox.folders import Desk, House, Laid, Tampered, TooMuch, remove
from pipelines.sandbox.limits import Limits, Within
from pipelines.sandbox.wire import JsonValue
from pipelines.sandbox.worker import Worker

_LOG = logging.getLogger(__name__)
_MEGABYTE = 1 << 20
_NO_ARGS: Mapping[str, JsonValue] = MappingProxyType({})
_NOTHING_GIVEN: Mapping[str, bytes] = MappingProxyType({})

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a task returned, and the files it left in its folder, by name.

    `size` is how many bytes of JSON the value came in.
    """

    value: JsonValue
    files: Mapping[str, bytes]
    size: int


@dataclass(slots=True, eq=False)
class _Seat:
    """A worker with what goes on around it in this process."""

    worker: Worker
    desk: Desk | None = None
    chore: "asyncio.Future[Any] | None" = None
    timer: asyncio.TimerHandle | None = None


class Sandbox:
    """Runs the tasks of `module` in at most `workers` warm children, each call within `limits`.

    `module` is imported in the children only: it has `TASKS`, functions by name that take the
    path of the call's file (or None) and the arguments, and give JSON; it may have `warm`.
    A child without work for `idle_seconds` is ended (None: kept), and one that has answered as
    many calls as `limits` grants a life is replaced. `scratch` is where the folders of the
    children are made. Everything belongs to the one loop it is used in.

    What remains: a file that takes a child over does not end it, if the child goes on answering
    as it should. Until it is replaced it sees the files of the calls after, whoever they belong
    to, and decides what is answered about them. It can send them nowhere, but into an answer.
    """

    def __init__(
        self,
        module: str,
        *,
        limits: Limits,
        workers: int,
        scratch: Path,
        idle_seconds: float | None = None,
    ) -> None:
        """Remember what to start; nothing is started before it is needed."""
        self._module = module
        self._limits = limits
        self._workers = workers
        self._scratch = scratch
        self._idle_seconds = idle_seconds
        self._slots = asyncio.Semaphore(workers)
        self._building = asyncio.Lock()
        self._house: House | None = None
        self._seats: set[_Seat] = set()
        self._idle: list[_Seat] = []
        self._burials: set[asyncio.Task[None]] = set()
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def warm(self) -> None:
        """Start a child ahead of need, unless one waits already. Raises SandboxUnavailable."""
        async with self._slots:
            self._rest(await self._take())

    async def call(
        self,
        task: str,
        *,
        file: Path | bytes | None = None,
        args: Mapping[str, JsonValue] = _NO_ARGS,
        given: Mapping[str, bytes] = _NOTHING_GIVEN,
        within: Within | None = None,
    ) -> Answer:
        """Run one task; `file` is what it finds in its folder, read-only, under a fixed name.

        `given` are more files, which it finds in a folder of that name. `within` is what this call
        may use, where that is less than the limits grant.

        Raises MediaRejected: what the task raised, or DAMAGED, EXHAUSTED, TOO_LONG or TOO_SLOW
        when it did not come to an end of its own. Raises SandboxUnavailable when no child can be
        had, LookupError when `module` has no such task.
        """
        async with self._slots:
            seat = await self._take()
            try:
                if task not in seat.worker.tasks:
                    raise LookupError(f"{self._module!r} has no task {task!r}")
                request: dict[str, JsonValue] = {"task": task, "args": dict(args)}
                return await self._serve(seat, request, Laid(file, given), within)
            finally:
                self._leave(seat)

    async def aclose(self) -> None:
        """End every child and remove their folders; calls still running are told so."""
        self._closed = True
        for seat in self._seats:
            seat.worker.kill()
        for _ in range(self._workers):
            await self._slots.acquire()
        while self._idle:
            self._retire(self._wake())
        if self._burials:
            await asyncio.wait(self._burials)
        for _ in range(self._workers):
            self._slots.release()
        house, self._house = self._house, None
        if house is not None:
            await asyncio.to_thread(house.close)

    async def _serve(
        self, seat: _Seat, request: dict[str, JsonValue], laid: Laid, within: Within | None
    ) -> Answer:
        desk = seat.desk = Desk(seat.worker.room)
        request |= {"file": laid.file is not None, "folder": str(desk.path)}
        try:
            await self._chore(seat, desk.lay, laid)
            value, size = await seat.worker.ask(request, within)
            files = await self._chore(
                seat, desk.collect, self._limits.files, self._limits.files_mb * _MEGABYTE
            )
        except MediaRejected:
            if seat.worker.sound:
                await self._chore(seat, desk.clear)
                seat.desk = None
            raise
        except TooMuch:
            raise MediaRejected(Reason.EXHAUSTED) from None
        except Tampered:
            raise MediaRejected(Reason.DAMAGED) from None
        seat.desk = None
        return Answer(value, files, size)

    async def _chore(
        self, seat: _Seat, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Run what blocks in a thread; a cancelled call leaves it to `_bury` to wait for it."""
        chore = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
        seat.chore = chore
        return await asyncio.shield(chore)

    async def _take(self) -> _Seat:
        while self._idle and not self._closed:
            seat = self._wake()
            if seat.worker.alive:
                return seat
            self._retire(seat)
        return await self._start()

    async def _start(self) -> _Seat:
        room = await asyncio.to_thread((await self._home()).room)
        worker = await Worker.spawn(self._module, room, self._limits)
        seat = _Seat(worker)
        self._seats.add(seat)
        try:
            if self._closed:
                raise _closed()
            await worker.ready()
        finally:
            if not worker.sound:
                self._retire(seat)
        return seat

    async def _home(self) -> House:
        async with self._building:
            if self._closed:
                raise _closed()
            if self._house is None:
                making = asyncio.ensure_future(asyncio.to_thread(House, self._scratch))
                try:
                    await asyncio.shield(making)
                finally:
                    self._house = await making  # also for a cancelled call: it has to be removed
            return self._house

    def _leave(self, seat: _Seat) -> None:
        if seat.worker.sound and seat.desk is None and not self._closed:
            self._rest(seat)
        else:
            self._retire(seat)

    def _rest(self, seat: _Seat) -> None:
        self._idle.append(seat)
        if self._idle_seconds is not None:
            loop = asyncio.get_running_loop()
            seat.timer = loop.call_later(self._idle_seconds, self._expire, seat)

    def _wake(self) -> _Seat:
        seat = self._idle.pop()
        if seat.timer is not None:
            seat.timer.cancel()
        return seat

    def _expire(self, seat: _Seat) -> None:
        self._idle.remove(seat)
        self._retire(seat)

    def _retire(self, seat: _Seat) -> None:
        seat.worker.kill()
        burial = asyncio.get_running_loop().create_task(self._bury(seat))
        self._burials.add(burial)
        burial.add_done_callback(self._burials.discard)

    async def _bury(self, seat: _Seat) -> None:
        """See a child off: wait for it and for what still writes in its folder, then clear up."""
        await seat.worker.gone()
        if seat.chore is not None:
            await asyncio.wait({seat.chore})
        if seat.desk is not None:
            seat.desk.close()
        try:
            await asyncio.to_thread(remove, seat.worker.room)
        except (OSError, RecursionError) as error:
            _LOG.error(
                "the folder of a sandbox could not be removed",
                extra={"error": type(error).__name__},
            )
        self._seats.discard(seat)


def _closed() -> SandboxUnavailable:
    return SandboxUnavailable("the sandbox is closed")
