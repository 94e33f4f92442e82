"""The engine's tables as every process reaches them, with the engine running or without it."""

import sqlalchemy as sa
from dbos import DBOSClient
from dbos._datasource_migration import migrate_datasource

from bot.engine.keys import APPLICATION, report_id
from bot.engine.names import NamesOnly


class Rows:
    """The tables of the engine that hold something of a job, on a blocking engine."""

    def __init__(self, engine: sa.Engine) -> None:
        self._schema = None if engine.dialect.name == "sqlite" else "dbos"
        self._engine = engine
        self.jobs = self._table(
            "workflow_status",
            "workflow_uuid status name application_version queue_name owner_xid recovery_attempts "
            "workflow_deadline_epoch_ms deduplication_id started_at_epoch_ms created_at updated_at "
            "completed_at output error delay_until_epoch_ms",
        )
        self.inputs = self._table("workflow_input", "workflow_uuid inputs")
        self.outputs = self._table("workflow_output", "workflow_uuid output error")
        self.steps = self._table("operation_outputs", "workflow_uuid function_id error")
        self.commits = self._table("datasource_outputs", "workflow_id step_id error")

    def _table(self, name: str, columns: str) -> sa.TableClause:
        made: list[sa.ColumnClause[object]] = [sa.column(column) for column in columns.split()]
        return sa.table(name, *made, schema=self._schema)

    def exist(self) -> bool:
        """Tell whether an engine, or `make`, was ever here."""
        there = sa.inspect(self._engine).get_table_names(schema=self._schema)
        return {self.jobs.name, self.commits.name} <= set(there)

    def make(self) -> None:
        """Make what is not there; processes that do so at once wait for each other."""
        client(self._engine)._sys_db.run_migrations()
        with self._engine.begin() as connection:
            migrate_datasource(connection, self._schema)

    def remove_report(self, connection: sa.Connection, key: str) -> None:
        """Delete every row about the telling that the job failed, so that it can be told again."""
        for table in (self.inputs, self.outputs, self.steps, self.jobs):
            connection.execute(sa.delete(table).where(table.c.workflow_uuid == report_id(key)))

    def remove(self, connection: sa.Connection, which: sa.ColumnElement[bool]) -> None:
        """Delete every row about the jobs, and the reports, of which `which` holds in `jobs`."""
        ids = sa.select(self.jobs.c.workflow_uuid).where(which)
        for table in (self.inputs, self.outputs, self.steps):
            connection.execute(sa.delete(table).where(table.c.workflow_uuid.in_(ids)))
        commits = self.commits
        connection.execute(sa.delete(commits).where(commits.c.workflow_id.in_(ids)))
        # Last: the others are found by it.
        connection.execute(sa.delete(self.jobs).where(which))


def client(engine: sa.Engine) -> DBOSClient:
    """Give what DBOS lets a process do that does not run its workflows."""
    return DBOSClient(
        system_database_engine=engine,
        serializer=NamesOnly(),
        application_name=APPLICATION,
        lazy=True,
    )
