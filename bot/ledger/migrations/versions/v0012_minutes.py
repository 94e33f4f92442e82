"""Minutes of meetings: what a run wrote, and the tasks that were found in it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _written()
    _tasks()


def _written() -> None:
    op.create_table(
        "written",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("meeting_id", sa.String(), primary_key=True),
        sa.Column("run", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        _whose(),
    )


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("cites", sa.JSON(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start_s", sa.Double(), nullable=False),
        sa.Column("found_by", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("user", sa.String(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("due_words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        _whose(),
    )
    op.create_index("tasks_by_meeting", "tasks", ["tenant", "meeting_id"])
    is_open: dict[str, Any] = {"sqlite_where": sa.text("kind = 'action' AND state = 'confirmed'")}
    op.create_index("tasks_by_day", "tasks", ["due"], **is_open)
    op.create_index("tasks_by_channel", "tasks", ["tenant", "platform", "channel"], **is_open)
    op.create_index("tasks_by_user", "tasks", ["tenant", "platform", "user"], **is_open)


def _whose() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["tenant", "meeting_id"], ["meetings.tenant", "meetings.id"])
