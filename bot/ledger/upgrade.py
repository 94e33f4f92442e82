"""The migrations: bring the tables of a database up to date, all or nothing."""

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"


class VersionUnknown(Exception):
    """The tables are of a version that there is no migration to."""


def upgrade(connection: sa.Connection) -> None:
    """Run what is missing in one transaction. Blocks: reads files, waits for other processes.

    Raises VersionUnknown.
    """
    # Imported here, as it takes long: most processes find their tables up to date.
    from alembic import command
    from alembic.util import CommandError

    # A table that is rebuilt is dropped first, which must not take its referrers with it; the
    # switch has no effect inside a transaction.
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    # The driver opens no transaction for DDL by itself, and the lock keeps a second process out.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        command.upgrade(_config(connection), "head")
    except CommandError as error:
        raise VersionUnknown from error
    connection.commit()


def examine(connection: sa.Connection) -> bool:
    """Tell whether the tables are of today. Blocks. Raises VersionUnknown."""
    version = _version(connection)
    # Each migration is named after its revision, and they are of one line.
    known = sorted(one.stem[1:].partition("_")[0] for one in _MIGRATIONS.glob("versions/v*.py"))
    if version is not None and version not in known:
        raise VersionUnknown
    return version == known[-1]


def _version(connection: sa.Connection) -> str | None:
    """Give the revision that alembic noted last; None: it has not been here yet."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    noted = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if noted is None else str(noted)


def _config(connection: sa.Connection) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
