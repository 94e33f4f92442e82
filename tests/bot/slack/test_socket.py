"""Whether a connection by Socket Mode is alive, and what becomes of one that is not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.slack.socket import DEAD_SECONDS, LOOK_SECONDS, SocketMode


class Connection:
    """A connection of a test."""

    def __init__(self) -> None:
        self.hello = asyncio.Event()
        self.trouble: str | None = None
        self.up = False
        self.opened = False
        self.closed = False

    def open(self) -> None:
        self.opened = True

    async def is_up(self) -> bool:
        return self.up

    async def close(self) -> None:
        self.closed = True


class Watched:
    """A socket whose time passes as a test says; `connections` are its connections so far."""

    def __init__(self) -> None:
        self.connections: list[Connection] = []
        self.now = 0.0
        self._ticks = asyncio.Queue[None]()
        self._asleep = asyncio.Queue[None]()
        self.socket = SocketMode(self._make, clock=lambda: self.now, sleep=self._sleep)

    def _make(self) -> Connection:
        self.connections.append(Connection())
        return self.connections[-1]

    async def _sleep(self, seconds: float) -> None:
        self._asleep.put_nowait(None)
        await self._ticks.get()
        self.now += seconds

    async def look(self, times: int = 1) -> None:
        """Let the watchdog look so often."""
        async with asyncio.timeout(10):
            for _ in range(times):
                await self._asleep.get()
                self._ticks.put_nowait(None)
            await self._asleep.get()
        self._asleep.put_nowait(None)


@asynccontextmanager
async def watched() -> AsyncIterator[Watched]:
    found = Watched()
    await found.socket.start()
    yield found
    await found.socket.stop()


_LOOKS = int(DEAD_SECONDS // LOOK_SECONDS)


async def test_a_line_that_is_up_is_left_alone() -> None:
    async with watched() as found:
        found.connections[0].up = True
        await found.look(3 * _LOOKS)
        assert len(found.connections) == 1
        standing = await found.socket.standing()
        assert (standing.works, standing.detail) == (True, "connected by Socket Mode")


async def test_a_line_may_mend_itself_for_a_while() -> None:
    async with watched() as found:
        found.connections[0].up = True
        await found.look()
        found.connections[0].up = False
        await found.look(_LOOKS - 1)
        found.connections[0].up = True
        await found.look()
        found.connections[0].up = False
        await found.look(_LOOKS - 1)
        assert len(found.connections) == 1


async def test_a_dead_line_is_replaced_again_and_again_and_no_faster() -> None:
    async with watched() as found:
        await found.look(_LOOKS - 1)
        assert len(found.connections) == 1
        await found.look()
        assert [line.closed for line in found.connections] == [True, False]
        assert found.connections[1].opened
        await found.look(3 * _LOOKS)
        assert (len(found.connections), found.socket.replaced) == (5, 4)
        found.connections[-1].up = True
        await found.look(3 * _LOOKS)
        assert len(found.connections) == 5


async def test_how_it_stands_says_what_slack_says_and_is_logged_when_it_changes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with watched() as found:
        [line] = found.connections
        line.up = True
        await found.look(2)
        line.up, line.trouble = False, "invalid_auth"
        await found.look(2)
        standing = await found.socket.standing()
        said = "not connected by Socket Mode: invalid_auth"
        assert (standing.works, standing.detail) == (False, said)
        assert caplog.messages == [f"Slack: {said}"]
        line.up = True
        await found.look(2)
        assert caplog.messages[1:] == ["Slack: connected by Socket Mode"]


async def test_a_socket_that_is_stopped_is_not_up() -> None:
    async with watched() as found:
        found.connections[0].up = True
    assert not (await found.socket.standing()).works
    assert found.connections[0].closed


async def test_the_start_waits_for_a_greeting_no_longer_than_it_is_told() -> None:
    async with watched() as found:
        assert not await found.socket.opened(0.001)
        found.connections[0].hello.set()
        assert await found.socket.opened(10)
