"""Lives of a Clerk in a Teams of ours: killed with many things under way there, and up again."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT
from tests.doubles.chat_completions import CHAT
from tests.doubles.server import Call, Double, Reply
from tests.doubles.teams.double import TeamsDouble, teams_double
from tests.fake_writer import plainly
from tests.scenarios.corners import Corner, Point, corner, given
from tests.scenarios.idle import idle

PATIENCE = 300  # seconds
JOBS = 64


@dataclass
class Lives:
    """What came of it: what happened in each corner, and where all of it is kept."""

    data: Path
    corners: Mapping[Point, Corner]


@asynccontextmanager
async def lives(data: Path, points: Sequence[Point]) -> AsyncIterator[Lives]:
    """Die once with something at each point, and live on until there is nothing left to do."""
    async with AsyncExitStack() as stack:
        teams = await stack.enter_async_context(teams_double())
        pen = await stack.enter_async_context(Double(_write))
        tenant = teams.world.tenant()
        corners = {one: corner(teams, tenant, one, at) for at, one in enumerate(points)}
        first = next(iter(corners.values()))
        more = dict(given(teams, first)) | {
            "BOT_DATA_DIR": str(data), "BOT_JOBS": str(JOBS),
            "BOT_MEETING_WRITERS": "gpt", "BOT_MODEL_BUDGET_USD": "50",
            "OPENAI_API_KEY": "key-of-a-test", "OPENAI_BASE_URL": f"{pen.url}/v1",
        }  # fmt: skip
        ends = [one.end for one in corners.values() if one.point.moment == "kept"]
        async with _living(teams, data, more, *ends) as said:
            await teams.act.install(first.hall.rooms["accounting"], first.arun.person)
            async with asyncio.timeout(PATIENCE):
                await _come_far([*corners.values()], said)
        teams.faults.clear()
        async with _living(teams, data, more):
            await idle(data)
            yield Lives(data, corners)


async def _come_far(corners: Sequence[Corner], said: set[str]) -> None:
    """Bring everything to its point: what people press first, and in the end what others wait for.

    What is under way all at once leaves no time to answer people.
    """
    early = [one for one in corners if one.is_early]
    for one in early:
        await one.drop()
    for one in early:
        await one.settle()
    for one in early:
        await _come_to(one, said)
    others = [one for one in corners if not one.is_early]
    for last in (False, True):
        async with asyncio.TaskGroup() as at_once:
            for one in others:
                if one.is_last is last:
                    at_once.create_task(_come_to(one, said))


async def _come_to(one: Corner, said: set[str]) -> None:
    reached = one.stop()
    await one.act()
    if reached is not None:
        await reached.wait()
    while reached is None and one.end.partition("=")[0] not in said:  # noqa: ASYNC110 - of a process
        await asyncio.sleep(0.02)


@asynccontextmanager
async def _living(
    teams: TeamsDouble, data: Path, more: Mapping[str, str], *ends: str
) -> AsyncIterator[set[str]]:
    """Live until the end of the block, and be killed then; gives which outboxes stand still."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.scenarios.mortal_teams", *ends,
        cwd=data, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **more},
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    said = set[str]()
    try:
        ready = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
        port = ready.decode().partition("http://127.0.0.1:")[2].partition("/")[0]
        teams.deliveries.url = f"http://127.0.0.1:{port}/teams/messages"
        listening = asyncio.create_task(_listen(process.stdout, said))
        yield said
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()
    await listening
    assert process.returncode == -signal.SIGKILL


async def _listen(printed: asyncio.StreamReader, said: set[str]) -> None:
    async for line in printed:
        said.add(line.decode().strip())


async def _write(call: Call) -> Reply:
    return CHAT.good(json.dumps(plainly(CHAT.asked(call))))
