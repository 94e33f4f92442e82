"""The Tasks port in SQL: what was decided, and what is to be done, each tenant on its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.meeting_rows import change, whose
from bot.ledger.tables import Tenanted
from handlers.chat import Language, Place
from handlers.ports import Clock
from handlers.tasks.records import Kind, State, Task
from pipelines.meeting.minutes import Doubt

_OPEN: dict[str, Any] = {"sqlite_where": sa.text("kind = 'action' AND state = 'confirmed'")}


class TaskRow(Tenanted):
    """One decision, or one thing to do, of a meeting."""

    __tablename__ = "tasks"
    __table_args__ = (
        whose(),
        sa.Index("tasks_by_meeting", "tenant", "meeting_id"),
        sa.Index("tasks_by_day", "due", **_OPEN),
        sa.Index("tasks_by_channel", "tenant", "platform", "channel", **_OPEN),
        sa.Index("tasks_by_user", "tenant", "platform", "user", **_OPEN),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    meeting_id: Mapped[str]
    platform: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str | None]
    language: Mapped[Language]
    kind: Mapped[Kind] = mapped_column(sa.String)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    cites: Mapped[list[str]] = mapped_column(sa.JSON)
    quote: Mapped[str] = mapped_column(sa.Text)
    start_s: Mapped[float]
    found_by: Mapped[str]
    since: Mapped[datetime]
    doubts: Mapped[list[str]] = mapped_column(sa.JSON)
    owner: Mapped[str] = mapped_column(sa.Text)
    user: Mapped[str | None]
    due: Mapped[date | None]
    at: Mapped[time | None]
    due_words: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[State] = mapped_column(sa.String)
    revision: Mapped[int]
    by: Mapped[str | None]


class SqlTasks:
    """One row for each task, by tenant; they go with their meeting."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def propose(self, tenant: str, meeting_id: str, found: Sequence[Task]) -> None:
        """Keep what a run found in place of what earlier ones proposed."""
        async with self._database.session() as session:
            # This takes the write lock: nobody decides on what is replaced meanwhile.
            if not await change(session, tenant, meeting_id, {"tenant": tenant}):
                return
            theirs = _of_meeting(tenant, meeting_id)
            gone = sa.delete(TaskRow).where(theirs, TaskRow.by.is_(None))
            await session.execute(gone, execution_options=UNSYNCHRONISED)
            decided = set(await session.scalars(sa.select(TaskRow.id).where(theirs)))
            fresh = {one.id: _values(one) for one in reversed(found) if one.id not in decided}
            if fresh:
                await session.execute(sa.insert(TaskRow), list(fresh.values()))

    async def get(self, tenant: str, task_id: str) -> Task | None:
        """Give a task; None: there is none, or it was forgotten with its meeting."""
        found = await self._found(TaskRow.tenant == tenant, TaskRow.id == task_id)
        return next(iter(found), None)

    async def of_meeting(self, tenant: str, meeting_id: str) -> Sequence[Task]:
        """Give all tasks of a meeting: decisions first, each kind by its numbers."""
        return await self._found(
            _of_meeting(tenant, meeting_id), order=(TaskRow.kind.desc(), TaskRow.number, TaskRow.id)
        )

    async def of_channel(self, place: Place) -> Sequence[Task]:
        """Give the open tasks of a channel, the next due first, those without a day last."""
        row = TaskRow
        there = (row.tenant == place.tenant, row.platform == place.platform)
        return await self._found(_is_open(), *there, row.channel == place.channel)

    async def decided(self, place: Place) -> Sequence[Task]:
        """Give what was decided in the meetings of a channel and confirmed, the newest first."""
        row = TaskRow
        there = (row.tenant == place.tenant, row.platform == place.platform)
        is_it = (row.kind == "decision", row.state == "confirmed", row.channel == place.channel)
        found = await self._found(*is_it, *there)
        return sorted(found, key=lambda one: (one.since, one.id), reverse=True)

    async def of_user(self, platform: str, tenant: str, user: str) -> Sequence[Task]:
        """Give the open tasks of a person, in the same order."""
        row = TaskRow
        there = (row.tenant == tenant, row.platform == platform)
        return await self._found(_is_open(), *there, row.user == user)

    async def change(self, task: Task, *, by: str, when: Sequence[State]) -> Task | None:
        """Keep a task as it is given, as its next revision; None: somebody was faster."""
        row = TaskRow
        new = replace(task, by=by, since=self._clock.now(), revision=task.revision + 1)
        which = (row.tenant == task.tenant, row.id == task.id, row.meeting_id == task.meeting_id)
        is_same = (row.revision == task.revision, row.state.in_(when))
        changed = sa.update(row).where(*which, *is_same).values(**_values(new)).returning(row.id)
        async with self._database.session() as session:
            found = await session.scalar(changed, execution_options=UNSYNCHRONISED)
            return None if found is None else new

    async def due(self, until: date) -> Sequence[Task]:
        """Give the open tasks, of all tenants, that are due on a day or before."""
        return await self._found(_is_open(), TaskRow.due <= until)

    async def changed(self, since: datetime) -> Sequence[Task]:
        """Give what people changed since a time, of all tenants."""
        return await self._found(TaskRow.by.is_not(None), TaskRow.since >= since)

    async def _found(
        self,
        *which: sa.ColumnElement[bool],
        order: Sequence[sa.ColumnExpressionArgument[Any]] = (),
    ) -> Sequence[Task]:
        async with self._database.reading() as session:
            return await _tasks(session, *which, order=order or _by_day())


