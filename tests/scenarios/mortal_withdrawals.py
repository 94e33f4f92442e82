"""A Clerk that is killed while it stands at many points of forgetting what people took back.

    python -m tests.scenarios.mortal_withdrawals DATA_DIR FOLDER

drops the file of each point from FOLDER, has each taken back, lets that come as far as its point
and no farther, and dies by SIGKILL with all of them there. It prints each point that was reached.

    python -m tests.scenarios.mortal_withdrawals DATA_DIR

lives on after such a life until it has nothing to do, and prints as JSON what is left of it all.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import aiohttp
import sqlalchemy as sa

import bot.app
import bot.forgetting
from bot.ledger.tables import AuditRow, DocumentRow, DropRow, OutboxRow
from bot.local.roster import PLATFORM, TENANT
from bot.settings import Settings
from handlers.ports import Facts, Job
from handlers.taking_back import TakingBack
from handlers.withdrawals import Withdrawal, Withdrawn
from tests.scenarios.dropping import Visitor
from tests.scenarios.looking import Looks

# "before" a step does anything; "after" it did all of it, with its checkpoint not yet made. The
# last one holds the database's write lock: whoever came after it would wait.
POINTS = ("after stop", "before take out", "after take out", "after show", "after withdraw")
LAST = "after withdraw"
PATIENCE = 180


@dataclass(frozen=True)
class Left:
    """What is kept in the end: rows by table, files by their names, and what Clerk said.

    `withdrawn` are the links of the audit that tell of it.
    """

    rows: dict[str, int]
    files: list[str]
    said: list[str]
    withdrawn: int

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is left but the audit."""
        return not (any(self.rows.values()) or self.files or self.said)


class Standstill:
    """Where each withdrawal comes to a stop, and which have."""

    def __init__(self) -> None:
        self._ends: dict[str, tuple[str, asyncio.Event]] = {}

    def end(self, file: str, point: str) -> asyncio.Event:
        """Let the withdrawal of a file come as far as a point; gives what tells that it did."""
        self._ends[file] = (point, asyncio.Event())
        return self._ends[file][1]

    async def around(self, file: str, step: str, action: Awaitable[Facts]) -> Facts:
        await self._pass_by(file, f"before {step}")
        answer = await action
        await self._pass_by(file, f"after {step}")
        return answer

    async def _pass_by(self, file: str, point: str) -> None:
        end, reached = self._ends.get(file, ("", None))
        if end == point and reached is not None:
            reached.set()
            await asyncio.Event().wait()


still = Standstill()


class MortalTakingBack(TakingBack):
    """Steps that stand still before they do anything, or after they did all."""

    async def _stop(self, job: Job) -> Facts:
        return await still.around(_file(job), "stop", super()._stop(job))

    async def _withdraw(self, job: Job, keys: Sequence[str]) -> Facts:
        return await still.around(_file(job), "withdraw", super()._withdraw(job, keys))

    async def _take_out(self, tenant: str, gone: Withdrawn) -> Facts:
        file = gone.traces.uploads[0][1]
        return await still.around(file, "take out", super()._take_out(tenant, gone))

    async def _show(self, tenant: str, gone: Withdrawn) -> Facts:
        file = gone.traces.uploads[0][1]
        return await still.around(file, "show", super()._show(tenant, gone))


def _file(job: Job) -> str:
    return str(job.payload["file"])


async def live_and_die(data_dir: Path, folder: Path) -> None:
    """Bring the withdrawal of each file to its point, then die."""
    # A plain assignment to what is imported there is a type error.
    setattr(bot.forgetting, "TakingBack", MortalTakingBack)  # noqa: B010
    async with bot.app.build(_settings(data_dir)) as house, aiohttp.ClientSession() as session:
        assert house.workspace is not None
        visitor = Visitor(house.workspace.url, session)
        heads = {point: await visitor.drop(folder / f"{point}.xml") for point in POINTS}
        await visitor.settled(len(POINTS))
        for point in sorted(POINTS, key=lambda one: one == LAST):
            file = str(heads[point]["body"]["file"])
            reached = still.end(file, point)
            await house.router.on_event(Withdrawal(PLATFORM, TENANT, file))
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await reached.wait()
                    sys.stdout.write(f"{point}\n")
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGKILL)


async def live_on(data_dir: Path) -> Left:
    """Live until all that was taken back is gone, or for a while."""
    async with bot.app.build(_settings(data_dir)) as house, aiohttp.ClientSession() as session:
        assert house.workspace is not None
        visitor = Visitor(house.workspace.url, session)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                looks = Looks()
                while not (await _left(house, visitor, data_dir)).is_nothing:
                    await looks.again()
        return await _left(house, visitor, data_dir)


async def _left(house: bot.app.House, visitor: Visitor, data_dir: Path) -> Left:
    rows = {}
    async with house.ledger.database.reading() as session:
        for table in (DocumentRow, DropRow, OutboxRow):
            counting = sa.select(sa.func.count()).select_from(table)
            rows[table.__tablename__] = await session.scalar(counting) or 0
        told = sa.select(sa.func.count()).where(AuditRow.action == "file.withdrawn")
        withdrawn = await session.scalar(told) or 0
    said = [str(one["id"]) for one in await visitor.messages() if one["thread"] is not None]
    return Left(rows, await asyncio.to_thread(_files, data_dir), said, withdrawn)


def _files(data_dir: Path) -> list[str]:
    kept = (data_dir / "files", data_dir / "workspace")
    return [one.name for folder in kept for one in folder.rglob("*") if one.is_file()]


def _settings(data_dir: Path) -> Settings:
    return Settings.model_validate(
        {"BOT_DATA_DIR": data_dir, "BOT_LOCAL_PORT": 0, "BOT_JOBS": len(POINTS)}
    )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        asyncio.run(live_and_die(Path(sys.argv[1]), Path(sys.argv[2])))
    else:
        left = asyncio.run(live_on(Path(sys.argv[1])))
        sys.stdout.write(json.dumps(asdict(left)))
