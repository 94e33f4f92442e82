"""Teams: where to speak there, what was said, and where dropped files are to be had."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _conversations()
    _messages()
    _files()


def _conversations() -> None:
    op.create_table(
        "teams_conversations",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("channel", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("service_url", sa.String(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("teams_conversations_by_user", "teams_conversations", ["tenant", "user"])
    op.create_table(
        "teams_accounts",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("user", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
    )


def _messages() -> None:
    op.create_table(
        "teams_messages",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("channel", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
    )
    op.create_index("teams_messages_by_mark", "teams_messages", ["tenant", "channel", "mark"])
    op.create_index("teams_messages_by_age", "teams_messages", ["since"])


def _files() -> None:
    op.create_table(
        "teams_files",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("channel", sa.String(), primary_key=True),
        sa.Column("file", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("teams_files_by_message", "teams_files", ["tenant", "channel", "message"])
    op.create_index("teams_files_by_age", "teams_files", ["since"])
