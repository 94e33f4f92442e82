"""A program that lives several times: each life is a fork that works until it is killed or done.

Importing DBOS is most of what a short process costs, and here it is paid once for all lives.
What happened is told in a file, one line at a time, so that a kill -9 loses nothing.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import sqlalchemy as sa

import bot.engine.transact  # noqa: F401  # imported before the first fork
from bot.engine.engine import Engine
from bot.engine.jobs import find
from bot.engine.pace import Pace, Patience
from bot.engine.standing import retry
from bot.ledger.database import FILE_NAME, Database
from handlers.ports import Facts, Job, Steps

STEPS = (1, 2, 3, 4)
PLACES = ("before", "inside", "after")
BOUNDARIES = (*(f"{place} {step}" for step in STEPS for place in PLACES), "written 4")


class Life:
    """One life: the jobs it does, and where it ends."""

    keys: Sequence[str] = ()
    concurrency = 1

    def __init__(self, folder: Path, number: int) -> None:
        self.folder = folder
        self.number = number
        self.database = Database(folder / FILE_NAME)
        self.over = asyncio.Event()
        self._told = os.open(folder / "told", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(self, line: str) -> None:
        os.write(self._told, f"{line}\n".encode())

    def die(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    async def live(self) -> None:
        async with self.database.session() as session:
            await session.execute(sa.text("CREATE TABLE IF NOT EXISTS entries (entry TEXT)"))
        self.engine = engine = Engine(
            self.database,
            handle=self.handle,
            failed=self.failed,
            concurrency=self.concurrency,
            data_dir=self.folder,
            pace=Pace(steps=Patience(wait=0), report=Patience(wait=0)),
        )
        async with engine, asyncio.timeout(30):
            if self.number == 1:
                for key in self.keys:
                    await engine.put(Job("k", key, {}))
            await self.over.wait()
        await self.database.close()

    async def handle(self, job: Job, steps: Steps) -> None:
        raise AssertionError("each kind of life says what its jobs do")

    async def failed(self, job: Job, type_name: str) -> None:
        self.tell(f"failed {job.key} {type_name}")


class Boundaries(Life):
    """A job for each boundary stops there; the first life is killed when all have stopped."""

    keys = BOUNDARIES
    concurrency = len(BOUNDARIES)

    def __init__(self, folder: Path, number: int) -> None:
        super().__init__(folder, number)
        self._stopped: set[str] = set()
        self._ended = 0
        self._others_stopped = asyncio.Event()

    async def handle(self, job: Job, steps: Steps) -> None:
        answers = []
        for step in STEPS:
            await self._boundary(job, f"before {step}")
            take = steps.commit if step == 4 else steps.run
            answers.append((await take(f"step {step}", self._action(job, step)))["life"])
            await self._boundary(job, f"after {step}")
        self.tell(f"ended {job.key}: {answers}")
        self._ended += 1
        if self._ended == len(self.keys):
            self.over.set()

    def _action(self, job: Job, step: int) -> Callable[[], Awaitable[Facts]]:
        async def action() -> Facts:
            self.tell(f"did {step} {job.key}")
            await self._boundary(job, f"inside {step}")
            if step == 4:
                # Who has written keeps the others from writing: this one is the last to stop.
                if self.number == 1 and job.key == "written 4":
                    await self._others_stopped.wait()
                async with self.database.session() as session:
                    row = sa.text("INSERT INTO entries VALUES (:key)")
                    await session.execute(row, {"key": job.key})
                await self._boundary(job, f"written {step}")
            return {"life": self.number}

        return action

    async def _boundary(self, job: Job, boundary: str) -> None:
        if self.number > 1 or job.key != boundary:
            return
        self._stopped.add(job.key)
        if len(self._stopped) == len(self.keys) - 1:
            self._others_stopped.set()
        if len(self._stopped) == len(self.keys):
            self.die()
        await asyncio.Event().wait()


class Poison(Life):
    """A job kills its process each time; so does the first try to tell people about it."""

    keys = ("poison", "innocent")

    async def handle(self, job: Job, steps: Steps) -> None:
        async def swallow() -> Facts:
            self.tell(f"began {job.key}")
            if job.key == "poison":
                self.die()
            return {}

        await steps.run("swallow", swallow)
        self._settle()

    async def failed(self, job: Job, type_name: str) -> None:
        await super().failed(job, type_name)
        if self.number == 5:
            self.die()
        self._settle()

    def _settle(self) -> None:
        told = (self.folder / "told").read_text().splitlines()
        if "began innocent" in told and told.count("failed poison MaxRecoveryAttemptsExceeded") > 1:
            self.over.set()


class PoisonAgain(Life):
    """A job kills its process each time, is given up, and is tried again once."""

    keys = ("poison",)

    async def handle(self, job: Job, steps: Steps) -> None:
        async def swallow() -> Facts:
            self.tell("began")
            self.die()
            return {}

        await steps.run("swallow", swallow)

    async def failed(self, job: Job, type_name: str) -> None:
        await super().failed(job, type_name)
        if (self.folder / "told").read_text().count("failed") == 1:
            self.tell(f"retried {await self.engine.retry(job.key)}")
        else:
            self.over.set()


class Retried(Life):
    """A job fails in the first life; those that follow are killed in the middle of its retry.

    Each gets one statement further, until one is killed right after the commit. The life after
    that finds the job in its queue.
    """

    keys = ("key",)

    async def live(self) -> None:
        told = (self.folder / "told").read_text()
        if self.number == 1 or "begun again" in told:
            await super().live()
            if self.number == 1:
                self.die()
            return
        await self._state()
        written = 0

        def before(*_: object) -> None:
            nonlocal written
            written += 1
            if written == self.number - 1:
                self.die()

        engine = self.database.sync_engine()
        sa.event.listen(engine, "before_cursor_execute", before)
        assert await asyncio.to_thread(retry, engine, "key")
        self.tell(f"begun again, after {written} statements")
        self.die()

    async def handle(self, job: Job, steps: Steps) -> None:
        first = self.number == 1

        async def one() -> Facts:
            self.tell("one")
            return {}

        async def two() -> Facts:
            self.tell("two")
            async with self.database.session() as session:
                await session.execute(sa.text("INSERT INTO entries VALUES ('two')"))
            if first:
                raise LookupError
            return {}

        await steps.run("one", one)
        await steps.commit("two", two)
        self.tell("done")
        self.over.set()

    async def failed(self, job: Job, type_name: str) -> None:
        await super().failed(job, type_name)
        self.over.set()

    async def _state(self) -> None:
        found = await find(self.database, "key")
        assert found is not None
        self.tell(f"{found.state} {found.failure}")


def main(scenario: type[Life], folder: Path) -> None:
    for number in range(1, 30):
        child = os.fork()
        if child == 0:
            asyncio.run(scenario(folder, number).live())
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            sys.exit(os.waitstatus_to_exitcode(status))
    sys.exit("too many lives")


if __name__ == "__main__":
    scenarios = {
        "boundaries": Boundaries,
        "poison": Poison,
        "poison again": PoisonAgain,
        "retried": Retried,
    }
    main(scenarios[sys.argv[1]], Path(sys.argv[2]))
