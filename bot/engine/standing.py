"""What is done to jobs from outside, each in one transaction: begun again, called off, dropped."""

import time

import sqlalchemy as sa
from dbos._utils import INTERNAL_QUEUE_NAME

from bot.engine.keys import DEAD, JOB, QUEUE, REPORT, VERSION, report_id
from bot.engine.names import NamesOnly
from bot.engine.rows import Rows, client
from handlers.ports import CANCELLED

_GIVEN_UP = "MAX_RECOVERY_ATTEMPTS_EXCEEDED"
_RETRIED = ("ERROR", _GIVEN_UP, "CANCELLED")
_CALLED_OFF = ("ENQUEUED", "DELAYED", "PENDING")
_ENDED = ("SUCCESS", *_RETRIED)


def retry(engine: sa.Engine, key: str) -> bool:
    """Put a job that failed, was given up or cancelled back into the queue. Blocks.

    What it did before its first step that raised stays done; that step, and all after it, are
    done again. False when there is no such job, it waits, runs, or is done.
    """
    rows = Rows(engine)
    with engine.begin() as connection:
        version = _take(connection, rows, key, _RETRIED)
        if version is None:
            return False
        _forget_steps(connection, rows, key, since=None if version == VERSION else 0)
        rows.remove_report(connection, key)
        connection.execute(
            sa.update(rows.jobs)
            .where(rows.jobs.c.workflow_uuid == key)
            .values(
                status="ENQUEUED",
                queue_name=QUEUE,
                application_version=VERSION,
                recovery_attempts=0,
                owner_xid=None,
                workflow_deadline_epoch_ms=None,
                deduplication_id=None,
                started_at_epoch_ms=None,
                completed_at=None,
                output=None,
                error=None,
            )
        )
    return True


def postpone(engine: sa.Engine, key: str, owner: str | None, seconds: float) -> bool:
    """Put a job that runs back into the queue, to begin again in so many seconds. Blocks.

    What it did before its first step that raised stays done. False when it is not that
    execution's any more: cancelled, forgotten or begun again.
    """
    rows = Rows(engine)
    with engine.begin() as connection:
        put_back = connection.execute(
            sa.update(rows.jobs)
            .where(
                rows.jobs.c.workflow_uuid == key,
                rows.jobs.c.name == JOB,
                rows.jobs.c.status == "PENDING",
                rows.jobs.c.owner_xid == owner,
            )
            .values(
                status="DELAYED",
                queue_name=QUEUE,
                recovery_attempts=0,
                owner_xid=None,
                started_at_epoch_ms=None,
                delay_until_epoch_ms=_now() + int(seconds * 1000),
                updated_at=_now(),
            )
        )
        if not put_back.rowcount:
            return False
        _forget_steps(connection, rows, key, since=None)
    return True


def call_off(engine: sa.Engine, key: str) -> bool:
    """Cancel a job that waits or runs, and have it told that nothing will come of it. Blocks.

    One that runs cannot write anything more. False when there is no such job, or it has ended.
    """
    rows = Rows(engine)
    with engine.begin() as connection:
        if _take(connection, rows, key, _CALLED_OFF) is None:
            return False
        now = _now()
        connection.execute(
            sa.update(rows.jobs)
            .where(rows.jobs.c.workflow_uuid == key)
            .values(
                status="CANCELLED",
                queue_name=None,
                owner_xid=None,
                deduplication_id=None,
                started_at_epoch_ms=None,
                completed_at=now,
            )
        )
        _tell(engine, connection, key, CANCELLED)
    return True


def tell_of_the_given_up(engine: sa.Engine) -> None:
    """Have it told of every job that was given up, unless that was asked for before. Blocks."""
    rows = Rows(engine)
    with engine.begin() as connection:
        # A write: whoever would retry one of them waits until it is settled who was first.
        given_up = connection.execute(
            sa.update(rows.jobs)
            .where(rows.jobs.c.name == JOB, rows.jobs.c.status == _GIVEN_UP)
            .values(updated_at=rows.jobs.c.updated_at)
            .returning(rows.jobs.c.workflow_uuid)
        )
        for key in given_up.scalars().all():
            _tell(engine, connection, key, DEAD)


def drop_ended(engine: sa.Engine, kind: str, seconds: float) -> None:
    """Delete all that is kept of jobs of a kind that ended so long ago. Blocks.

    Their keys, which begin with the kind, are not known any more: this is for work whose keys
    are made of the time it was due at, and never come again.
    """
    rows = Rows(engine)
    jobs = rows.jobs.c
    ended = sa.and_(
        jobs.workflow_uuid.startswith(f"{kind}:", autoescape=True),
        jobs.name.in_((JOB, REPORT)),
        jobs.status.in_(_ENDED),
        jobs.updated_at < _now() - int(seconds * 1000),
    )
    with engine.begin() as connection:
        rows.remove(connection, ended)


def _take(connection: sa.Connection, rows: Rows, key: str, states: tuple[str, ...]) -> str | None:
    """Lock a job that is in one of these states, and give its version; None: it is in another."""
    # A write, as SQLite begins a transaction, and takes its lock, at the first one only.
    taken = connection.execute(
        sa.update(rows.jobs)
        .where(
            rows.jobs.c.workflow_uuid == key,
            rows.jobs.c.name == JOB,
            rows.jobs.c.status.in_(states),
        )
        .values(updated_at=_now())
        .returning(sa.func.coalesce(rows.jobs.c.application_version, ""))
    )
    version: str | None = taken.scalar()
    return version


def _forget_steps(connection: sa.Connection, rows: Rows, key: str, since: int | None) -> None:
    """Delete the checkpoints from number `since`, or else from the first that holds an exception.

    The ones after it too: what a job did once it had caught the exception, it may not do when the
    step succeeds, and a job whose steps do not follow its checkpoints cannot go on.
    """
    places = (
        (rows.steps, rows.steps.c.workflow_uuid, rows.steps.c.function_id),
        (rows.commits, rows.commits.c.workflow_id, rows.commits.c.step_id),
    )
    if since is None:
        raised = [
            sa.select(number).where(owner == key, table.c.error.is_not(None))
            for table, owner, number in places
        ]
        numbers = connection.execute(sa.union_all(*raised)).scalars().all()
        if not numbers:
            return
        since = min(numbers)
    for table, owner, number in places:
        connection.execute(sa.delete(table).where(owner == key, number >= since))


def _tell(engine: sa.Engine, connection: sa.Connection, key: str, type_name: str) -> None:
    """Have people told that a job failed, unless that was asked for before."""
    rows = Rows(engine)
    told = sa.select(rows.jobs.c.status).where(rows.jobs.c.workflow_uuid == report_id(key))
    if connection.execute(told).first() is not None:
        return
    written = sa.select(rows.inputs.c.inputs).where(rows.inputs.c.workflow_uuid == key)
    given = NamesOnly().deserialize(connection.execute(written).scalar())
    if isinstance(given, dict):
        client(engine).enqueue_in_transaction(
            connection,
            {
                "workflow_name": REPORT,
                "queue_name": INTERNAL_QUEUE_NAME,
                "workflow_id": report_id(key),
                "app_version": VERSION,
            },
            *given["args"],
            type_name,
        )


def _now() -> int:
    return int(time.time() * 1000)
