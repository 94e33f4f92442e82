"""A Clerk that is killed while it stands at many points of the jobs of many documents.

    python -m tests.scenarios.mortal DATA_DIR FOLDER

drops the file of each point from FOLDER, lets its job come as far as that point and no farther,
and dies by SIGKILL with all of them there. It prints each point that was reached.

    python -m tests.scenarios.mortal DATA_DIR

answers what such a life left behind, and prints as JSON the threads and what accounting was told.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import aiohttp

import bot.app
import bot.wiring
from bot.ledger.outbox import SqlOutbox
from bot.settings import Settings
from handlers.chat import MessageRef, Upload
from handlers.documents import Documents
from handlers.drops import drop_of
from handlers.ports import Drop, Facts, Job
from handlers.readings import Readings
from pipelines.document.read import Progress
from tests.scenarios.deciding import Colleague
from tests.scenarios.dropping import Message, Thread, Visitor
from tests.scenarios.looking import Looks

STEPS = ("announce", "fetch", "read", "reply")
SENT = ("card", "picture", "json", "accounting", "accounting.picture", "accounting.json")
# "before" a step does anything; "after" it did all of it, with its checkpoint not yet made; and
# what it says being "sent" with the outbox not yet told. The last one is where the job holds the
# database's write lock: whoever came after it would wait.
LAST = "after read"
POINTS = (
    *(f"{moment} {step}" for step in STEPS for moment in ("before", "after")),
    *(f"sent {what}" for what in SENT),
)
PATIENCE = 180


def file_name(point: str) -> str:
    """Give the name of the file whose job gets as far as `point`."""
    return f"{point}.xml"


@dataclass(frozen=True)
class Left:
    """What is in the workspace in the end."""

    threads: list[Thread]
    accounting: list[Message]


class Standstill:
    """Where each job comes to a stop, and which have."""

    def __init__(self) -> None:
        self._reached = {file_name(point): asyncio.Event() for point in POINTS}
        self._names: dict[str, str] = {}

    def meet(self, drop: Drop) -> None:
        """Learn which file a job is about."""
        self._names[drop.key] = drop.name

    async def pass_by(self, key: str, point: str) -> None:
        """Let the job of `key` go on, unless this is where its file ends."""
        name = self._names[key]
        if name == file_name(point):
            self._reached[name].set()
            await asyncio.Event().wait()

    async def reached(self, point: str) -> None:
        """Wait until the job of `point` stands there."""
        await self._reached[file_name(point)].wait()


class Risk:
    """Steps that stand still before they do anything, or after they did all."""

    still: Standstill

    async def _risk(self, drop: Drop, step: str, action: Awaitable[Facts]) -> Facts:
        await self.still.pass_by(drop.key, f"before {step}")
        answer = await action
        await self.still.pass_by(drop.key, f"after {step}")
        return answer


class MortalReadings(Risk, Readings):
    """The steps that take a file in."""

    async def _fetch(self, drop: Drop, upload: Upload) -> Facts:
        return await self._risk(drop, "fetch", super()._fetch(drop, upload))

    async def _read(self, job: Job, fetched: Facts, progress: Progress) -> Facts:
        return await self._risk(drop_of(job), "read", super()._read(job, fetched, progress))


class MortalDocuments(Risk, Documents):
    """The steps that say something."""

    async def _announce(self, job: Job, upload: Upload) -> Facts:
        drop = drop_of(job)
        self.still.meet(drop)
        return await self._risk(drop, "announce", super()._announce(job, upload))

    async def _reply(
        self, drop: Drop, upload: Upload, message: MessageRef, outcome: Facts
    ) -> Facts:
        return await self._risk(drop, "reply", super()._reply(drop, upload, message, outcome))


class MortalOutbox(SqlOutbox):
    """An outbox that hears too late that a message arrived."""

    still: Standstill

    async def done(self, key: str, message: MessageRef) -> None:
        job, _, what = key.rpartition(":")
        await self.still.pass_by(job, f"sent {what}")
        await super().done(key, message)


async def live_and_die(data_dir: Path, folder: Path) -> None:
    """Bring a job to each point, then die."""
    Risk.still = MortalOutbox.still = still = Standstill()
    # A plain assignment to what is imported there is a type error.
    setattr(bot.wiring, "Documents", MortalDocuments)  # noqa: B010
    setattr(bot.wiring, "Readings", MortalReadings)  # noqa: B010
    setattr(bot.app, "SqlOutbox", MortalOutbox)  # noqa: B010
    settings = Settings.model_validate(
        {"BOT_DATA_DIR": data_dir, "BOT_LOCAL_PORT": 0, "BOT_JOBS": len(POINTS)}
    )
    async with bot.app.build(settings) as house, aiohttp.ClientSession() as session:
        assert house.workspace is not None
        visitor = Visitor(house.workspace.url, session)
        for point in sorted(POINTS, key=lambda one: one == LAST):
            await visitor.drop(folder / file_name(point))
            try:
                async with asyncio.timeout(PATIENCE):
                    await still.reached(point)
            except TimeoutError:
                continue  # not printed: the others are none the worse for it
            sys.stdout.write(f"{point}\n")
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGKILL)


async def answer(data_dir: Path) -> Left:
    """Live on after a death: give what there is when all are answered, or after a while."""
    settings = Settings.model_validate({"BOT_DATA_DIR": data_dir, "BOT_LOCAL_PORT": 0})
    async with bot.app.build(settings) as house, aiohttp.ClientSession() as session:
        assert house.workspace is not None
        url = house.workspace.url
        visitor = Visitor(url, session)
        accountant = Colleague(url, session, "accountant-1")
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                looks = Looks()
                await visitor.settled(len(POINTS))
                while len(await accountant.messages("accounting")) < 3 * len(POINTS):
                    await looks.again()
        return Left(await visitor.threads(), await accountant.messages("accounting"))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        asyncio.run(live_and_die(Path(sys.argv[1]), Path(sys.argv[2])))
    else:
        left = asyncio.run(answer(Path(sys.argv[1])))
        sys.stdout.write(json.dumps(asdict(left)))
