"""A room without any key: somebody speaks, and the simulator says what it is."""

import asyncio
from datetime import UTC, datetime

from pipelines.egress import STAY
from pipelines.huddle.arrivals import Pace
from pipelines.huddle.page import Assistant
from pipelines.huddle.room import Room
from pipelines.huddle.roster import Roster
from pipelines.huddle.setup import Setup
from pipelines.huddle.simulator import MODEL, SimulatedVoice
from pipelines.usage import Price
from pipelines.voice import ASSISTANT, CHUNK_S
from tests.fake_page import FakeKeeper, FakePage
from tests.fake_voice import listed
from tests.pipelines.huddle.halls import QUIET, TONE
from tests.virtual_time import run

FREE = Price(input=0, output=0, source="", dated=datetime(2026, 11, 1, tzinfo=UTC).date())


async def speak(room: Room, beats: int, pcm: bytes) -> None:
    for _ in range(beats):
        await room.hear("ada", pcm)
        await asyncio.sleep(CHUNK_S)


def test_it_answers_is_cut_off_and_answers_again() -> None:
    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        voices = [listed(MODEL, SimulatedVoice(), price=FREE)]
        clock = lambda: datetime(2026, 11, 23, tzinfo=UTC)  # noqa: E731 - said in one line
        roster = Roster(voices, clock=clock, timer=loop.time)
        keeper, page = FakeKeeper(), FakePage()
        # It is there even where nothing may leave, and nothing may be spent.
        room = Room(Setup("", "en", STAY), roster, keeper, pace=Pace(loop.time))
        running = asyncio.create_task(room.run())
        await asyncio.sleep(0)
        await room.join("ada", "Ada", page)
        await speak(room, 100, TONE)
        await speak(room, 100, QUIET)
        assert page.all(Assistant)[-1].simulated
        assert page.of_assistant()
        await speak(room, 100, TONE)
        assert page.flushes == 1
        await speak(room, 700, QUIET)
        room.end("people")
        await running
        said = keeper.said_by()
        assert [who for who, _ in said] == ["ada", ASSISTANT, "ada", ASSISTANT]
        assert said[0][1].startswith("[2 s of speech")
        assert said[1][1].startswith("I am a simulated")
        assert said[1][1].endswith("…")
        assert said[3][1].endswith("for 2 seconds.")
        assert keeper.cost_usd == 0

    run(scenario())
