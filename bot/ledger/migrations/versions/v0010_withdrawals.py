"""Arrivals that were taken back, of documents that are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let an arrival say when it was taken back; of what is there already nothing was."""
    op.add_column("drops", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
