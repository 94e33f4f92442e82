"""The local workspace: messages, their files, and the count of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the workspace's tables."""
    op.create_table(
        "workspace_turns",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("turn", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "workspace_messages",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String()),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("audience", sa.String()),
        sa.Column("key", sa.String()),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("posted", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("tenant", "key", name="workspace_messages_by_key"),
    )
    for name, *columns in (
        ("workspace_messages_by_change", "tenant", "changed"),
        ("workspace_messages_by_channel", "tenant", "channel", "posted"),
        ("workspace_messages_by_thread", "tenant", "thread"),
    ):
        op.create_index(name, "workspace_messages", columns)
    op.create_table(
        "workspace_files",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "message"], ["workspace_messages.tenant", "workspace_messages.id"]
        ),
    )
    op.create_index("workspace_files_by_message", "workspace_files", ["tenant", "message"])
