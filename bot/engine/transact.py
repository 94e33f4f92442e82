"""DBOS Transact, set up the one way Clerk uses it; the only module that starts and stops it."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import uuid4

from dbos import DBOS, AsyncSQLAlchemyDatasource, DBOSConfig, SetWorkflowID, error
from dbos._context import current_owner_xid
from dbos._core import execute_dequeued_workflow
from dbos._sys_db import WorkflowStatusInternal
from sqlalchemy.exc import SQLAlchemyError

from bot.engine.erasure import cancel, erase
from bot.engine.keys import APPLICATION, JOB, QUEUE, REPORT, VERSION, report_id
from bot.engine.names import Failed, NamesOnly, name_of
from bot.engine.pace import Patience
from bot.engine.standing import drop_ended, postpone, retry, tell_of_the_given_up
from bot.engine.steps import Checkpoints
from bot.ledger.database import Database
from handlers.ports import Job, Json, QueueUnavailable, Steps

EXECUTOR = "local"
RECOVERIES = 3

_THREADS = 32

# DBOS is one a process: a second set-up would silently get the first one's instance.
_ALONE = threading.Lock()

_Payload = dict[str, Json]
_Work = Callable[[str, str, _Payload], Coroutine[None, None, None]]
_Report = Callable[[str, str, _Payload, str], Coroutine[None, None, None]]


def _quietly(record: logging.LogRecord) -> bool:
    # How a job failed is the engine's to say; the values in a traceback are nobody's to keep.
    record.exc_info = None
    return not str(record.msg).startswith("Exception encountered in asynchronous workflow")


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that this process has taken out of the queue."""

    key: str
    row: WorkflowStatusInternal
    owner: str


