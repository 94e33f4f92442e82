"""Until when contracts must be given notice of, and what people were reminded of."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; of the contracts that are there already no terms were read."""
    op.create_table(
        "deadlines",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("document_id", sa.String(), primary_key=True),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["tenant", "document_id"], ["documents.tenant", "documents.id"]),
    )
    op.create_index("deadlines_by_day", "deadlines", ["tenant", "day"])
    op.create_index("deadlines_untold", "deadlines", ["day"], sqlite_where=sa.text("NOT told"))
