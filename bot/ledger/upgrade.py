"""The migrations: bring the tables of a database up to date, all or nothing."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: sa.Connection) -> None:
    """Run what is missing in one transaction. Blocks: reads files, waits for other processes."""
    # A table that is rebuilt is dropped first, which must not take its referrers with it; the
    # switch has no effect inside a transaction.
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    # The driver opens no transaction for DDL by itself, and the lock keeps a second process out.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    command.upgrade(_config(connection), "head")
    connection.commit()


def examine(connection: sa.Connection) -> bool:
    """Tell whether the tables are of today; raises where their version is unknown. Blocks."""
    version = MigrationContext.configure(connection).get_current_revision()
    versions = ScriptDirectory.from_config(_config(connection))
    if version is not None:
        versions.get_revision(version)
    return version == versions.get_current_head()


def _config(connection: sa.Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
