"""What was executed and what it cost, as rows: runs, the bills of days, and holds on them."""

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column

from bot.ledger.tables import Tenanted


class Exact(sa.TypeDecorator[Decimal]):
    """An amount with all its digits, kept as text: SQLite itself would make it a float."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> str | None:
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class RunRow(Tenanted):
    """One execution of a reader, and what it cost; `priced_on` and `priced_by` tell by what."""

    __tablename__ = "runs"
    __table_args__ = (sa.Index("runs_by_document", "tenant", "document_id"),)

    job: Mapped[str] = mapped_column(primary_key=True)
    reader: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str | None]
    model: Mapped[str | None]
    started_at: Mapped[datetime]
    day: Mapped[date]
    seconds: Mapped[float]
    cost_usd: Mapped[Decimal | None] = mapped_column(Exact)
    outcome: Mapped[str]
    failed: Mapped[bool] = mapped_column(server_default=sa.text("0"))
    tokens_in: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    tokens_out: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    tokens_cached: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    priced_on: Mapped[date | None]
    priced_by: Mapped[str | None]


class BillRow(Tenanted):
    """What the runs of a day came to, by reader and model ('': it has none)."""

    __tablename__ = "bills"

    day: Mapped[date] = mapped_column(primary_key=True)
    reader: Mapped[str] = mapped_column(primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    runs: Mapped[int] = mapped_column(sa.BigInteger)
    failed: Mapped[int] = mapped_column(sa.BigInteger)
    unpriced: Mapped[int] = mapped_column(sa.BigInteger)
    tokens_in: Mapped[int] = mapped_column(sa.BigInteger)
    tokens_out: Mapped[int] = mapped_column(sa.BigInteger)
    tokens_cached: Mapped[int] = mapped_column(sa.BigInteger)
    cost_usd: Mapped[Decimal] = mapped_column(Exact)
    dearest_usd: Mapped[Decimal] = mapped_column(Exact)


class HoldRow(Tenanted):
    """What is set aside on the bill of a day while a document is being read."""

    __tablename__ = "holds"

    id: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]
    cost_usd: Mapped[Decimal] = mapped_column(Exact)
