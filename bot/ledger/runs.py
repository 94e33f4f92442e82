"""The Runs port in SQL: what was executed, and what it cost."""

from dataclasses import asdict

from sqlalchemy.dialects.sqlite import insert

from bot.ledger.database import Database
from bot.ledger.tables import RunRow
from handlers.ports import Run


class SqlRuns:
    """One row for each job and reader, each tenant on its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, run: Run) -> None:
        """Keep one run; the same job and reader again replaces it."""
        values = asdict(run)
        keys = ["tenant", "job", "reader"]
        changed = {name: value for name, value in values.items() if name not in keys}
        row = insert(RunRow).values(values)
        async with self._database.session() as session:
            await session.execute(row.on_conflict_do_update(index_elements=keys, set_=changed))
