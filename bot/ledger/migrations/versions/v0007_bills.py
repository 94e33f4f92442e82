"""What runs used and were billed by, the bill of each day, and what is held on it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; what was read until now is on the bill of its day in UTC."""
    with op.batch_alter_table("runs") as runs:
        runs.add_column(sa.Column("day", sa.Date(), nullable=True))
        runs.add_column(sa.Column("failed", sa.Boolean(), server_default="0", nullable=False))
        for name in ("tokens_in", "tokens_out", "tokens_cached"):
            runs.add_column(sa.Column(name, sa.BigInteger(), server_default="0", nullable=False))
        runs.add_column(sa.Column("priced_on", sa.Date(), nullable=True))
        runs.add_column(sa.Column("priced_by", sa.String(), nullable=True))
    op.execute("UPDATE runs SET day = date(started_at)")
    with op.batch_alter_table("runs") as runs:
        runs.alter_column("day", existing_type=sa.Date(), nullable=False)
    op.create_table(
        "bills",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("runs", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.BigInteger(), nullable=False),
        sa.Column("unpriced", sa.BigInteger(), nullable=False),
        sa.Column("tokens_in", sa.BigInteger(), nullable=False),
        sa.Column("tokens_out", sa.BigInteger(), nullable=False),
        sa.Column("tokens_cached", sa.BigInteger(), nullable=False),
        sa.Column("cost_usd", sa.String(), nullable=False),
        sa.Column("dearest_usd", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "day", "reader", "model"),
    )
    # All that was ever read so far was read by what comes with Clerk: that costs nothing.
    op.execute(
        "INSERT INTO bills SELECT tenant, day, reader, COALESCE(model, ''), COUNT(*), 0,"
        " SUM(cost_usd IS NULL), 0, 0, 0, '0', '0' FROM runs"
        " GROUP BY tenant, day, reader, COALESCE(model, '')"
    )
    op.create_table(
        "holds",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cost_usd", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
