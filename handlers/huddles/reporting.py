"""After the end of a voice room: its card tells that, and how it was."""

from functools import partial

from handlers.huddles.desk import Desk
from handlers.huddles.ending import ending_of, since_of
from handlers.huddles.telling import Telling
from handlers.ports import Facts, Job, Steps
from handlers.waiting import Waiting


class Reporting:
    """Does the job of a room that ended, in steps each of which is harmless twice."""

    def __init__(self, desk: Desk, telling: Telling) -> None:
        self._desk = desk
        self._telling = telling

    async def on_job(self, job: Job, steps: Steps) -> None:
        """End a room, if that was not done yet, and tell of it."""
        waiting = Waiting(steps, since_of(job), self._desk.clock)
        for name, do in (("end", self._end), ("show", self._show)):
            await waiting.run(name, partial(do, job))

    async def _end(self, job: Job) -> Facts:
        tenant, id_ = _which(job)
        await self._desk.huddles.end(tenant, id_, ending_of(job), since_of(job))
        return {}

    async def _show(self, job: Job) -> Facts:
        await self._telling.show(*_which(job))
        return {}


def _which(job: Job) -> tuple[str, str]:
    return str(job.payload["tenant"]), str(job.payload["huddle"])
