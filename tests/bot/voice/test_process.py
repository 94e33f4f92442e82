"""The process of voice rooms: a whole call writes nothing, and it ends with its parent."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.bridge.address import NAME
from tests.bot.voice.confined import environment, files, laid, listening, running
from tests.bot.voice.visiting import PATIENCE, QUIET, Browser
from tests.fake_household import ROOM, FakeHousehold

_PARENT = """
import asyncio
from bot.beside import VoiceProcess
async def main():
    VoiceProcess(lambda: True).start()
    await asyncio.Event().wait()
asyncio.run(main())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid(tmp_path)


async def until(look: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not look():  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.02)


async def test_a_whole_call_writes_nothing_and_imports_nothing_that_keeps(folder: Path) -> None:
    household = FakeHousehold()
    async with listening(folder, household), running(folder) as house:
        limits = await asyncio.to_thread(Path(f"/proc/{house.process.pid}/limits").read_text)
        assert "Max core file size        0 " in limits
        async with Browser(house) as ada, Browser(house) as bob:  # type: ignore[arg-type]
            await ada.enter(household.link("slack:ada"))
            await bob.enter(household.link("slack:bob"))
            async with ada.page() as one, bob.page() as two:
                await one.join()
                await two.join()
                speaking = asyncio.create_task(one.speak(30))
                await two.sound(of_people=True)
                await speaking
                await one.show()
                await one.speak(45, QUIET)
                await two.next("caption", whole=True, who="slack:ada")
                await one.say("ask")
                await two.sound(of_people=False)
                await one.say("end")
                await two.next("over", ending="people")
        async with asyncio.timeout(PATIENCE):
            await household.until(lambda: household.endings == [(ROOM, "people")])
        # It is at home at what was said, and not in this process any more.
        assert household.said()[0].startswith("slack:ada: ")
        errors = await house.end()
        assert house.process.returncode == 0
        assert errors == "imported: []\n"
        assert files(folder) == {f"data/{NAME}"}


async def test_it_goes_on_while_the_household_is_begun_anew(folder: Path) -> None:
    household = FakeHousehold()
    async with running(folder) as house, Browser(house) as ada:  # type: ignore[arg-type]
        async with listening(folder, household) as listener:
            await until(lambda: listener.is_joined)
            await ada.enter(household.link("slack:ada"))
        async with AsyncExitStack() as stack:
            async with listening(folder, household) as listener:
                await until(lambda: listener.is_joined)
                page = await stack.enter_async_context(ada.page())
                await page.join()
            # Nobody is there who could be told.
            await page.speak(30)
            await page.speak(45, QUIET)
            said = await page.next("caption", whole=True, who="slack:ada")
            async with listening(folder, household), asyncio.timeout(PATIENCE):
                await household.until(lambda: bool(household.said()))
            assert household.said()[0] == f"slack:ada: {said['text']}"


async def test_it_ends_when_its_parent_is_killed(folder: Path) -> None:
    async with listening(folder, FakeHousehold()) as listener:
        parent = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _PARENT), cwd=folder / "here", env=environment(folder)
        )
        await until(lambda: listener.is_joined)
        os.kill(parent.pid, signal.SIGKILL)
        await parent.wait()
        await until(lambda: not listener.is_joined)