class Transact:
    """The DBOS instance of this process (there is one at most) on a database.

    `carry` does a job and `report` tells people that one failed; both run on the loop that
    `launch` is awaited on, as durable workflows: again after a crash.
    """

    def __init__(
        self,
        database: Database,
        carry: Callable[[Job], Awaitable[None]],
        report: Callable[[Job, str], Awaitable[None]],
    ) -> None:
        self._database = database
        self._carry = carry
        self._report = report
        self._blocking = database.sync_engine()
        if not _ALONE.acquire(blocking=False):
            raise RuntimeError("an engine is running in this process already")

    async def launch(self, concurrency: int) -> None:
        """Start DBOS, and put what an earlier process left half done back into the queue."""
        self._concurrency = concurrency
        self._dbos = await asyncio.to_thread(self._configure)
        # Workflows out of the queue run where this says, and not on a loop of DBOS's own: clients,
        # sandboxes and database connections belong to the loop that made them.
        self._dbos._background_event_loop.set_main_loop()
        self._datasource = await AsyncSQLAlchemyDatasource.create(
            self._database.url, engine=self._database.engine, serializer=NamesOnly()
        )
        await asyncio.to_thread(DBOS.launch)
        self._queue = await DBOS.register_queue_async(
            QUEUE, worker_concurrency=concurrency, on_conflict="always_update"
        )
        await self._recovered()

    def _configure(self) -> DBOS:
        logger = logging.getLogger("dbos")
        if not logger.handlers:
            # With a handler of ours there, DBOS brings none and lets the root logger have it.
            logger.addHandler(logging.NullHandler())
        if _quietly not in logger.filters:
            logger.addFilter(_quietly)
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": self._database.url,
            "system_database_engine": self._blocking,
            "application_version": VERSION,
            "executor_id": EXECUTOR,
            "serializer": NamesOnly(),
            "log_level": "ERROR",
            "enable_otlp": False,
            "max_executor_threads": _THREADS,
            "notification_listener_polling_interval_sec": 0.25,
        }
        dbos = DBOS(config=config)
        # The queue is taken from by `claim`, the moment there is room: DBOS would poll it.
        DBOS.listen_queues([])
        self._job, self._told = self._workflows()
        return dbos

    def _workflows(self) -> tuple[_Work, _Report]:
        @DBOS.workflow(name=JOB, max_recovery_attempts=RECOVERIES)
        async def job(kind: str, key: str, payload: _Payload) -> None:
            await self._carry(Job(kind, key, payload))

        @DBOS.workflow(name=REPORT, max_recovery_attempts=RECOVERIES)
        async def told(kind: str, key: str, payload: _Payload, type_name: str) -> None:
            await self._report(Job(kind, key, payload), type_name)

        return job, told

    async def _recovered(self) -> None:
        # DBOS does it in a thread, within milliseconds; a row that it cannot move must not keep
        # the process from starting.
        for _ in range(100):
            rows = await DBOS.list_workflows_async(
                status="PENDING", name=JOB, app_version=VERSION, load_input=False
            )
            if not rows:
                break
            await asyncio.sleep(0.02)

    def steps(self, patience: Patience) -> Steps:
        """Give the checkpoints of the job that is running in this task."""
        return Checkpoints(self._database, self._datasource, patience)

    async def put(self, job: Job) -> bool:
        """Keep the job in the queue; False when its key is known. Raises QueueUnavailable."""
        arguments = job.kind, job.key, dict(job.payload)
        try:
            return await _unless_known(job.key, self._queue.enqueue_async(self._job, *arguments))
        except (SQLAlchemyError, error.DBOSException) as fault:
            raise QueueUnavailable(type(fault).__name__) from fault

    async def report(self, job: Job, type_name: str) -> None:
        """Tell people, durably, that the job failed; harmless when that was asked for before."""
        arguments = job.kind, job.key, dict(job.payload), type_name
        told = DBOS.start_workflow_async(self._told, *arguments)
        await _unless_known(report_id(job.key), told)

    async def claim(self, room: int) -> list[Claim]:
        """Take up to `room` jobs out of the queue, the oldest first."""
        return await asyncio.to_thread(self._claim, room)

    def _claim(self, room: int) -> list[Claim]:
        # What DBOS's own polls do, at the time of our choosing.
        self._dbos._sys_db.transition_delayed_workflows()
        owner = str(uuid4())
        ids, _ = self._dbos._sys_db.start_queued_workflows(
            self._queue, EXECUTOR, VERSION, None, self._concurrency - room, owner_xid=owner
        )
        rows = {row["workflow_uuid"]: row for row in self._dbos._sys_db.get_workflow_statuses(ids)}
        # One that was cancelled in between would never run.
        found = [rows[one] for one in ids if one in rows and rows[one]["status"] == "PENDING"]
        return [Claim(row["workflow_uuid"], row, owner) for row in found]

    async def begin(self, claim: Claim) -> bool:
        """Run a claimed job; False when it is given up: each process that tried it died."""
        return await asyncio.to_thread(self._begin, claim)

    def _begin(self, claim: Claim) -> bool:
        try:
            execute_dequeued_workflow(self._dbos, claim.row, claim.owner)
        except error.MaxRecoveryAttemptsExceededError:
            return False
        return True

    async def report_dead(self) -> None:
        """Have the failure told of the jobs that were given up."""
        await asyncio.to_thread(tell_of_the_given_up, self._blocking)

    async def retry(self, key: str) -> bool:
        """Put a job that failed back into the queue; False when it did not."""
        return await asyncio.to_thread(retry, self._blocking, key)

    async def postpone(self, key: str, owner: str | None, seconds: float) -> bool:
        """Put a job that runs back into the queue for later; False when it is another's now."""
        return await asyncio.to_thread(postpone, self._blocking, key, owner, seconds)

    async def drop_ended(self, kind: str, seconds: float) -> None:
        """Delete all that is kept of jobs of a kind that ended so long ago."""
        await asyncio.to_thread(drop_ended, self._blocking, kind, seconds)

    @staticmethod
    def owner(workflow_id: str) -> str | None:
        """Give by what the database knows the execution that is running in this task."""
        return current_owner_xid(workflow_id)

    async def owns(self, owner: str | None, workflow_id: str) -> bool:
        """Whether it is still this execution's: not cancelled, forgotten or begun again."""
        now = await asyncio.to_thread(self._dbos._sys_db.get_workflow_owner, workflow_id)
        return now is not None and now == owner

    async def gone(self, workflow_ids: Sequence[str]) -> set[str]:
        """Give which of them were cancelled or forgotten."""
        statuses = await asyncio.to_thread(
            self._dbos._sys_db.get_workflow_statuses, list(workflow_ids)
        )
        standing = {row["workflow_uuid"] for row in statuses if row["status"] != "CANCELLED"}
        return set(workflow_ids) - standing

    @staticmethod
    def lost(raised: BaseException) -> bool:
        """Whether a job stopped because it is not this execution's any more."""
        return isinstance(
            raised, error.DBOSWorkflowCancelledError | error.DBOSWorkflowConflictIDError
        )

    @staticmethod
    def failure(raised: BaseException) -> Failed:
        """Give what may be written down about what was raised."""
        return Failed(name_of(raised))

    async def cancel(self, keys: Sequence[str]) -> None:
        """Take the jobs out of the queue; running ones cannot write anything more."""
        await asyncio.to_thread(cancel, self._blocking, keys)

    async def erase(self, keys: Sequence[str]) -> int:
        """Delete every row about the jobs, and count the jobs."""
        return await asyncio.to_thread(erase, self._blocking, keys)

    def hush(self) -> None:
        """Let DBOS begin nothing more of its own accord."""
        for event in self._dbos.background_thread_stop_events:
            event.set()

    async def close(self) -> None:
        """Stop DBOS. What is not done is taken up by the next process."""
        loop, pool = asyncio.get_running_loop(), ThreadPoolExecutor()
        # DBOS puts a pool of its own under asyncio.to_thread, and shuts it down as it goes; a call
        # that still runs may put it there again.
        loop.set_default_executor(pool)
        await loop.run_in_executor(pool, self._destroy)
        loop.set_default_executor(pool)

    def _destroy(self) -> None:
        DBOS.destroy(destroy_registry=True)
        self._blocking.dispose()
        _ALONE.release()


async def _unless_known(workflow_id: str, start: Awaitable[object]) -> bool:
    try:
        with SetWorkflowID(workflow_id, workflow_id_reuse_policy="reject"):
            await start
    except error.DBOSWorkflowIDInUseError:
        return False
    return True
