"""Huddles: voice rooms, who joined them, and what was said there until a meeting has it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "huddles",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("cost_usd", sa.String(), nullable=False),
        sa.Column("unpriced", sa.Boolean(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=True),
        sa.Column("spent", sa.Integer(), nullable=False),
    )
    op.create_index(
        "huddles_open", "huddles", ["tenant", "platform", "channel"],
        unique=True, sqlite_where=sa.text("ended_at IS NULL"),
    )  # fmt: skip
    op.create_index("huddles_by_age", "huddles", ["tenant", "started_at"])
    op.create_table(
        "attendees",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("huddle_id", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        _whose(),
    )
    op.create_table(
        "lines",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("huddle_id", sa.String(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at_s", sa.Double(), nullable=False),
        sa.Column("lasts_s", sa.Double(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _whose(),
    )


def _whose() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["tenant", "huddle_id"], ["huddles.tenant", "huddles.id"])
