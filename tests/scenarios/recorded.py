"""A Clerk on one data folder whose recordings and transcribers are a test's: lived in, and left."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from bot.app import open_ledger
from bot.engine.engine import Engine
from bot.engine.pace import Pace
from bot.holdings import Desk, Ledger
from bot.ledger.workspace_rows import Draft, File
from bot.local.chat import LocalChat
from bot.local.roster import PLATFORM, TENANT
from bot.local.shelf import Shelf
from bot.local.wire import drop_body
from bot.meeting import Tools
from bot.settings import Settings
from bot.wiring import router
from handlers.chat import Outcome, Place, Press, Submission, Upload
from handlers.meetings.records import Meeting, State
from handlers.ports import Job, Steps
from handlers.router import Router
from pipelines.failover import Failover
from pipelines.meeting.hearing import Hearing
from tests.fake_ledger import stream
from tests.fake_studio import MP4, VTT, FakeStudio
from tests.fake_transcriber import FakeTranscriber, listed
from tests.handlers.office import ScriptedReader

PATIENCE = 180
_NUMBERS = count(1)


@dataclass
class Life:
    """A Clerk that runs: what people do in its channel, and what they see of it there."""

    ledger: Ledger
    engine: Engine
    router: Router
    shelf: Shelf

    async def drop(self, name: str, *, thread: str | None = None, user: str = "employee") -> str:
        """Let somebody drop a file; gives the thread that it is answered in."""
        content = VTT if name.endswith(".vtt") else MP4
        id_ = f"{next(_NUMBERS):032x}"
        size = await self.shelf.write(TENANT, id_, stream(content))
        file = File(id_, name, "application/octet-stream", size, dropped=True)
        body = drop_body(id_, name, size)
        head = await self.ledger.workspace.add(
            Draft(TENANT, "general", thread, user, body, file=file)
        )
        place = Place(PLATFORM, TENANT, "general", thread or head.id)
        await self.router.on_event(Upload(place, user, id_, name))
        return str(place.thread)

    async def press(self, action: str, meeting: Meeting, user: str = "employee") -> Outcome:
        """Let somebody press a button of a meeting's card."""
        press = Press(meeting.place, user, f"meeting.{action}", meeting.id)
        return await self.router.on_press(press)

    async def submit(self, action: str, meeting: Meeting, user: str = "employee") -> Outcome:
        """Let somebody send off a form without a word in it."""
        said = Submission(meeting.place, user, f"meeting.{action}", meeting.id, {})
        return await self.router.on_submit(said)

    async def meeting(self, thread: str, *states: State) -> Meeting:
        """Wait until the meeting of a thread is in one of some states."""
        place = Place(PLATFORM, TENANT, "general", thread)

        async def found() -> Meeting | None:
            meetings = await self.ledger.meetings.of_thread(place)
            return next((one for one in meetings if one.state in states), None)

        meeting: Meeting = await eventually(found)
        return meeting

    async def below(self, thread: str) -> list[Any]:
        """Give what Clerk says to all in a thread, oldest first: bodies of messages."""
        replies = await self.ledger.workspace.replies(TENANT, thread)
        ours = [one for one in replies if one.author == "clerk" and one.audience is None]
        return [one.body for one in ours if not one.retracted]


async def eventually(look: Callable[[], Any]) -> Any:
    """Wait until there is something to be seen, and give it."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = await look()
            if found:
                return found
            await asyncio.sleep(0.01)


@asynccontextmanager
async def living(
    folder: Path, transcriber: FakeTranscriber, studio: FakeStudio | None = None
) -> AsyncIterator[Life]:
    """Live on a data folder until the end of the block; what runs then is left as it is."""
    settings = Settings.model_validate({"BOT_DATA_DIR": folder})
    async with AsyncExitStack() as stack:
        ledger = await stack.enter_async_context(open_ledger(settings))
        shelf = Shelf(folder / "workspace")
        failover = Failover(
            [listed("local", transcriber)], clock=lambda: datetime.now(UTC), rest_seconds=1
        )
        tools = Tools(studio or FakeStudio(), Hearing(failover))
        desk = Desk(ScriptedReader(), LocalChat(ledger.workspace, shelf), folder / "scratch")

        async def handle(job: Job, steps: Steps) -> None:
            await wired.on_job(job, steps)

        engine = Engine(
            ledger.database,
            handle=handle,
            failed=lambda job, fault: wired.on_failed(job, fault),
            concurrency=3,
            data_dir=folder,
            pace=Pace(drain=0.05, idle=0.2),
        )
        wired = router(settings, ledger, desk, engine, tools)
        await stack.enter_async_context(engine)
        yield Life(ledger, engine, wired, shelf)
