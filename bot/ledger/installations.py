"""Where Clerk is installed: the tokens of each workspace, wrapped, and begun installations."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.faults import DatabaseBusy
from bot.ledger.tables import Tenanted

_NOBODY = ""


class InstallationRow(Tenanted):
    """One app in one workspace; whoever renews its tokens takes the row first."""

    __tablename__ = "installations"

    client: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    wrapped: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int]
    taken_until: Mapped[datetime | None]


class InstallingRow(Tenanted):
    """One installation that began in a browser; of which tenant nobody knows yet, so it is ''."""

    __tablename__ = "installing"

    mark: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Installed:
    """One app (its `client` id) in one workspace.

    `wrapped` is what only the key opens, tokens among it; `version` grows with each change.
    """

    tenant: str
    client: str
    name: str
    wrapped: str
    version: int = 1


class SqlInstallations:
    """Installations of each tenant on its own. Every method may raise DatabaseBusy.

    Every change is a transaction of its own, whatever is in progress: a token that a platform
    gave once is kept, and one that it took back is gone.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, installed: Installed) -> None:
        """Keep an installation in the place of an earlier one of its tenant."""
        row = InstallationRow
        new = {"name": installed.name, "wrapped": installed.wrapped, "taken_until": None}
        added = insert(row).values(
            tenant=installed.tenant, client=installed.client, version=1, **new
        )
        kept = added.on_conflict_do_update(
            index_elements=[row.tenant, row.client], set_={**new, "version": row.version + 1}
        )
        async with _apart(self._database) as session:
            await session.execute(kept)

    async def get(self, tenant: str, client: str) -> Installed | None:
        """Give the installation of a tenant."""
        async with _apart(self._database) as session:
            row = await session.get(InstallationRow, (tenant, client))
            return None if row is None else _installed(row)

    async def all(self, client: str) -> Sequence[Installed]:
        """Give every installation of an app, for whoever runs it."""
        rows = sa.select(InstallationRow).where(InstallationRow.client == client)
        async with _apart(self._database) as session:
            found = await session.scalars(rows.order_by(InstallationRow.tenant))
            return [_installed(row) for row in found]

    async def take(self, installed: Installed, *, now: datetime, until: datetime) -> bool:
        """Take an installation to renew its tokens; False: somebody has, or it changed since."""
        row = InstallationRow
        free = sa.or_(row.taken_until.is_(None), row.taken_until < now)
        return await self._change(installed, free, {"taken_until": until})

    async def give_back(self, installed: Installed) -> None:
        """Let others renew what was taken and could not be renewed."""
        await self._change(installed, sa.true(), {"taken_until": None})

    async def renew(self, installed: Installed, wrapped: str) -> bool:
        """Keep renewed tokens; False: it was installed anew, or removed, meanwhile."""
        new = {"wrapped": wrapped, "version": installed.version + 1, "taken_until": None}
        return await self._change(installed, sa.true(), new)

    async def drop(self, installed: Installed) -> bool:
        """Drop an installation; False: it is gone, or changed since."""
        row = InstallationRow
        gone = sa.delete(row).where(*_same(installed)).returning(row.tenant)
        async with _apart(self._database) as session:
            found = await session.scalar(gone, execution_options=UNSYNCHRONISED)
            return found is not None

    async def _change(
        self, installed: Installed, which: sa.ColumnElement[bool], values: dict[str, object]
    ) -> bool:
        row = InstallationRow
        changed = sa.update(row).where(*_same(installed), which).values(values)
        async with _apart(self._database) as session:
            found = await session.scalar(
                changed.returning(row.version), execution_options=UNSYNCHRONISED
            )
            return found is not None


class SqlInstalling:
    """Installations that began, by the mark that comes back with each, once and in time.

    Every method may raise DatabaseBusy.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, mark: str, *, now: datetime, until: datetime) -> None:
        """Note one that begins, and forget those that nobody came back from."""
        async with _apart(self._database) as session:
            late = sa.delete(InstallingRow).where(InstallingRow.until <= now)
            await session.execute(late, execution_options=UNSYNCHRONISED)
            session.add(InstallingRow(tenant=_NOBODY, mark=mark, until=until))

    async def end(self, mark: str, *, now: datetime) -> bool:
        """Take a mark back; False: it is none, or used, or late."""
        row = InstallingRow
        # One statement, so that of two that come at once only one has it.
        which = (row.tenant == _NOBODY, row.mark == mark, row.until > now)
        used = sa.delete(row).where(*which).returning(row.mark)
        async with _apart(self._database) as session:
            found = await session.scalar(used, execution_options=UNSYNCHRONISED)
            return found is not None


@asynccontextmanager
async def _apart(database: Database) -> AsyncIterator[AsyncSession]:
    try:
        async with database.apart() as session:
            yield session
    except sa.exc.OperationalError as error:
        raise DatabaseBusy(str(error.orig)) from None


def _same(installed: Installed) -> tuple[sa.ColumnElement[bool], ...]:
    row = InstallationRow
    return (
        row.tenant == installed.tenant,
        row.client == installed.client,
        row.version == installed.version,
        # After a removal versions begin anew; nothing is wrapped twice the same way.
        row.wrapped == installed.wrapped,
    )


def _installed(row: InstallationRow) -> Installed:
    return Installed(row.tenant, row.client, row.name, row.wrapped, row.version)
