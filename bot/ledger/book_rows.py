"""The tables of what Clerk must remember to speak in Teams, and their rows as plain values."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.book import (
    ON_CARD,
    PLATFORM,
    Account,
    Conversation,
    ConversationKind,
    Offered,
    Said,
    Source,
    SourceKind,
)
from bot.ledger import cards
from bot.ledger.tables import DropRow, OutboxRow, Tenanted
from handlers.chat import MessageRef, Place

Values = dict[str, Any]


class TeamsConversationRow(Tenanted):
    """One conversation, and how it is reached; it is so `since` that time."""

    __tablename__ = "teams_conversations"
    __table_args__ = (sa.Index("teams_conversations_by_user", "tenant", "user"),)

    channel: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[ConversationKind] = mapped_column(sa.String)
    service_url: Mapped[str]
    bot: Mapped[str]
    user: Mapped[str]
    team: Mapped[str]
    since: Mapped[datetime]


class TeamsAccountRow(Tenanted):
    """One person, as the connector knows them, and the conversation they were met in last."""

    __tablename__ = "teams_accounts"

    user: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str]
    channel: Mapped[str]


class TeamsMessageRow(Tenanted):
    """One message of Clerk's as it is now; one that offers a file has an `offered_at`.

    Where it offers that beside others it has the `bundle` of those.
    """

    __tablename__ = "teams_messages"
    __table_args__ = (
        sa.Index("teams_messages_by_mark", "tenant", "channel", "mark"),
        sa.Index("teams_messages_by_bundle", "tenant", "channel", "bundle"),
        sa.Index("teams_messages_by_age", "since"),
    )

    channel: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    thread: Mapped[str | None]
    mark: Mapped[str]
    user: Mapped[str]
    card: Mapped[dict[str, Any]]
    since: Mapped[datetime]
    offered_at: Mapped[datetime | None]
    name: Mapped[str]
    mime: Mapped[str]
    alt: Mapped[str] = mapped_column(sa.Text)
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    bundle: Mapped[str] = mapped_column(server_default=sa.text("''"))


class TeamsFileRow(Tenanted):
    """Where one dropped file is to be had, for as long as its address may hold."""

    __tablename__ = "teams_files"
    __table_args__ = (
        sa.Index("teams_files_by_message", "tenant", "channel", "message"),
        sa.Index("teams_files_by_age", "since"),
    )

    channel: Mapped[str] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[SourceKind] = mapped_column(sa.String)
    url: Mapped[str] = mapped_column(sa.Text)
    link: Mapped[str] = mapped_column(sa.Text)
    message: Mapped[str]
    thread: Mapped[str]
    since: Mapped[datetime]


def conversation_of(row: TeamsConversationRow) -> Conversation:
    """Give a conversation by its row."""
    return Conversation(
        tenant=row.tenant,
        channel=row.channel,
        kind=row.kind,
        service_url=row.service_url,
        bot=row.bot,
        user=row.user,
        team=row.team,
    )


def account_of(row: TeamsAccountRow) -> Account:
    """Give an account by its row."""
    return Account(row.tenant, row.user, row.id, row.channel)


def said_of(row: TeamsMessageRow) -> Said:
    """Give a message by its row."""
    place = Place(PLATFORM, row.tenant, row.channel, row.thread)
    message, card = MessageRef(place, row.id), cards.read(row.card)
    return Said(message, row.mark, card, _offered(row), row.user)


def _offered(row: TeamsMessageRow) -> Offered | None:
    if row.offered_at is None:
        return None
    return Offered(row.name, row.mime, row.alt, row.content, row.offered_at, row.bundle)


def said_values(said: Said) -> Values:
    """Give what a message says as the columns of its row."""
    offered = said.offered
    file: Values = dict.fromkeys(("name", "mime", "alt", "bundle"), "")
    file |= {"offered_at": None, "content": None}
    if offered is not None:
        file = asdict(offered)
        file["offered_at"] = file.pop("since")
    return {
        "thread": said.message.place.thread,
        "mark": said.mark,
        "user": said.user,
        "card": cards.written(said.card),
        **file,
    }


def source_of(row: TeamsFileRow) -> Source:
    """Give by its row where a file is to be had."""
    return Source(
        tenant=row.tenant,
        channel=row.channel,
        file=row.file,
        kind=row.kind,
        url=row.url,
        message=row.message,
        thread=row.thread,
        since=row.since,
        link=row.link,
    )


def shown_in(message: MessageRef) -> tuple[sa.ColumnElement[bool], ...]:
    """Whether it is a message, or a file that the message offers beside others."""
    row, place, first = TeamsMessageRow, message.place, f"{message.id}{ON_CARD}"
    # Marks are digits of base 16: all come before this letter, however a database sorts.
    named = sa.or_(row.id == message.id, row.id.between(first, f"{first}g"))
    return (row.tenant == place.tenant, row.channel == place.channel, named)


def about(*which: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether a message is one that some rows of the outbox tell of."""
    row = OutboxRow
    sent = sa.select(row.tenant, row.channel, row.message).where(
        row.platform == PLATFORM, row.message.is_not(None), *which
    )
    own = (TeamsMessageRow.tenant, TeamsMessageRow.channel, TeamsMessageRow.id)
    return sa.tuple_(*own).in_(sent)


def was_dropped() -> sa.ColumnElement[bool]:
    """Whether it is a file of an arrival that is kept."""
    row, drop = TeamsFileRow, DropRow
    arrivals = sa.select(drop.tenant, drop.channel, drop.file).where(drop.platform == PLATFORM)
    return sa.tuple_(row.tenant, row.channel, row.file).in_(arrivals)


def had_by(tenant: str, jobs: Sequence[str]) -> sa.ColumnElement[bool]:
    """Whether it is a file of some arrivals of a tenant, and of no other one."""
    row, drop = TeamsFileRow, DropRow
    ours = sa.select(drop.tenant, drop.channel, drop.file).where(
        drop.tenant == tenant, drop.platform == PLATFORM, drop.key.in_(jobs)
    )
    others = sa.select(drop.key).where(
        drop.tenant == row.tenant,
        drop.file == row.file,
        drop.channel == row.channel,
        drop.platform == PLATFORM,
        drop.key.not_in(jobs),
    )
    named = sa.tuple_(row.tenant, row.channel, row.file)
    return sa.and_(named.in_(ours), sa.not_(others.exists()))
