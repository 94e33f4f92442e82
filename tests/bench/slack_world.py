"""A Slack in a process of its own: python -m tests.bench.slack_world FOLDER DROPS MESSAGES.

It writes into FOLDER/events.jsonl what Clerk is to be told: a line a drop (what is told of it, and
of its file), then a line a message. It prints its address, then for each line of its standard
input how many cards stand below each drop, and how many of them are settled; it ends with it.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT
from tests.doubles.slack import events
from tests.doubles.slack.double import SlackDouble, slack_double
from tests.doubles.slack.state import Json, Message, Team
from tests.scenarios.bills import bill

TEAM = "T0BENCH"
TOKEN = f"xoxb-sample-{TEAM}"
CHANNELS = tuple(f"C0BENCH{number:02}" for number in range(20))
_PERSON = "U0DORA"


@dataclass
class World:
    """The running Slack, and what it has to tell."""

    url: str
    drops: list[tuple[Json, Json]]
    messages: list[Json]
    process: asyncio.subprocess.Process

    async def cards(self) -> dict[str, tuple[int, int]]:
        """Give for each drop how many cards stand below it, and how many of them are settled."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(b"\n")
        told = json.loads(await self.process.stdout.readline())
        return {root: (one[0], one[1]) for root, one in told.items()}


@asynccontextmanager
async def world(folder: Path, drops: int, messages: int) -> AsyncIterator[World]:
    """Start it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.slack_world", str(folder), str(drops), str(messages),
        cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=1 << 24,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        url = (await process.stdout.readline()).decode().strip()
        lines = (folder / "events.jsonl").read_text().splitlines()
        told = [json.loads(line) for line in lines]
        yield World(url, [(one[0], one[1]) for one in told[:drops]], told[drops:], process)
    finally:
        process.stdin.close()
        await process.wait()


def _fill(slack: SlackDouble, drops: int, messages: int) -> Iterator[object]:
    team = slack.world.add_team(TEAM)
    slack.act.join(team, _PERSON, *CHANNELS)
    for number in range(drops):
        channel = CHANNELS[number % len(CHANNELS)]
        content = bill(f"B-{number}", f"{100 + number}.00")
        drop = slack.act.drop(team, channel, _PERSON, [(f"B-{number}.xml", content)])
        [file] = drop.files
        yield slack.act.told(drop), events.file_shared(slack.world, team, channel, file)
    for number in range(messages):
        channel = CHANNELS[number % len(CHANNELS)]
        message = Message(slack.world.ts(), _PERSON, f"Message {number}, to nobody in particular.")
        yield events.said(slack.world, team, channel, message)


def _cards(team: Team) -> dict[str, tuple[int, int]]:
    below: dict[str, list[Message]] = {}
    for channel in team.channels.values():
        for message in channel.messages:
            if message.user == _PERSON:
                below.setdefault(message.ts, [])
            elif message.thread in below and message.blocks and not message.files:
                below[message.thread].append(message)
    return {
        root: (len(found), sum(one.edits > 0 for one in found)) for root, found in below.items()
    }


async def _serve(folder: Path, drops: int, messages: int) -> None:
    async with slack_double() as slack:
        with (folder / "events.jsonl").open("w") as lines:
            for one in _fill(slack, drops, messages):
                lines.write(f"{json.dumps(one)}\n")
        print(slack.url, flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            print(json.dumps(_cards(slack.world.teams[TEAM])), flush=True)


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
