"""What is still to be done of what somebody dropped, as the engine's tables tell it."""

import asyncio

import sqlalchemy as sa

from bot.engine.keys import JOB
from bot.ledger.database import Database
from handlers.drops import KIND, key_of
from handlers.status import Unread

_WAITING = frozenset({"ENQUEUED", "DELAYED", "PENDING"})
_FAILED = frozenset({"ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"})


class EngineErrands:
    """Counts what people wait for, each tenant on its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, tenant: str, person: str) -> Unread:
        states = await asyncio.to_thread(self._states, tenant, person)
        waiting, failed = (sum(one in kind for one in states) for kind in (_WAITING, _FAILED))
        return Unread(waiting, failed)

    def _states(self, tenant: str, person: str) -> list[str]:
        """Give the states of what somebody dropped that is not done."""
        # Imported here: DBOS takes seconds, and commands that ask nothing of it are wired too.
        from bot.engine.names import NamesOnly
        from bot.engine.rows import Rows

        platform, _, user = person.partition(":")
        engine = self._database.sync_engine()
        try:
            rows = Rows(engine)
            if not rows.exist():
                return []
            jobs, inputs = rows.jobs.c, rows.inputs.c
            dropped = (
                sa.select(jobs.status, inputs.inputs)
                .join_from(rows.jobs, rows.inputs, jobs.workflow_uuid == inputs.workflow_uuid)
                .where(
                    jobs.name == JOB,
                    jobs.status.in_(_WAITING | _FAILED),
                    jobs.workflow_uuid.startswith(f"{key_of(platform, tenant)}:", autoescape=True),
                )
            )
            with engine.connect() as connection:
                found = connection.execute(dropped).all()
        finally:
            engine.dispose()
        return [state for state, given in found if _is_of(user, NamesOnly().deserialize(given))]


def _is_of(user: str, given: object) -> bool:
    """Tell whether somebody's drop is what a job was given: its kind, its key and its payload."""
    if not isinstance(given, dict):
        return False
    kind, _, payload = given["args"]
    return bool(kind == KIND and payload.get("user") == user)
