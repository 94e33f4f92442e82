"""The Book port in SQL: what Clerk must remember to speak in Teams."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.book import Account, Conversation, Said, Source
from bot.ledger import cards
from bot.ledger.book_rows import (
    TeamsAccountRow,
    TeamsConversationRow,
    TeamsFileRow,
    TeamsMessageRow,
    about,
    account_of,
    conversation_of,
    said_of,
    said_values,
    shown_in,
    source_of,
    was_dropped,
)
from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.faults import DatabaseBusy
from bot.ledger.tables import OutboxRow, Tenanted
from handlers.chat import Card, MessageRef, Place


class SqlBook:
    """What is kept of Teams, each tenant on its own.

    What was said there is said: each change is a transaction of its own, whatever is in progress.
    """

    def __init__(
        self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._now = now

    async def heard(self, conversation: Conversation, *accounts: Account) -> None:
        async with self._apart() as session:
            # Nothing is written for every word that is said: it rarely tells of another way.
            row = await session.get(
                TeamsConversationRow, (conversation.tenant, conversation.channel)
            )
            known = None if row is None else conversation_of(row)
            if known is not None:
                conversation = replace(
                    conversation,
                    user=conversation.user or known.user,
                    team=conversation.team or known.team,
                )
            if conversation != known:
                values = {**asdict(conversation), "since": self._now()}
                await _keep(session, TeamsConversationRow, values, "tenant", "channel")
            for one in accounts:
                one = replace(one, channel=conversation.channel)  # they were met there last
                account = await session.get(TeamsAccountRow, (one.tenant, one.user))
                if account is None or account_of(account) != one:
                    await _keep(session, TeamsAccountRow, asdict(one), "tenant", "user")

    async def left(self, tenant: str, channel: str, team: str = "") -> None:
        row, account = TeamsConversationRow, TeamsAccountRow
        is_of_it = (row.tenant == tenant, row.team == team, row.team != "")
        beside = sa.select(row.channel).where(*is_of_it)
        async with self._apart() as session:
            gone = {channel, *await session.scalars(beside)}
            await _remove(session, account, account.tenant == tenant, account.channel.in_(gone))
            await _remove(session, row, row.tenant == tenant, row.channel.in_(gone))

    async def conversation(self, tenant: str, channel: str) -> Conversation | None:
        async with self._apart() as session:
            row = await session.get(TeamsConversationRow, (tenant, channel))
            return None if row is None else conversation_of(row)

    async def personal(self, tenant: str, user: str) -> Conversation | None:
        row = TeamsConversationRow
        return await self._newest(
            row.tenant == tenant, row.user == user, row.kind == "personal", row.user != ""
        )

    async def any(self, tenant: str) -> Conversation | None:
        return await self._newest(TeamsConversationRow.tenant == tenant)

    async def account(self, tenant: str, user: str) -> Account | None:
        async with self._apart() as session:
            row = await session.get(TeamsAccountRow, (tenant, user))
            return None if row is None else account_of(row)

    async def user(self, tenant: str, account: str) -> str | None:
        row = TeamsAccountRow
        # Who signed in nowhere is kept under the connector's own id.
        which = (row.tenant == tenant, row.id == account, row.user != account)
        async with self._apart() as session:
            found = (await session.scalars(sa.select(row.user).where(*which).limit(2))).all()
        return found[0] if len(found) == 1 else None

    async def say(self, said: Said) -> None:
        place = said.message.place
        values = {
            "tenant": place.tenant,
            "channel": place.channel,
            "id": said.message.id,
            "since": self._now(),
            **said_values(said),
        }
        async with self._apart() as session:
            await _keep(session, TeamsMessageRow, values, "tenant", "channel", "id")

    async def edited(self, message: MessageRef, card: Card) -> bool:
        row = TeamsMessageRow
        change = sa.update(row).where(*shown_in(message)).values(card=cards.written(card))
        async with self._apart() as session:
            edited = change.returning(row.id)
            ids = await session.scalars(edited, execution_options=UNSYNCHRONISED)
            return bool(ids.all())

    async def given(self, message: MessageRef) -> None:
        emptied = sa.update(TeamsMessageRow).where(*_named(message)).values(content=None)
        async with self._apart() as session:
            await session.execute(emptied, execution_options=UNSYNCHRONISED)

    async def said(self, message: MessageRef) -> Said | None:
        return await self._said(*shown_in(message))

    async def marked(self, place: Place, mark: str) -> Said | None:
        row = TeamsMessageRow
        which = (row.tenant == place.tenant, row.channel == place.channel, row.mark == mark)
        return await self._said(*which, row.mark != "")

    async def bundled(self, place: Place, bundle: str) -> tuple[Said, ...]:
        row = TeamsMessageRow
        ours = (row.tenant == place.tenant, row.channel == place.channel, row.bundle == bundle)
        found = sa.select(row).where(*ours, row.bundle != "").order_by(row.since, row.id)
        async with self._apart() as session:
            return tuple(said_of(one) for one in await session.scalars(found))

    async def unsay(self, message: MessageRef) -> None:
        await self._remove(TeamsMessageRow, *_named(message))

    async def brought(self, *sources: Source) -> None:
        async with self._apart() as session:
            for one in sources:
                await _keep(session, TeamsFileRow, asdict(one), "tenant", "channel", "file")

    async def source(self, tenant: str, channel: str, file: str) -> Source | None:
        async with self._apart() as session:
            row = await session.get(TeamsFileRow, (tenant, channel, file))
            return None if row is None else source_of(row)

    async def of_message(self, tenant: str, channel: str, message: str) -> tuple[Source, ...]:
        row = TeamsFileRow
        came = (row.tenant == tenant, row.channel == channel, row.message == message)
        found = sa.select(row).where(*came, row.message != "").order_by(row.file)
        async with self._apart() as session:
            return tuple(source_of(one) for one in await session.scalars(found))

    async def sweep(self, before: datetime) -> int:
        message, file = TeamsMessageRow, TeamsFileRow
        held = (message.offered_at < before, message.content.is_not(None))
        emptied = sa.update(message).where(*held).values(content=None).returning(message.id)
        async with self._apart() as session:
            swept = len((await session.scalars(emptied, execution_options=UNSYNCHRONISED)).all())
            # A key of its own, in the place of an arrival's job, is of no file.
            of_files = about(OutboxRow.job != OutboxRow.key)
            swept += await _remove(session, message, message.since < before, sa.not_(of_files))
            # What was dropped is taken back by its message, however old: which it was, stays.
            old, dropped = file.since < before, was_dropped()
            swept += await _remove(session, file, old, sa.not_(dropped))
            forgotten = sa.update(file).where(old, dropped, file.url != "").values(url="", link="")
            named = forgotten.returning(file.file)
            swept += len((await session.scalars(named, execution_options=UNSYNCHRONISED)).all())
        return swept

    async def _newest(self, *which: sa.ColumnElement[bool]) -> Conversation | None:
        row = TeamsConversationRow
        found = sa.select(row).where(*which).order_by(row.since.desc(), row.channel).limit(1)
        async with self._apart() as session:
            one = await session.scalar(found)
            return None if one is None else conversation_of(one)

    async def _said(self, *which: sa.ColumnElement[bool]) -> Said | None:
        row = TeamsMessageRow
        found = sa.select(row).where(*which).order_by(row.since, row.id).limit(1)
        async with self._apart() as session:
            one = await session.scalar(found)
            return None if one is None else said_of(one)

    async def _remove(self, row: type[Tenanted], *which: sa.ColumnElement[bool]) -> None:
        async with self._apart() as session:
            await _remove(session, row, *which)

    @asynccontextmanager
    async def _apart(self) -> AsyncIterator[AsyncSession]:
        try:
            async with self._database.apart() as session:
                yield session
        except sa.exc.OperationalError as error:
            # Without the statement: its parameters are what was said.
            raise DatabaseBusy(str(error.orig)) from None


def _named(message: MessageRef) -> tuple[sa.ColumnElement[bool], ...]:
    row, place = TeamsMessageRow, message.place
    return (row.tenant == place.tenant, row.channel == place.channel, row.id == message.id)


async def _keep(
    session: AsyncSession, row: type[Tenanted], values: Mapping[str, Any], *key: str
) -> None:
    """Keep the columns of a row in the place of those that are there under its key."""
    others = {name: value for name, value in values.items() if name not in key}
    kept = insert(row).values(values).on_conflict_do_update(list(key), set_=others)
    await session.execute(kept, execution_options=UNSYNCHRONISED)


async def _remove(
    session: AsyncSession, row: type[Tenanted], *which: sa.ColumnElement[bool]
) -> int:
    """Remove rows; gives how many there were."""
    gone = sa.delete(row).where(*which).returning(row.tenant)
    return len((await session.scalars(gone, execution_options=UNSYNCHRONISED)).all())
