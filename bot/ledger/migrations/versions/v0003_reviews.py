"""Reviews and the acts on them, the language of an arrival, and seals on the audit chains."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TRIGGERS = (
    """
    CREATE TRIGGER acts_follow BEFORE INSERT ON acts
    WHEN NEW.ordinal <> (
        SELECT count(*) FROM acts WHERE tenant = NEW.tenant AND document_id = NEW.document_id
    )
    BEGIN SELECT RAISE(ABORT, 'an act follows on the one before'); END
    """,
    """
    CREATE TRIGGER acts_stay BEFORE UPDATE ON acts
    BEGIN SELECT RAISE(ABORT, 'an act is never changed'); END
    """,
    # When a review is erased, its row is gone by the time that its acts go.
    """
    CREATE TRIGGER acts_go_with_their_review BEFORE DELETE ON acts
    WHEN EXISTS (
        SELECT 1 FROM reviews WHERE tenant = OLD.tenant AND document_id = OLD.document_id
    )
    BEGIN SELECT RAISE(ABORT, 'an act is only erased with its review'); END
    """,
)


def upgrade() -> None:
    """Make the tables, and open the reviews of documents that are there already."""
    op.add_column("drops", sa.Column("language", sa.String(), nullable=False, server_default="en"))
    # No key is at hand here to seal with: the audit seals all chains when it next adds a link.
    op.add_column("audit_heads", sa.Column("seal", sa.String()))
    reviews = _make_reviews()
    _make_acts()
    _open_reviews(reviews)


def _make_reviews() -> sa.Table:
    reviews = op.create_table(
        "reviews",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("document_id", sa.String(), primary_key=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vendor", sa.Text()),
        sa.Column("issue_date", sa.Date()),
        sa.Column("currency", sa.Text()),
        sa.Column("total", sa.Text()),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tenant", "document_id"], ["documents.tenant", "documents.id"]),
    )
    op.create_index("reviews_by_state", "reviews", ["tenant", "state", "since"])
    op.create_index("reviews_by_issue", "reviews", ["tenant", "issue_date"])
    op.create_index(
        "reviews_unshown", "reviews", ["tenant", "since"], sqlite_where=sa.text("shown < version")
    )
    return reviews


def _make_acts() -> None:
    op.create_table(
        "acts",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("document_id", sa.String(), primary_key=True),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, primary_key=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "document_id"],
            ["reviews.tenant", "reviews.document_id"],
            ondelete="CASCADE",
        ),
    )
    one_decision = ["tenant", "document_id", "revision"]
    op.create_index(
        "acts_one_decision", "acts", one_decision, unique=True, sqlite_where=sa.text("final")
    )
    op.create_index(
        "acts_one_approval_each",
        "acts",
        [*one_decision, "person"],
        unique=True,
        sqlite_where=sa.text("verdict = 'approve' AND NOT final"),
    )
    for trigger in _TRIGGERS:
        op.execute(trigger)


def _open_reviews(reviews: sa.Table) -> None:
    connection = op.get_bind()
    newest = sa.text(
        "SELECT d.tenant, d.id, d.revision, r.reading, a.received_at FROM documents d"
        " JOIN revisions r"
        " ON r.tenant = d.tenant AND r.document_id = d.id AND r.revision = d.revision"
        " JOIN drops a ON a.tenant = d.tenant AND a.key = d.drop_key"
    ).columns(received_at=sa.DateTime(timezone=True))
    for rows in connection.execute(newest).partitions(500):
        opened = [
            {"tenant": tenant, "document_id": id_, "revision": number, "since": at, **summary}
            for tenant, id_, number, text, at in rows
            for summary in _summaries(json.loads(text))
        ]
        if opened:
            connection.execute(sa.insert(reviews), opened)


def _summaries(reading: Mapping[str, Any]) -> list[dict[str, object]]:
    """Give what the review of an invoice or receipt holds; nothing for other documents."""
    invoice = reading.get("invoice")
    if invoice is None:
        return []
    errors = sum(one["severity"] == "error" for one in reading.get("findings", ()))
    issued, total = invoice.get("issue_date"), invoice.get("total")
    return [
        {
            "state": "pending" if errors else "passed",
            "vendor": invoice.get("vendor"),
            "issue_date": issued and date.fromisoformat(issued),
            "currency": invoice.get("currency"),
            "total": None if total is None else str(total),
            "errors": errors,
            "version": 1,
            # The cards of those that passed may stay as they are; the others get their buttons.
            "shown": 0 if errors else 1,
        }
    ]
