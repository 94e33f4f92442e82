"""Where Clerk is installed, and the installations that have begun."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; there are no installations yet."""
    op.create_table(
        "installations",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("client", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_table(
        "installing",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("mark", sa.String(), primary_key=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
    )
