"""The jobs in the database, whether or not a Clerk is working on them meanwhile."""

from collections.abc import Sequence

from bot.ledger.database import Database
from handlers.ports import Job


class KeptJobs:
    """The Queue port of a command: what it puts is done by the running Clerk, or the next one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # The durable engine takes a second or more to import: only where a job is dealt with.

    async def put(self, job: Job) -> bool:
        from bot.engine.jobs import put

        return await put(self._database, job)

    async def forget(self, keys: Sequence[str]) -> int:
        from bot.engine.erasure import forget_jobs

        return await forget_jobs(self._database, keys)

    async def retry(self, key: str) -> bool:
        from bot.engine.jobs import retry

        return await retry(self._database, key)
