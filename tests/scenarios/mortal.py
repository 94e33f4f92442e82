"""A Clerk that kills itself at a chosen point of a document's job: a process of its own.

    python -m tests.scenarios.mortal DATA_DIR [FILE POINT]

answers what an earlier life left behind, then drops FILE and dies by SIGKILL at POINT. Without
FILE it only answers, and prints the threads as JSON.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable
from dataclasses import asdict
from pathlib import Path

import aiohttp

import bot.app
from bot.settings import Settings
from handlers.chat import MessageRef, Upload
from handlers.documents import Documents
from handlers.ports import Drop, Facts
from pipelines.document.read import Progress
from tests.scenarios.dropping import Visitor

STEPS = ("announce", "fetch", "read", "reply")
# "before" a step does anything, and "after" it did all of it, with its checkpoint not yet made.
POINTS = tuple(f"{moment} {step}" for step in STEPS for moment in ("before", "after"))


class Mortal(Documents):
    """Documents whose steps end the process at `point` of the file `name`, as a power cut would."""

    point: str | None = None
    name: str | None = None

    async def _announce(self, drop: Drop, upload: Upload) -> Facts:
        return await self._risk(drop.name, "announce", super()._announce(drop, upload))

    async def _fetch(self, drop: Drop, upload: Upload) -> Facts:
        return await self._risk(drop.name, "fetch", super()._fetch(drop, upload))

    async def _read(self, drop: Drop, upload: Upload, fetched: Facts, progress: Progress) -> Facts:
        return await self._risk(drop.name, "read", super()._read(drop, upload, fetched, progress))

    async def _reply(
        self, drop: Drop, upload: Upload, message: MessageRef, outcome: Facts
    ) -> Facts:
        return await self._risk(drop.name, "reply", super()._reply(drop, upload, message, outcome))

    async def _risk(self, name: str, step: str, action: Awaitable[Facts]) -> Facts:
        self._die_at(name, f"before {step}")
        answer = await action
        self._die_at(name, f"after {step}")
        return answer

    def _die_at(self, name: str, point: str) -> None:
        if (name, point) == (self.name, self.point):
            os.kill(os.getpid(), signal.SIGKILL)


async def live(data_dir: Path, file: Path | None, point: str | None) -> None:
    """Live one life."""
    setattr(bot.app, "Documents", Mortal)  # noqa: B010  # a plain assignment is a type error
    settings = Settings.model_validate({"BOT_DATA_DIR": data_dir, "BOT_LOCAL_PORT": 0})
    async with bot.app.build(settings) as house, aiohttp.ClientSession() as session:
        assert house.workspace is not None
        visitor = Visitor(house.workspace.url, session)
        threads = await visitor.settled(0)
        if file is None:
            sys.stdout.write(json.dumps([asdict(thread) for thread in threads]))
            return
        Mortal.name, Mortal.point = file.name, point
        await visitor.drop(file)
        await visitor.settled(len(threads) + 1)
    raise AssertionError(f"lived past {point!r}")


if __name__ == "__main__":
    arguments = sys.argv[2:]
    asyncio.run(
        live(
            Path(sys.argv[1]),
            Path(arguments[0]) if arguments else None,
            arguments[1] if arguments else None,
        )
    )
