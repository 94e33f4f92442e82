"""The checkpoints of one running job."""

from collections.abc import Awaitable, Callable

from dbos import DBOS, AsyncSQLAlchemyDatasource

from bot.engine.pace import Patience
from bot.ledger.database import Database
from handlers.ports import Facts, Json

_LONGEST = 2048

Action = Callable[[], Awaitable[Facts]]


class Checkpoints:
    """The Steps port on DBOS: its own tables for `run`, the ledger's transaction for `commit`."""

    def __init__(
        self, database: Database, datasource: AsyncSQLAlchemyDatasource, patience: Patience
    ) -> None:
        self._database = database
        self._datasource = datasource
        self._patience = patience

    async def run(self, name: str, action: Action) -> Facts:
        async def step() -> dict[str, Json]:
            return _plain(name, await self._patience.exert(action))

        return await DBOS.run_step_async({"name": name}, step)

    async def commit(self, name: str, action: Action) -> Facts:
        async def step() -> dict[str, Json]:
            with self._database.joined(self._datasource.sql_session()):
                return _plain(name, await self._patience.exert(action))

        return await self._datasource.run_tx_step_async({"name": name}, step)


def _plain(name: str, answer: Facts) -> dict[str, Json]:
    # What is written down is what the job gets: a value that JSON would change on the way, or a
    # text too long to be an id or a name, is a mistake of the step's.
    facts = dict(answer)
    for key, value in facts.items():
        if not isinstance(value, str | int | float | bool | None):
            raise TypeError(f"step {name!r} answers {key!r} with a {type(value).__name__}")
        if isinstance(value, str) and len(value) > _LONGEST:
            raise ValueError(f"step {name!r} answers {key!r} with {len(value)} characters")
    return facts
