"""Documents of which there are several in one file."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a file bring several documents, each on pages of its own."""
    op.add_column("drops", _part())
    with op.batch_alter_table("documents") as documents:
        documents.add_column(_part())
        documents.drop_constraint("documents_by_content", type_="unique")
        documents.create_unique_constraint("documents_by_content", ["tenant", "sha256", "part"])


def _part() -> sa.Column[str]:
    return sa.Column("part", sa.String(), nullable=False, server_default=sa.text("''"))
