"""What the local workspace keeps: its tables, and the same as plain values."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.ledger.tables import Base

Body = Mapping[str, object]


def new_id() -> str:
    """Make an id for a message or a file; it says nothing and cannot be guessed."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class File:
    """A file of a message. `size` in bytes; `dropped`: by a person, not made by Clerk."""

    id: str
    name: str
    mime: str
    size: int
    dropped: bool
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be said. `audience`: the only user who sees it; None is everybody."""

    tenant: str
    channel: str
    thread: str | None
    author: str
    body: Body
    key: str | None = None
    audience: str | None = None
    file: File | None = None
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it is now.

    `posted` orders messages and `changed` orders changes; both come from one counter that only
    grows. A retracted message keeps nothing but its place.
    """

    id: str
    tenant: str
    channel: str
    thread: str | None
    author: str
    audience: str | None
    body: Body
    posted: int
    changed: int
    said_at: datetime
    retracted: bool


@dataclass(frozen=True, slots=True)
class Filed:
    """A file, and the message it belongs to."""

    file: File
    message: Message


@dataclass(frozen=True, slots=True)
class History:
    """Threads of a channel, oldest first; `earlier`: there are more before them."""

    messages: Sequence[Message]
    earlier: bool


class WorkspaceTurnRow(Base):
    """The number of a tenant's last change: who changes anything takes this row first."""

    __tablename__ = "workspace_turns"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    turn: Mapped[int] = mapped_column(sa.BigInteger)


class WorkspaceMessageRow(Base):
    """One message; a retracted one stays, emptied, so that open pages learn of it."""

    __tablename__ = "workspace_messages"
    __table_args__ = (
        sa.UniqueConstraint("tenant", "key", name="workspace_messages_by_key"),
        sa.Index("workspace_messages_by_change", "tenant", "changed"),
        sa.Index("workspace_messages_by_channel", "tenant", "channel", "posted"),
        sa.Index("workspace_messages_by_thread", "tenant", "thread"),
    )

    tenant: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]
    thread: Mapped[str | None]
    author: Mapped[str]
    audience: Mapped[str | None]
    key: Mapped[str | None]
    body: Mapped[dict[str, Any]]
    posted: Mapped[int] = mapped_column(sa.BigInteger)
    changed: Mapped[int] = mapped_column(sa.BigInteger)
    said_at: Mapped[datetime]
    retracted: Mapped[bool]


class WorkspaceFileRow(Base):
    """One file of a message; its bytes lie in the workspace's folder under its id."""

    __tablename__ = "workspace_files"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["tenant", "message"], ["workspace_messages.tenant", "workspace_messages.id"]
        ),
        sa.Index("workspace_files_by_message", "tenant", "message"),
    )

    tenant: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    message: Mapped[str]
    name: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int] = mapped_column(sa.BigInteger)
    dropped: Mapped[bool]
    language: Mapped[str]
    announced: Mapped[bool]


def message_row(draft: Draft, turn: int, now: datetime) -> WorkspaceMessageRow:
    """Give the row of a new message, said in `turn`."""
    return WorkspaceMessageRow(
        tenant=draft.tenant,
        id=draft.id,
        channel=draft.channel,
        thread=draft.thread,
        author=draft.author,
        audience=draft.audience,
        key=draft.key,
        body=dict(draft.body),
        posted=turn,
        changed=turn,
        said_at=now,
        retracted=False,
    )


def file_row(tenant: str, message: str, file: File) -> WorkspaceFileRow:
    """Give the row of a new file; one that a person dropped has yet to be announced."""
    return WorkspaceFileRow(
        tenant=tenant,
        id=file.id,
        message=message,
        name=file.name,
        mime=file.mime,
        size=file.size,
        dropped=file.dropped,
        language=file.language,
        announced=not file.dropped,
    )


def read_message(row: WorkspaceMessageRow) -> Message:
    """Give a message by its row."""
    return Message(
        id=row.id,
        tenant=row.tenant,
        channel=row.channel,
        thread=row.thread,
        author=row.author,
        audience=row.audience,
        body=row.body,
        posted=row.posted,
        changed=row.changed,
        said_at=row.said_at,
        retracted=row.retracted,
    )


def read_file(row: WorkspaceFileRow) -> File:
    """Give a file by its row."""
    return File(
        id=row.id,
        name=row.name,
        mime=row.mime,
        size=row.size,
        dropped=row.dropped,
        language=row.language,
    )
