"""The local workspace's conversations: what was said, which files came with it, what changed."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.ledger.bell import Bell
from bot.ledger.database import Database
from bot.ledger.faults import DatabaseBusy
from bot.ledger.workspace_rows import (
    Body,
    Draft,
    Filed,
    History,
    Message,
    WorkspaceFileRow,
    WorkspaceMessageRow,
    WorkspaceTurnRow,
    file_row,
    message_row,
    read_file,
    read_message,
)

_Which = sa.ColumnElement[bool]


class Workspace:
    """Messages and files of the local workspace, each tenant on its own.

    What is said here is seen at once and stays said: a transaction in progress elsewhere does
    not take it in. `bell` rings in this process at every change; other processes' changes show
    in `cursor`. Every method may raise DatabaseBusy.
    """

    def __init__(
        self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._now = now
        self.bell = Bell()

    async def add(self, draft: Draft) -> Message:
        """Say `draft`; under a key that was used before, give the message said then."""
        async with self._apart() as session:
            turn = await _take_turn(session, draft.tenant)
            if draft.key is not None:
                earlier = await _one(session, _keyed(draft.tenant, draft.key))
                if earlier is not None:
                    return earlier
            row = message_row(draft, turn, self._now())
            session.add(row)
            await session.flush()
            if draft.file is not None:
                session.add(file_row(draft.tenant, draft.id, draft.file))
                await session.flush()
        self.bell.ring()
        return read_message(row)

    async def get(self, tenant: str, message: str) -> Message | None:
        """Give a message that was not retracted."""
        async with self._apart() as session:
            found = await _one(session, _named(tenant, message))
        return None if found is None or found.retracted else found

    async def by_key(self, tenant: str, key: str) -> Message | None:
        """Give the message said under `key`."""
        async with self._apart() as session:
            return await _one(session, _keyed(tenant, key))

    async def edit(self, tenant: str, message: str, body: Body) -> bool:
        """Replace what a message says; False when it is not there."""
        return await self._change(tenant, message, {"body": dict(body)})

    async def retract(self, tenant: str, message: str) -> bool:
        """Empty a message and forget its files' rows; False when it is gone already."""
        emptied = {"author": "", "key": None, "audience": None, "retracted": True}
        return await self._change(tenant, message, {"body": {}, **emptied}, unfiled=True)

    async def strip(self, tenant: str, message: str, body: Body) -> bool:
        """Replace what a message says and forget its files' rows; False when it is not there."""
        return await self._change(tenant, message, {"body": dict(body)}, unfiled=True)

    async def _change(
        self, tenant: str, message: str, values: dict[str, Any], *, unfiled: bool = False
    ) -> bool:
        async with self._apart() as session:
            turn = await _take_turn(session, tenant)
            there = sa.and_(_named(tenant, message), WorkspaceMessageRow.retracted.is_(False))
            if await _one(session, there) is None:
                return False
            change = sa.update(WorkspaceMessageRow).where(there)
            await session.execute(change.values(changed=turn, **values))
            if unfiled:
                await session.execute(sa.delete(WorkspaceFileRow).where(_of(tenant, message)))
        self.bell.ring()
        return True

    async def cursor(self, tenant: str) -> int:
        """Give the number of the last change, 0 before the first."""
        newest = sa.select(WorkspaceTurnRow.turn).where(WorkspaceTurnRow.tenant == tenant)
        async with self._apart() as session:
            return await session.scalar(newest) or 0

    async def since(self, tenant: str, viewer: str, after: int, limit: int = 100) -> list[Message]:
        """Give the messages `viewer` may see that changed after `after`, in order of change."""
        row = WorkspaceMessageRow
        changed = sa.and_(row.tenant == tenant, row.changed > after, _seen_by(viewer))
        async with self._apart() as session:
            return await _many(session, changed, row.changed.asc(), limit)

    async def history(
        self, tenant: str, channel: str, viewer: str, before: int | None = None, limit: int = 50
    ) -> History:
        """Give the newest `limit` threads that began before `before`, with all their replies."""
        row = WorkspaceMessageRow
        async with self._apart() as session:
            begun = sa.and_(_begun(tenant, channel, before), _seen_by(viewer))
            roots = await _many(session, begun, row.posted.desc(), limit + 1)
            shown = roots[:limit]
            answers = sa.and_(
                row.tenant == tenant,
                row.thread.in_([root.id for root in shown]),
                row.retracted.is_(False),
                _seen_by(viewer),
            )
            said = [*shown, *await _many(session, answers, row.posted.asc())]
        return History(sorted(said, key=lambda one: one.posted), earlier=len(roots) > limit)

    async def replies(self, tenant: str, thread: str) -> list[Message]:
        """Give the replies of a thread, to whomever they are said."""
        row = WorkspaceMessageRow
        said = sa.and_(row.tenant == tenant, row.thread == thread, row.retracted.is_(False))
        async with self._apart() as session:
            return await _many(session, said, row.posted.asc())

    async def told(self, tenant: str, words: str) -> list[Message]:
        """Give what single persons were told in whose body `words`, plain ASCII, stand."""
        row = WorkspaceMessageRow
        private = sa.and_(row.tenant == tenant, row.audience.is_not(None), row.retracted.is_(False))
        said = sa.cast(row.body, sa.Text).contains(words, autoescape=True)
        async with self._apart() as session:
            return await _many(session, sa.and_(private, said), row.posted.asc())

    async def file(self, tenant: str, file: str) -> Filed | None:
        """Give a file with its message."""
        row = WorkspaceFileRow
        found = await self._files(sa.and_(row.tenant == tenant, row.id == file))
        return found[0] if found else None

    async def files_of(self, tenant: str, message: str) -> list[Filed]:
        """Give the files of a message."""
        return await self._files(_of(tenant, message))

    async def file_ids(self, tenant: str) -> frozenset[str]:
        """Give the ids of all files, dropped and Clerk's."""
        ids = sa.select(WorkspaceFileRow.id).where(WorkspaceFileRow.tenant == tenant)
        async with self._apart() as session:
            return frozenset(await session.scalars(ids))

    async def unannounced(self, tenant: str) -> list[Filed]:
        """Give the dropped files that nobody was told of, because a crash came between."""
        row = WorkspaceFileRow
        return await self._files(sa.and_(row.tenant == tenant, row.announced.is_(False)))

    async def announced(self, tenant: str, file: str) -> None:
        """Note that a dropped file was told of."""
        row = WorkspaceFileRow
        told = sa.update(row).where(row.tenant == tenant, row.id == file).values(announced=True)
        async with self._apart() as session:
            await session.execute(told)

    async def _files(self, which: _Which) -> list[Filed]:
        row, owner = WorkspaceFileRow, WorkspaceMessageRow
        owned = sa.and_(owner.tenant == row.tenant, owner.id == row.message)
        found = sa.select(row, owner).join(owner, owned).where(which).order_by(owner.posted)
        async with self._apart() as session:
            pairs = (await session.execute(found)).all()
        return [Filed(read_file(file), read_message(message)) for file, message in pairs]

    @asynccontextmanager
    async def _apart(self) -> AsyncIterator[AsyncSession]:
        try:
            async with self._database.apart() as session:
                yield session
        except sa.exc.OperationalError as error:
            # Without the statement: its parameters are what people said.
            raise DatabaseBusy(str(error.orig)) from None


