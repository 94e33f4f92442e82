"""The tables of the ledger; every key begins with the tenant."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from handlers.chat import Language
from handlers.deadlines import Sort
from handlers.vendors import Topic
from handlers.verdicts import State, Verdict


class Moment(sa.TypeDecorator[datetime]):
    """An aware time, kept in UTC; SQLite itself forgets the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone cannot be kept")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC)


class Base(DeclarativeBase):
    """What every table of Clerk's shares."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        dict[str, Any]: sa.JSON,
        Language: sa.String,
        Sort: sa.String,
        State: sa.String,
        Topic: sa.String,
        Verdict: sa.String,
    }


class Tenanted(Base):
    """A row that belongs to a tenant, as all do."""

    __abstract__ = True

    tenant: Mapped[str] = mapped_column(primary_key=True, sort_order=-1)


class DropRow(Tenanted):
    """One arrival of a file; `key` is its job's, `sha256` what the store was given of it.

    `withdrawn_at`: taken back then, of what is kept all the same.
    """

    __tablename__ = "drops"
    __table_args__ = (
        sa.Index("drops_by_file", "tenant", "file"),
        sa.Index("drops_by_document", "tenant", "document_id"),
        sa.Index("drops_by_content", "tenant", "sha256"),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    platform: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str | None]
    user: Mapped[str]
    file: Mapped[str]
    name: Mapped[str]
    received_at: Mapped[datetime]
    document_id: Mapped[str | None]
    sha256: Mapped[str | None]
    language: Mapped[Language] = mapped_column(server_default="en")
    part: Mapped[str] = mapped_column(server_default=sa.text("''"))
    withdrawn_at: Mapped[datetime | None]


class DocumentRow(Tenanted):
    """One document: its bytes and its first arrival.

    `part` are the pages it stands on, where there are several documents in one file.
    """

    __tablename__ = "documents"
    __table_args__ = (
        sa.UniqueConstraint("tenant", "sha256", "part", name="documents_by_content"),
        sa.ForeignKeyConstraint(["tenant", "drop_key"], ["drops.tenant", "drops.key"]),
        sa.Index("documents_by_drop", "tenant", "drop_key"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(sa.BigInteger)
    drop_key: Mapped[str]
    revision: Mapped[int]
    part: Mapped[str] = mapped_column(server_default=sa.text("''"))


class MarkRow(Tenanted):
    """One mark by which a document is known again."""

    __tablename__ = "marks"
    __table_args__ = (
        sa.ForeignKeyConstraint(["tenant", "document_id"], ["documents.tenant", "documents.id"]),
        sa.Index("marks_by_document", "tenant", "document_id"),
    )

    mark: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(primary_key=True)


class LessonRow(Tenanted):
    """One thing that a document taught about a seller; `facts` counts them as they come and go."""

    __tablename__ = "lessons"
    __table_args__ = (
        sa.ForeignKeyConstraint(["tenant", "document_id"], ["documents.tenant", "documents.id"]),
        sa.Index("lessons_by_fact", "tenant", "who", "topic", "value", "at", "document_id"),
    )

    document_id: Mapped[str] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(primary_key=True)
    topic: Mapped[Topic] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class FactRow(Tenanted):
    """By how many documents something was taught; the triggers on `lessons` write it."""

    __tablename__ = "facts"
    __table_args__ = (sa.Index("facts_by_topic", "tenant", "topic", "who"),)

    who: Mapped[str] = mapped_column(primary_key=True)
    topic: Mapped[Topic] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    documents: Mapped[int]


class RevisionRow(Tenanted):
    """What was made of a document at one time; never changed, only erased."""

    __tablename__ = "revisions"
    __table_args__ = (
        sa.ForeignKeyConstraint(["tenant", "document_id"], ["documents.tenant", "documents.id"]),
    )

    document_id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reading: Mapped[str] = mapped_column(sa.Text)


class FindingRow(Tenanted):
    """One broken rule of a revision, to be counted and searched; its facts are in the reading."""

    __tablename__ = "findings"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["tenant", "document_id", "revision"],
            ["revisions.tenant", "revisions.document_id", "revisions.revision"],
        ),
    )

    document_id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rule: Mapped[str]
    severity: Mapped[str]
    field: Mapped[str | None]


class ReviewRow(Tenanted):
    """Where a document stands with people; `shown` is the version that its cards tell."""

    __tablename__ = "reviews"
    __table_args__ = (
        sa.ForeignKeyConstraint(["tenant", "document_id"], ["documents.tenant", "documents.id"]),
        sa.Index("reviews_by_state", "tenant", "state", "since"),
        sa.Index("reviews_by_issue", "tenant", "issue_date"),
        sa.Index("reviews_unshown", "tenant", "since", sqlite_where=sa.text("shown < version")),
    )

    document_id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    state: Mapped[State]
    since: Mapped[datetime]
    vendor: Mapped[str | None] = mapped_column(sa.Text)
    issue_date: Mapped[date | None]
    currency: Mapped[str | None] = mapped_column(sa.Text)
    total: Mapped[str | None] = mapped_column(sa.Text)
    errors: Mapped[int]
    version: Mapped[int]
    shown: Mapped[int]


class ActRow(Tenanted):
    """What one person did to one revision; never changed, and only erased with its review.

    Of acts that are `final` a revision has one, whoever writes; and of approvals that leave it
    waiting for a second, one by each person. Such a person decides it where one came to be enough.
    """

    __tablename__ = "acts"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["tenant", "document_id"],
            ["reviews.tenant", "reviews.document_id"],
            ondelete="CASCADE",
        ),
        sa.Index(
            "acts_one_decision",
            *("tenant", "document_id", "revision"),
            unique=True,
            sqlite_where=sa.text("final"),
        ),
        sa.Index(
            "acts_one_approval_each",
            *("tenant", "document_id", "revision", "person"),
            unique=True,
            sqlite_where=sa.text("verdict = 'approve' AND NOT final"),
        ),
    )

    document_id: Mapped[str] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str]
    verdict: Mapped[Verdict]
    revision: Mapped[int]
    at: Mapped[datetime]
    reason: Mapped[str | None] = mapped_column(sa.Text)
    final: Mapped[bool]


class OutboxRow(Tenanted):
    """One message that is to go out once; without `message` nobody knows whether it arrived.

    `job` is that of the arrival it is about, or its own key. Rows that an earlier Clerk opened
    have no place until it is known that they arrived.
    """

    __tablename__ = "outbox"
    __table_args__ = (sa.Index("outbox_by_job", "tenant", "job"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    job: Mapped[str]
    platform: Mapped[str | None]
    channel: Mapped[str | None]
    thread: Mapped[str | None]
    message: Mapped[str | None]


class AuditRow(Tenanted):
    """One link of a tenant's chain; `mac` covers the row and the link before it."""

    __tablename__ = "audit"

    position: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[dict[str, Any]]
    mac: Mapped[str]


class AuditHeadRow(Tenanted):
    """The newest link of a tenant's chain: who appends takes this row first.

    `seal` vouches for the row. The row of tenant '' is of all chains: how many there are.
    """

    __tablename__ = "audit_heads"

    position: Mapped[int] = mapped_column(sa.BigInteger)
    mac: Mapped[str]
    seal: Mapped[str | None]
