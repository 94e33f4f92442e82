"""Recordings of meetings: their files, what was heard and shown in them, and what channels want."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _meetings()
    _pieces()
    _pictures()
    _passages()
    op.create_table(
        "policies",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("platform", sa.String(), primary_key=True),
        sa.Column("channel", sa.String(), primary_key=True),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("chosen_by", sa.String(), nullable=False),
    )


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("chosen_by", sa.String(), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("timeline", sa.Text(), nullable=True),
    )
    op.create_index("meetings_by_age", "meetings", ["since"])
    op.create_index("meetings_by_channel", "meetings", ["tenant", "platform", "channel"])


def _pieces() -> None:
    op.create_table(
        "pieces",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("drop_key", sa.String(), primary_key=True),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tenant", "drop_key"], ["drops.tenant", "drops.key"]),
        sa.ForeignKeyConstraint(["tenant", "meeting_id"], ["meetings.tenant", "meetings.id"]),
        sa.UniqueConstraint("tenant", "meeting_id", "role", name="pieces_by_meeting"),
    )


def _pictures() -> None:
    op.create_table(
        "pictures",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("meeting_id", sa.String(), primary_key=True),
        sa.Column("image", sa.String(), primary_key=True),
        sa.Column("sha256", sa.String(), primary_key=True),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["tenant", "meeting_id"], ["meetings.tenant", "meetings.id"]),
    )
    op.create_index("pictures_by_content", "pictures", ["tenant", "sha256"])


def _passages() -> None:
    op.create_table(
        "passages",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("meeting_id", sa.String(), primary_key=True),
        sa.Column("run", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("start_s", sa.Double(), nullable=False),
        sa.Column("end_s", sa.Double(), nullable=False),
        sa.Column("speech_s", sa.Double(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["tenant", "meeting_id"], ["meetings.tenant", "meetings.id"]),
    )
