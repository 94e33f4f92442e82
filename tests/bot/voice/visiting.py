"""A server of voice rooms on loopback, and browsers by hand that come to it."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aiohttp
import numpy as np

from bot.voice.entrance import Entrance
from bot.voice.pages import assets
from bot.voice.protocol import HEAD, MICROPHONE, PICTURE, Listens
from bot.voice.rooms import Manner, Rooms
from bot.voice.server import Served, VoiceServer
from bot.voice.sockets import LOOK_S, Sockets
from pipelines.egress import Egress
from pipelines.huddle.arrivals import Pace
from pipelines.huddle.roster import Roster, Voice
from pipelines.huddle.setup import Caps
from pipelines.huddle.simulator import SimulatedVoice
from pipelines.pcm import pcm16
from pipelines.voice import CHUNK, CHUNK_S, RATE
from tests.fake_household import ROOM, FakeHousehold
from tests.fake_voice import listed

PATIENCE = 60.0
PUBLIC = "https://clerk.example/bots"
SIMULATOR = Listens(
    name="simulator",
    model="simulator",
    company="",
    host="",
    region=None,
    self_hosted=True,
    simulated=True,
)
JPEG = b"\xff\xd8\xff\xe0" + bytes(100)
_AT = np.arange(CHUNK // 2) / RATE
SPEECH = pcm16((6000 * np.sin(2 * np.pi * 300 * _AT)).astype(np.float32))
QUIET = bytes(CHUNK)


class House:
    """What is served, and to whom."""

    def __init__(self, household: FakeHousehold, rooms: Rooms, server: VoiceServer) -> None:
        self.household = household
        self.rooms = rooms
        self.server = server
        self.sockets: Sockets

    @property
    def origin(self) -> str:
        return self.server.url


@asynccontextmanager
async def serving(
    household: FakeHousehold | None = None,
    *voices: Voice,
    caps: Caps | None = None,
    port: int = 0,
    look_s: float = LOOK_S,
    listens: Sequence[Listens] = (SIMULATOR,),
) -> AsyncIterator[House]:
    """Serve voice rooms, with the simulator where no other model is given."""
    household = household or FakeHousehold()
    timer = asyncio.get_running_loop().time
    roster = Roster(
        voices or [listed("simulator", SimulatedVoice())],
        clock=lambda: datetime.now(UTC),
        timer=timer,
    )
    rooms = Rooms(household, Manner(roster, Egress(), Pace(timer), caps or Caps()))
    sockets = Sockets(household, rooms, listens, look_s)
    entrance = Entrance(household, sockets, PUBLIC)
    drawn = await asyncio.to_thread(assets)
    server = VoiceServer(Served(drawn, entrance, sockets, rooms), host="127.0.0.1", port=port)
    await server.start()
    house = House(household, rooms, server)
    house.sockets = sockets
    try:
        yield house
    finally:
        await server.stop()


class Browser:
    """A browser of somebody's, with its cookies."""

    def __init__(self, house: House) -> None:
        self.house = house
        # Of numbers, too: 127.0.0.1 is what tests and the local workspace come by.
        self.session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))

    async def __aenter__(self) -> "Browser":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()

    def address(self, what: str, room: str = ROOM) -> str:
        return f"{self.house.server.url}/voice/{room}/{what}"

    def headers(self, **others: str) -> dict[str, str]:
        return {"Origin": self.house.origin} | others

    async def enter(self, token: str = "", room: str = ROOM, **headers: str) -> int:
        """Bring a link, or the cookie that is there; gives the status."""
        async with self.session.post(
            self.address("enter", room), data=token, headers=self.headers(**headers)
        ) as answer:
            return answer.status

    @asynccontextmanager
    async def page(self, room: str = ROOM, **headers: str) -> AsyncIterator["Page"]:
        """Open the socket of a page."""
        async with self.session.ws_connect(
            self.address("socket", room), headers=self.headers(**headers)
        ) as socket:
            page = Page(socket)
            page.welcome = await page.next("welcome")
            yield page


class Page:
    """A page that says what a test has it say, and keeps what it is told."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.welcome: dict[str, Any] = {}
        self.told: list[dict[str, Any]] = []
        self.played: list[tuple[int, bytes]] = []

    async def say(self, kind: str, **more: object) -> None:
        await self.socket.send_json({"kind": kind, **more})

    async def join(self, **more: object) -> None:
        await self.say("join", **more)
        await self.next("joined")

    async def speak(self, beats: int, pcm: bytes = SPEECH) -> None:
        """Send sound, in real time."""
        for _ in range(beats):
            await self.socket.send_bytes(MICROPHONE.to_bytes(HEAD, "little") + pcm)
            await asyncio.sleep(CHUNK_S)

    async def show(self, jpeg: bytes = JPEG) -> None:
        await self.socket.send_bytes(PICTURE.to_bytes(HEAD, "little") + jpeg)

    async def next(self, kind: str, **having: object) -> dict[str, Any]:
        """Wait for a message of a kind, in which some values are as given."""
        async with asyncio.timeout(PATIENCE):
            while True:
                told = await self._take()
                if told is not None and told["kind"] == kind and having.items() <= told.items():
                    return told

    async def sound(self, of_people: bool) -> bytes:
        """Wait for sound: of people, or of the assistant."""
        async with asyncio.timeout(PATIENCE):
            while True:
                before = len(self.played)
                await self._take()
                for number, pcm in self.played[before:]:
                    if (number == 0) is of_people:
                        return pcm

    async def closed(self) -> int | None:
        """Wait until the server closed the socket; gives its code."""
        async with asyncio.timeout(PATIENCE):
            while not self.socket.closed:
                await self._receive()
        return self.socket.close_code

    async def _take(self) -> dict[str, Any] | None:
        told = await self._receive()
        assert not self.socket.closed, f"closed with {self.socket.close_code}"
        return told

    async def _receive(self) -> dict[str, Any] | None:
        message = await self.socket.receive()
        if message.type is aiohttp.WSMsgType.BINARY:
            self.played.append((int.from_bytes(message.data[:HEAD], "little"), message.data[HEAD:]))
        elif message.type is aiohttp.WSMsgType.TEXT:
            told: dict[str, Any] = json.loads(message.data)
            self.told.append(told)
            return told
        return None
