"""Teams: files of Clerk's that stand on one card."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TABLE = "teams_messages"


def upgrade() -> None:
    """Keep of each file what it is offered with; what was offered so far was offered alone."""
    alone = sa.text("''")
    op.add_column(_TABLE, sa.Column("bundle", sa.String(), nullable=False, server_default=alone))
    op.create_index(f"{_TABLE}_by_bundle", _TABLE, ["tenant", "channel", "bundle"])
