"""Two processes ask and tell each other on a socket of this machine, whichever of them begins."""

import asyncio
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.bridge.caller import BridgeCaller
from bot.bridge.household import Away
from bot.bridge.listener import PATH, BridgeListener
from bot.bridge.wire import Asked, Close, Denied, Enter, Look, Return, Taken

PATIENCE = 60.0


class House:
    """Takes in everything but links; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.go = asyncio.Event()
        self.go.set()

    async def ask(self, asked: Asked) -> Taken | Denied:
        self.asked.append(asked)
        await self.go.wait()
        if asked.kind == "return":
            raise LookupError(asked.token)  # a fault of ours
        return Denied(why="link") if isinstance(asked, Enter) else Taken()


class Ears:
    """What the voice process is told."""

    def __init__(self) -> None:
        self.told: list[Close] = []
        self.joined = 0


@asynccontextmanager
async def listening(path: Path, house: House) -> AsyncIterator[BridgeListener]:
    listener = BridgeListener(path, house, patience=0.05)
    await listener.start()
    try:
        yield listener
    finally:
        await listener.stop()


@asynccontextmanager
async def calling(
    path: Path, ears: Ears, patience: float = PATIENCE
) -> AsyncIterator[BridgeCaller]:
    def joined() -> None:
        ears.joined += 1

    caller = BridgeCaller(path, told=ears.told.append, joined=joined, patience=patience)
    caller.start()
    try:
        yield caller
    finally:
        await caller.stop()


async def until(look: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not look():  # noqa: ASYNC110 - of another task
            await asyncio.sleep(0.01)


ENTER = Enter(room="H-1", token="t")
LOOK = Look(room="H-1", person="slack:U1", name="waiting", arguments="{}")


async def test_each_question_has_its_own_answer(tmp_path: Path) -> None:
    house, ears = House(), Ears()
    async with listening(tmp_path / "s", house), calling(tmp_path / "s", ears) as caller:
        answers = await asyncio.gather(caller.ask(ENTER), caller.ask(LOOK), caller.ask(ENTER))
    assert [*answers] == [Denied(why="link"), Taken(), Denied(why="link")]
    assert house.asked == [ENTER, LOOK, ENTER]


async def test_a_slow_answer_keeps_no_other_waiting(tmp_path: Path) -> None:
    house, ears = House(), Ears()
    async with listening(tmp_path / "s", house), calling(tmp_path / "s", ears) as caller:
        house.go.clear()
        slow = asyncio.create_task(caller.ask(LOOK))
        await until(lambda: len(house.asked) == 1)
        house.go = asyncio.Event()
        house.go.set()
        assert await caller.ask(ENTER) == Denied(why="link")
        assert not slow.done()
        slow.cancel()


async def test_what_breaks_one_answer_breaks_no_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    house, ears = House(), Ears()
    async with listening(tmp_path / "s", house), calling(tmp_path / "s", ears) as caller:
        house.go.clear()
        other = asyncio.create_task(caller.ask(LOOK))
        broken = asyncio.create_task(caller.ask(Return(room="H-1", token="1.secret")))
        await until(lambda: len(house.asked) == 2)
        house.go.set()
        assert await broken == Denied(why="away")
        assert await other == Taken()
        assert await caller.ask(LOOK) == Taken()
    assert ears.joined == 1
    assert "a question broke its answer" in caplog.text
    assert "secret" not in caplog.text


async def test_only_this_user_reaches_the_socket(tmp_path: Path) -> None:
    async with listening(tmp_path / "s", House()):
        mode = (await asyncio.to_thread((tmp_path / "s").stat)).st_mode
        assert stat.S_ISSOCK(mode)
        assert stat.S_IMODE(mode) == 0o600
    assert not await asyncio.to_thread((tmp_path / "s").exists)


async def test_what_a_killed_process_left_is_taken_over(tmp_path: Path) -> None:
    await asyncio.to_thread((tmp_path / "s").touch)
    ears = Ears()
    async with listening(tmp_path / "s", House()), calling(tmp_path / "s", ears) as caller:
        assert await caller.ask(LOOK) == Taken()


async def test_a_room_is_told_to_close(tmp_path: Path) -> None:
    ears, close = Ears(), Close(room="H-1", ending="people")
    async with listening(tmp_path / "s", House()) as listener, calling(tmp_path / "s", ears):
        await until(lambda: listener.is_joined)
        await listener.tell(close)
        await until(lambda: ears.told == [close])


async def test_nobody_there_is_said(tmp_path: Path) -> None:
    async with calling(tmp_path / "s", Ears(), patience=0.01) as caller:
        with pytest.raises(Away):
            await caller.ask(LOOK)


async def test_it_calls_again_and_whoever_waited_is_told(tmp_path: Path) -> None:
    house, ears = House(), Ears()
    async with calling(tmp_path / "s", ears) as caller:
        async with listening(tmp_path / "s", house):
            house.go.clear()
            lost = asyncio.create_task(caller.ask(LOOK))
            await until(lambda: len(house.asked) == 1)
        with pytest.raises(Away):
            await lost
        async with listening(tmp_path / "s", House()):
            assert await caller.ask(LOOK) == Taken()
    assert ears.joined == 2


@pytest.mark.parametrize(
    "said", ["no json", '{"number": 1}', '{"number":1,"asked":{"kind":"steal"}}']
)
async def test_who_asks_what_nobody_knows_is_left(tmp_path: Path, said: str) -> None:
    house = House()
    async with listening(tmp_path / "s", house):
        connector = aiohttp.UnixConnector(path=str(tmp_path / "s"))
        async with (
            aiohttp.ClientSession(connector=connector) as session,
            session.ws_connect(f"http://clerk{PATH}") as socket,
        ):
            await socket.send_str(said)
            answer = await socket.receive(timeout=PATIENCE)
            assert answer.type in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}
    assert house.asked == []
