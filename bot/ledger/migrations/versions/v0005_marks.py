"""Marks, by which documents are known again, in the place of one seller and one number."""

import sqlalchemy as sa
from alembic import op

from handlers.marks import marks
from pipelines.document.model import Reading

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and mark the documents that are there already."""
    table = op.create_table(
        "marks",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("mark", sa.String(), primary_key=True),
        sa.Column("document_id", sa.String(), primary_key=True),
        sa.ForeignKeyConstraint(["tenant", "document_id"], ["documents.tenant", "documents.id"]),
    )
    op.create_index("marks_by_document", "marks", ["tenant", "document_id"])
    op.drop_index("documents_by_identity", "documents")
    op.drop_column("documents", "seller")
    op.drop_column("documents", "number")
    _mark(table)


def _mark(table: sa.Table) -> None:
    """Give each document the marks of today: whoever changes what they are makes them anew."""
    connection = op.get_bind()
    newest = sa.text(
        "SELECT d.tenant, d.id, r.reading FROM documents d JOIN revisions r"
        " ON r.tenant = d.tenant AND r.document_id = d.id AND r.revision = d.revision"
    )
    for rows in connection.execute(newest).partitions(500):
        marked = [
            {"tenant": tenant, "document_id": id_, "mark": mark}
            for tenant, id_, text in rows
            for mark in sorted(marks(Reading.model_validate_json(text)))
        ]
        if marked:
            connection.execute(sa.insert(table), marked)
