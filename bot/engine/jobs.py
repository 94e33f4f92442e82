"""What a process without an engine does about jobs, beside a running Clerk or alone.

A running Clerk finds what is put or begun again within its idle poll, the next one at its start.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, TypeVar

import sqlalchemy as sa
from dbos import error

from bot.engine import standing
from bot.engine.keys import DEAD, JOB, QUEUE, VERSION
from bot.engine.names import Failed
from bot.engine.rows import Rows, client
from bot.ledger.database import Database
from handlers.ports import Job, QueueUnavailable

if TYPE_CHECKING:
    from dbos import WorkflowStatus

Answer = TypeVar("Answer")
State = Literal["waiting", "running", "done", "failed", "given up", "cancelled"]

_STATES: dict[str, State] = {
    "ENQUEUED": "waiting",
    "DELAYED": "waiting",
    "PENDING": "running",
    "SUCCESS": "done",
    "ERROR": "failed",
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": "given up",
    "CANCELLED": "cancelled",
}
_DONE = "SUCCESS"
_FAILED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]


@dataclass(frozen=True, slots=True)
class Listed:
    """One job as the database knows it; `tenant` is whose it is, where its payload says so.

    `attempts` are those since it was put or, if it was, begun again; `failure` is the name of the
    exception's type.
    """

    key: str
    kind: str
    tenant: str | None
    state: State
    put_at: datetime
    changed_at: datetime
    attempts: int
    failure: str | None


async def put(database: Database, job: Job) -> bool:
    """Keep the job durably; False when its key is known. Raises QueueUnavailable."""
    return await asyncio.to_thread(_put, database, job)


async def listed(database: Database, failed: bool, *, done: bool = True) -> list[Listed]:
    """List the jobs, or those only that failed for good; the newest last.

    A job has failed for good when it raised something, or was given up: each process that tried
    it died.
    """
    states = _FAILED if failed else [state for state in _STATES if done or state != _DONE]

    def rows(engine: sa.Engine) -> list[Listed]:
        found = client(engine).list_workflows(name=JOB, status=states)
        return [_listed(row) for row in found]

    return await _where_there_are_jobs(database, rows, [])


async def find(database: Database, key: str) -> Listed | None:
    """Give one job, or None."""

    def row(engine: sa.Engine) -> Listed | None:
        found = client(engine).list_workflows(name=JOB, workflow_ids=[key])
        return _listed(found[0]) if found else None

    return await _where_there_are_jobs(database, row, None)


async def retry(database: Database, key: str) -> bool:
    """Begin a job again that failed or was cancelled, as `Engine.retry` does."""
    return await _where_there_are_jobs(database, lambda one: standing.retry(one, key), False)


async def cancel(database: Database, key: str) -> bool:
    """Cancel a job that waits or runs; False when there is no such job, or it has ended.

    One that runs cannot write anything more, and stops within the idle poll of its Clerk. People
    are told as they are of a failure.
    """
    return await _where_there_are_jobs(database, lambda one: standing.call_off(one, key), False)


async def _where_there_are_jobs(
    database: Database, work: Callable[[sa.Engine], Answer], otherwise: Answer
) -> Answer:
    def run() -> Answer:
        engine = database.sync_engine()
        try:
            return work(engine) if Rows(engine).exist() else otherwise
        finally:
            engine.dispose()

    return await asyncio.to_thread(run)


def _put(database: Database, job: Job) -> bool:
    engine = database.sync_engine()
    try:
        rows = Rows(engine)
        if not rows.exist():
            rows.make()
        client(engine).enqueue(
            {
                "workflow_name": JOB,
                "queue_name": QUEUE,
                "workflow_id": job.key,
                "workflow_id_reuse_policy": "reject",
                "app_version": VERSION,
            },
            job.kind,
            job.key,
            dict(job.payload),
        )
    except error.DBOSWorkflowIDInUseError:
        return False
    except (sa.exc.SQLAlchemyError, error.DBOSException) as fault:
        raise QueueUnavailable(type(fault).__name__) from fault
    finally:
        engine.dispose()
    return True


def _listed(row: "WorkflowStatus") -> Listed:
    kind, _, payload = row.input["args"] if row.input else ("?", "", {})
    state = _STATES[row.status]
    failure, attempts = None, row.recovery_attempts or 0
    if isinstance(row.error, Failed):
        failure = row.error.type_name
    if state == "given up":
        # The last time it was taken out of the queue, it was given up and not tried.
        failure, attempts = DEAD, attempts - 1
    return Listed(
        key=row.workflow_id,
        kind=kind,
        tenant=payload.get("tenant"),
        state=state,
        put_at=_time(row.created_at),
        changed_at=_time(row.updated_at),
        attempts=attempts,
        failure=failure,
    )


def _time(milliseconds: int | None) -> datetime:
    return datetime.fromtimestamp((milliseconds or 0) / 1000, UTC)