async def _take_turn(session: AsyncSession, tenant: str) -> int:
    # The row stays locked until the transaction ends, so numbers become visible in their order:
    # whoever has seen n never meets a smaller one later.
    row = WorkspaceTurnRow
    following = sa.update(row).where(row.tenant == tenant).values(turn=row.turn + 1)
    turn = await session.scalar(following.returning(row.turn))
    if turn is None:
        turn = 1
        await session.execute(sa.insert(row).values(tenant=tenant, turn=turn))
    return turn


def _named(tenant: str, message: str) -> _Which:
    return sa.and_(WorkspaceMessageRow.tenant == tenant, WorkspaceMessageRow.id == message)


def _keyed(tenant: str, key: str) -> _Which:
    return sa.and_(WorkspaceMessageRow.tenant == tenant, WorkspaceMessageRow.key == key)


def _of(tenant: str, message: str) -> _Which:
    return sa.and_(WorkspaceFileRow.tenant == tenant, WorkspaceFileRow.message == message)


def _seen_by(viewer: str) -> _Which:
    audience = WorkspaceMessageRow.audience
    return sa.or_(audience.is_(None), audience == viewer)


def _begun(tenant: str, channel: str, before: int | None) -> _Which:
    row, reply = WorkspaceMessageRow, aliased(WorkspaceMessageRow)
    answered = sa.exists().where(
        reply.tenant == row.tenant, reply.thread == row.id, reply.retracted.is_(False)
    )
    return sa.and_(
        row.tenant == tenant,
        row.channel == channel,
        row.thread.is_(None),
        sa.true() if before is None else row.posted < before,
        sa.or_(row.retracted.is_(False), answered),
    )


async def _one(session: AsyncSession, which: _Which) -> Message | None:
    row = (await session.scalars(sa.select(WorkspaceMessageRow).where(which))).one_or_none()
    return None if row is None else read_message(row)


async def _many(
    session: AsyncSession, which: _Which, order: sa.ColumnElement[Any], limit: int | None = None
) -> list[Message]:
    chosen = sa.select(WorkspaceMessageRow).where(which).order_by(order).limit(limit)
    return [read_message(row) for row in await session.scalars(chosen)]
