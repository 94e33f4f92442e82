"""The Policies port in SQL: what channels want done with recordings."""

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Mapped, mapped_column

from bot.ledger.database import Database
from bot.ledger.tables import Tenanted
from handlers.chat import Place
from handlers.meetings.records import Policy


class PolicyRow(Tenanted):
    """What somebody said Clerk is to do with recordings in a channel."""

    __tablename__ = "policies"

    platform: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    policy: Mapped[Policy] = mapped_column(sa.String)
    chosen_by: Mapped[str]


class SqlPolicies:
    """What people said Clerk is to do with recordings, channel by channel."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def policy(self, place: Place) -> Policy | None:
        """Give what was said for a channel; None: nothing."""
        async with self._database.session() as session:
            key = (place.tenant, place.platform, place.channel)
            row = await session.get(PolicyRow, key, populate_existing=True)
            return None if row is None else row.policy

    async def set(self, place: Place, policy: Policy, *, by: str) -> None:
        """Keep what somebody says for a channel."""
        said = {"policy": policy, "chosen_by": by}
        where = {"tenant": place.tenant, "platform": place.platform, "channel": place.channel}
        row = insert(PolicyRow).values(**where, **said)
        async with self._database.session() as session:
            await session.execute(row.on_conflict_do_update(list(where), set_=said))
