"""`python -m bot` while somebody writes the minutes: stopped it stops, killed it asks again."""

import asyncio
import json
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import aiohttp
import pytest

from tests.bot.terminal import start
from tests.doubles.chat_completions import CHAT
from tests.doubles.server import Call, Double, Reply
from tests.fake_writer import plainly
from tests.scenarios.attendee import STOP, Attendee, is_of_meeting
from tests.scenarios.deciding import actions, written

PATIENCE = 180
WORDS = """WEBVTT

00:01.000 --> 00:05.000
<v Ann Quillfeather>Decided: we ship the beta on Friday.

00:06.000 --> 00:09.000
<v Bea Sandoval>To do: Bea Sandoval sends the release notes to everybody.
"""


class Pen:
    """A server that writes minutes, once it is let; `asked` counts who asked it to."""

    def __init__(self) -> None:
        self.asked = 0
        self.called = asyncio.Event()
        self.more = asyncio.Event()

    async def __call__(self, call: Call) -> Reply:
        if not call.path.endswith("/chat/completions"):
            return Reply(404)
        self.asked += 1
        self.called.set()
        await self.more.wait()
        return CHAT.good(json.dumps(plainly(CHAT.asked(call))))


@asynccontextmanager
async def clerk(
    data: Path, server: Double
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """Start `python -m bot`, and kill it in the end; gives it, and where its workspace is."""
    process = await start(
        BOT_DATA_DIR=str(data), BOT_LOCAL_PORT="0", BOT_DIGEST_AT="off",
        BOT_MEETING_WRITERS="gpt", BOT_MODEL_BUDGET_USD="5",
        OPENAI_API_KEY="key-of-a-test", OPENAI_BASE_URL=f"{server.url}/v1",
    )  # fmt: skip
    try:
        assert process.stdout is not None
        ready = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
        yield process, "http://127.0.0.1:" + ready.split("http://127.0.0.1:")[1].split()[0]
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.communicate()


@pytest.fixture
async def words(tmp_path: Path) -> Path:
    path = tmp_path / "weekly.vtt"
    await asyncio.to_thread(path.write_text, WORDS)
    return path


async def counted(data: Path, table: str) -> int:
    """Count the rows of a table, of whoever keeps it at the moment."""

    def count() -> int:
        with closing(sqlite3.connect(data / "app.db")) as ledger:
            [(rows,)] = ledger.execute(f"SELECT count(*) FROM {table}")
            return int(rows)

    return await asyncio.to_thread(count)


async def test_stopped_it_stops_and_killed_there_is_one_report(words: Path, tmp_path: Path) -> None:
    pen, data = Pen(), tmp_path / "data"
    async with Double(pen) as server, aiohttp.ClientSession() as session:
        async with clerk(data, server) as (process, url):
            ann = Attendee(url, session)
            stopped = await ann.drop(words)
            await ann.start(stopped)
            await asyncio.wait_for(pen.called.wait(), PATIENCE)
            card = await ann.card(stopped, lambda one: STOP in actions(one))
            await ann.self.press(card, STOP)
            await ann.card(stopped, lambda one: "stopped" in written(one))
            pen.called.clear()
            head = await ann.drop(words)
            await ann.start(head)
            await asyncio.wait_for(pen.called.wait(), PATIENCE)
            process.send_signal(signal.SIGKILL)
            await process.wait()
        assert await counted(data, "written") == 0
        pen.more.set()
        async with clerk(data, server) as (_, url):
            ann = Attendee(url, session)
            card = await ann.ended(head)
            files = await ann.files(head, 2)
            said = await ann.proposed(head)
            cards = [one for one in await ann.below(head) if one["body"]["kind"] == "card"]
    assert pen.asked == 3, "for the one that was stopped, for the other before and after"
    assert "we ship the beta on Friday" in written(card)
    assert sorted(files) == ["report.md", "transcript.vtt"]
    assert [is_of_meeting(one) for one in cards] == [True, False]
    assert {"task.confirm", "task.edit", "task.drop"} <= actions(said)
    assert (await counted(data, "written"), await counted(data, "tasks")) == (1, 2)
    # What was set aside for the calls that were cut off counts: nobody knows what they cost.
    assert await counted(data, "holds") == 2