def _is_open() -> sa.ColumnElement[bool]:
    # Written out, and not bound: the indexes of open tasks serve only what is known to be open.
    return sa.and_(
        TaskRow.kind == sa.literal_column("'action'"),
        TaskRow.state == sa.literal_column("'confirmed'"),
    )


def _by_day() -> Sequence[sa.ColumnExpressionArgument[Any]]:
    row = TaskRow
    timed = (row.due.is_(None), row.due, row.at.is_(None), row.at)
    return (*timed, row.tenant, row.id)


def _of_meeting(tenant: str, meeting_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(TaskRow.tenant == tenant, TaskRow.meeting_id == meeting_id)


async def _tasks(
    session: AsyncSession,
    *which: sa.ColumnElement[bool],
    order: Sequence[sa.ColumnExpressionArgument[Any]] = (),
) -> Sequence[Task]:
    chosen = sa.select(TaskRow).where(*which).order_by(*order)
    fresh = chosen.execution_options(populate_existing=True)
    return [_task(row) for row in (await session.scalars(fresh)).all()]


def _task(row: TaskRow) -> Task:
    return Task(
        tenant=row.tenant,
        id=row.id,
        meeting_id=row.meeting_id,
        place=Place(row.platform, row.tenant, row.channel, row.thread),
        language=row.language,
        kind=row.kind,
        number=row.number,
        text=row.text,
        cites=tuple(row.cites),
        quote=row.quote,
        start_s=row.start_s,
        found_by=row.found_by,
        since=row.since,
        doubts=tuple(map(Doubt, row.doubts)),
        owner=row.owner,
        user=row.user,
        due=row.due,
        at=row.at,
        due_words=row.due_words,
        state=row.state,
        revision=row.revision,
        by=row.by,
    )


def _values(task: Task) -> dict[str, Any]:
    place = task.place
    return {
        "tenant": task.tenant,
        "id": task.id,
        "meeting_id": task.meeting_id,
        "platform": place.platform,
        "channel": place.channel,
        "thread": place.thread,
        "language": task.language,
        "kind": task.kind,
        "number": task.number,
        "text": task.text,
        "cites": list(task.cites),
        "quote": task.quote,
        "start_s": task.start_s,
        "found_by": task.found_by,
        "since": task.since,
        "doubts": [str(one) for one in task.doubts],
        "owner": task.owner,
        "user": task.user,
        "due": task.due,
        "at": task.at,
        "due_words": task.due_words,
        "state": task.state,
        "revision": task.revision,
        "by": task.by,
    }
