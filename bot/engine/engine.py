"""The Queue port: durable jobs that run on the loop of the process, a few at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack, suppress
from contextvars import Context
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, Self, TypeVar

from bot.engine.keys import report_id
from bot.engine.lock import Lock
from bot.engine.pace import Pace
from bot.ledger.database import Database
from handlers.ports import Job, Postponed, QueueUnavailable, Steps

if TYPE_CHECKING:
    from bot.engine.transact import Claim, Transact

_log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
Handle = Callable[[Job, Steps], Awaitable[None]]
Report = Callable[[Job, str], Awaitable[None]]


class Engine:
    """Run each job that was put until it is done, across crashes; at most `concurrency` at once.

    `handle` does a job; what it does outside of steps is done again after a crash. A job that
    raises, or whose process died each time it was tried, has failed: `failed` is then called with
    the name of the exception's type, at least once. One that raises Postponed begins again later.
    """

    def __init__(
        self,
        database: Database,
        *,
        handle: Handle,
        failed: Report,
        concurrency: int,
        data_dir: Path,
        pace: Pace | None = None,
    ) -> None:
        self._database = database
        self._handle = handle
        self._failed = failed
        self._concurrency = concurrency
        self._pace = pace or Pace()
        self._lock = Lock(data_dir)
        self._transact: Transact | None = None
        self._open = False
        self._wake = asyncio.Event()
        self._puts: dict[str, asyncio.Task[bool]] = {}
        # The keys of the jobs that were taken out of the queue and have not ended.
        self._taken: set[str] = set()
        # The tasks of DBOS that run jobs and reports, by the ids of their workflows.
        self._tasks: dict[str, asyncio.Task[Any]] = {}

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Take the data folder and begin, once; jobs run on this loop. Raises AlreadyRunning."""
        self._loop = asyncio.get_running_loop()
        async with AsyncExitStack() as undo:
            await asyncio.to_thread(self._lock.take)
            undo.callback(self._lock.release)
            self._transact = await asyncio.to_thread(self._load)
            undo.push_async_callback(self._transact.close)
            await self._transact.launch(self._concurrency)
            self._undo = undo.pop_all()
        self._open = True
        self._wake.set()
        self._keeper = self._loop.create_task(self._keep_busy(), context=Context())

    def _load(self) -> "Transact":
        # DBOS takes a second or more to import: not in the loop, and not for who never starts it.
        from bot.engine.transact import Transact

        return Transact(self._database, self._carry, self._tell)

    async def stop(self) -> None:
        """Take nothing new, give running jobs `drain` seconds, leave the rest to the next start."""
        if not self._open:
            return
        self._open = False
        self._wake.set()
        await _ended([self._keeper, *self._puts.values()], None)
        self._dbos.hush()
        await _ended(self._tasks.values(), self._pace.drain)
        for task in list(self._tasks.values()):
            task.cancel()
        await _ended(self._tasks.values(), self._pace.drain)
        await self._undo.aclose()

    @property
    def _dbos(self) -> "Transact":
        if self._transact is None:
            raise RuntimeError("the engine is not started")
        return self._transact

    async def put(self, job: Job) -> bool:
        if not self._open:
            raise QueueUnavailable("the engine is not running: the job was not kept")
        known = self._puts.get(job.key)
        if known is not None:
            await asyncio.shield(known)
            return False
        # Seen through to its end even if the caller goes away, and never part of the transaction
        # or the job that it is put from.
        task = self._loop.create_task(self._dbos.put(job), context=Context())
        self._puts[job.key] = task
        task.add_done_callback(lambda _: self._put_ended(job.key))
        return await asyncio.shield(task)

    def _put_ended(self, key: str) -> None:
        del self._puts[key]
        self._wake.set()

    async def forget(self, keys: Sequence[str]) -> int:
        return await self._aside(self._forget(keys))

    async def _forget(self, keys: Sequence[str]) -> int:
        await _ended([self._puts[key] for key in keys if key in self._puts], None)
        await self._dbos.cancel(keys)
        ids = [one for key in keys for one in (key, report_id(key))]
        tasks = self._under_way(*ids)
        for task in tasks:
            task.cancel()
        await _ended(tasks, self._pace.drain)
        return await self._dbos.erase(keys)

    async def retry(self, key: str) -> bool:
        if not self._open:
            raise RuntimeError("the engine is not running: no job is begun again")
        begun = await self._aside(self._dbos.retry(key))
        self._wake.set()
        return begun

    async def _aside(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        # What the engine does for a job is not a step of it, nor part of its transaction.
        return await asyncio.shield(self._loop.create_task(work, context=Context()))

    async def _keep_busy(self) -> None:
        """Take jobs out of the queue whenever there is room for them."""
        await self._note(self._dbos.report_dead())
        while self._open:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._pace.idle)
            self._wake.clear()
            await self._note(self._let_go())
            await self._note(self._fill())

    async def _note(self, work: Awaitable[None]) -> None:
        # A database that is away for a while must not end the loop that takes jobs out of it.
        raised = await _outcome(work)
        if raised is not None:
            _log.error(
                "the queue did not answer: %s at %s", self._dbos.failure(raised), _where(raised)
            )

    async def _let_go(self) -> None:
        """Stop what another process cancelled or forgot."""
        if self._tasks:
            for task in self._under_way(*await self._dbos.gone(list(self._tasks))):
                task.cancel()

    async def _fill(self) -> None:
        while self._open and (room := self._concurrency - len(self._taken)) > 0:
            claims = await self._dbos.claim(room)
            for claim in claims:
                await self._note(self._begin(claim))
            if len(claims) < room:
                return

    async def _begin(self, claim: "Claim") -> None:
        await self._clear_away(claim.key)
        begun = False
        self._taken.add(claim.key)
        try:
            begun = await self._dbos.begin(claim)
        finally:
            if not begun:
                self._taken.discard(claim.key)
        if not begun:
            _log.error("a job was given up: each process that tried it died")
            await self._dbos.report_dead()

    async def _clear_away(self, key: str) -> None:
        """End what is left of an earlier try at a job, so that none of it meets the new one."""
        left = self._under_way(key, report_id(key))
        for task in left:
            task.cancel()
        await _ended(left, self._pace.drain)

    async def _carry(self, job: Job) -> None:
        """Do a job; DBOS calls this, in a task of its own."""
        self._keep_account(job.key)
        owner = self._dbos.owner(job.key)
        raised = await _outcome(self._handle(job, self._dbos.steps(self._pace.steps)))
        if raised is None:
            if job.kind in self._pace.keep:
                long = self._pace.keep[job.kind]
                await self._note(self._aside(self._dbos.drop_ended(job.kind, long)))
            return
        # Cancelled or forgotten meanwhile: it is not this execution that ends the job.
        if self._dbos.lost(raised) or not await self._aside(self._dbos.owns(owner, job.key)):
            raise raised
        failure = self._dbos.failure(raised)
        if failure.type_name == Postponed.__name__:
            # What a step wrote down before a crash has no time of its own: then it is due at once.
            seconds = raised.seconds if isinstance(raised, Postponed) else 0.0
            await self._aside(self._dbos.postpone(job.key, owner, seconds))
            self._loop.call_later(seconds + 0.05, self._wake.set)
            # Nothing more is to be written down of this execution, and its room is another's.
            raise asyncio.CancelledError
        _log.error("a job of kind %s failed: %s at %s", job.kind, failure, _where(raised))
        await self._aside(self._dbos.report(job, failure.type_name))
        raise failure

    async def _tell(self, job: Job, type_name: str) -> None:
        """Tell people that a job failed; DBOS calls this, in a task of its own."""
        self._keep_account(report_id(job.key))
        owner = self._dbos.owner(report_id(job.key))

        async def tell() -> None:
            # The job ends first: whoever is told may have it begun again at once.
            await _ended(self._under_way(job.key), self._pace.drain)
            # One that was begun again meanwhile has not failed.
            if await self._aside(self._dbos.owns(owner, report_id(job.key))):
                await self._failed(job, type_name)

        raised = await _outcome(self._pace.report.exert(tell))
        if raised is not None:
            failure = self._dbos.failure(raised)
            _log.error("a failure could not be told: %s at %s", failure, _where(raised))
            raise failure

    def _under_way(self, *workflow_ids: str) -> list[asyncio.Task[Any]]:
        return [self._tasks[one] for one in workflow_ids if one in self._tasks]

    def _keep_account(self, workflow_id: str) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a job runs in a task")

        def ended(_: asyncio.Task[Any]) -> None:
            if self._tasks.get(workflow_id) is task:
                del self._tasks[workflow_id]
                self._taken.discard(workflow_id)
            self._wake.set()

        self._tasks[workflow_id] = task
        task.add_done_callback(ended)


async def _outcome(work: Awaitable[None]) -> BaseException | None:
    # A task of its own, so that whatever it raises can be looked at without being caught.
    task = asyncio.ensure_future(work)
    task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
    try:
        await asyncio.wait({task})
    finally:
        task.cancel()
        await asyncio.wait({task})
    return asyncio.CancelledError() if task.cancelled() else task.exception()


async def _ended(tasks: Iterable[asyncio.Task[Any]], seconds: float | None) -> None:
    if pending := set(tasks):
        await asyncio.wait(pending, timeout=seconds)


def _where(raised: BaseException) -> str:
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(raised.__traceback__)]
    return f"{Path(frames[-1][0]).name}:{frames[-1][1]}" if frames else "an earlier try"
