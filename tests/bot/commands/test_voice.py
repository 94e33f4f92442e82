"""`python -m bot` keeps voice rooms in a child: it is begun again, and ends with its parent."""

import asyncio
import os
import signal
import socket
from pathlib import Path

import aiohttp
import psutil

from tests.bot.terminal import bot, start
from tests.fake_household import ROOM

PATIENCE = 60.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


async def answered(session: aiohttp.ClientSession, origin: str) -> int:
    """Wait until somebody answers who is let in: 403, and not 503, is the household's word."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                async with session.post(
                    f"{origin}/voice/{ROOM}/enter", headers={"Origin": origin}
                ) as answer:
                    if answer.status == 403:
                        return answer.status
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.05)


async def test_rooms_are_kept_beside_clerk(tmp_path: Path) -> None:
    port = free_port()
    clerk = await start(
        BOT_DATA_DIR=str(tmp_path / "data"),
        BOT_LOCAL_PORT="0",
        BOT_VOICE="auto",
        BOT_VOICE_PORT=str(port),
        BOT_DIGEST_AT="off",
    )
    try:
        async with aiohttp.ClientSession() as session:
            origin = f"http://127.0.0.1:{port}"
            await answered(session, origin)
            [rooms] = [
                one
                for one in await asyncio.to_thread(psutil.Process(clerk.pid).children)
                if "voice" in one.cmdline()
            ]
            os.kill(rooms.pid, signal.SIGKILL)
            await answered(session, origin)
        clerk.send_signal(signal.SIGINT)
        async with asyncio.timeout(PATIENCE):
            _, complaints = await clerk.communicate()
    finally:
        if clerk.returncode is None:
            clerk.kill()
            await clerk.wait()
    assert clerk.returncode == 0
    [line] = complaints.decode().splitlines()
    assert "the process of voice rooms ended status=-9 again_in_s=2.0" in line
    socket.create_server(("127.0.0.1", port)).close()


async def test_voice_rooms_that_cannot_be_say_why(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    ran = await bot("voice", BOT_DATA_DIR=data, BOT_VOICE_MODELS="gpt")
    assert (ran.status, ran.out) == (2, "")
    assert ran.complaint == "BOT_VOICE_MODELS lists gpt: set OPENAI_API_KEY"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = await bot("voice", BOT_DATA_DIR=data, BOT_VOICE_PORT=str(port))
    assert ran.status == 2
    assert ran.complaint == f"127.0.0.1:{port}: Address already in use"


async def test_a_voice_model_that_must_not_be_asked_stops_the_start(tmp_path: Path) -> None:
    ran = await bot(
        BOT_DATA_DIR=str(tmp_path / "data"),
        BOT_LOCAL_PORT="0",
        BOT_VOICE_MODELS="gemini",
        GEMINI_API_KEY="k",
        BOT_REGION="eu",
    )
    assert (ran.status, ran.out) == (2, "")
    assert ran.complaint.startswith("BOT_REGION is eu, and nothing keeps what gemini")
