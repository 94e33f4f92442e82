"""A room costs nothing while nobody speaks, and ends where it is to."""

import asyncio
from datetime import date
from decimal import Decimal

import pytest

from pipelines.errors import BackendRefused, Fault
from pipelines.huddle.page import Assistant, Ending, Meter, Over
from pipelines.huddle.setup import Caps
from pipelines.usage import Price, Tokens
from pipelines.voice import CHUNK, CHUNK_S, Answered
from tests.fake_page import FakePage
from tests.fake_voice import FakeVoice
from tests.pipelines.huddle.halls import QUIET, TONE, Hall, tone
from tests.virtual_time import run

DEAR = Price(input=Decimal(0), output=Decimal(1), source="", dated=date(2026, 11, 1))
DOLLAR = Tokens(output=1_000_000)


def states(page: FakePage) -> list[str]:
    return [one.state for one in page.all(Assistant)]


def test_where_nobody_speaks_the_model_leaves_and_hears_how_they_begin_again() -> None:
    begun = tone(500)

    async def scenario() -> None:
        async with Hall(Caps(idle_s=120)) as hall:
            page = await hall.join("ada")
            first = hall.model
            for _ in range(130):
                await hall.speak(5, ada=QUIET)
                await asyncio.sleep(1 - 5 * CHUNK_S)
            assert (first.is_open, states(page)[-1]) == (False, "idle")
            await hall.speak(60, ada=QUIET)
            await hall.speak(25, ada=begun)
            assert states(page)[-1] == "here"
            assert hall.model is not first
            heard = hall.heard()
            assert heard.count(begun) == 25  # the first words as well
            assert len(heard) <= CHUNK * 80  # and a second before them, not more

    run(scenario())


def test_speech_keeps_the_model_there() -> None:
    async def scenario() -> None:
        async with Hall(Caps(idle_s=20)) as hall:
            page = await hall.join("ada")
            for _ in range(6):
                await hall.speak(20, ada=TONE)
                await asyncio.sleep(10)
            assert "idle" not in states(page)

    run(scenario())


def test_while_nobody_sends_anything_the_model_hears_two_seconds_of_silence() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            await hall.join("bob")
            await hall.speak(10, ada=TONE, bob=TONE)
            await asyncio.sleep(30)
            heard = hall.heard()
            silence = heard[heard.rindex(TONE[2:20]) + len(TONE) :]
            assert 1.5 < len(silence) / CHUNK * CHUNK_S < 2.5

    run(scenario())


def test_nobody_there_is_the_end() -> None:
    async def scenario() -> Ending:
        hall = Hall(Caps(empty_s=60))
        await asyncio.sleep(0)
        await hall.join("ada")
        await asyncio.sleep(100)
        await hall.room.leave("ada")
        await asyncio.sleep(2)
        assert not hall.model.is_open  # nobody is paid for nobody
        await asyncio.sleep(50)
        await hall.join("ada")
        await asyncio.sleep(100)
        await hall.room.leave("ada")
        await asyncio.sleep(50)
        assert not hall.running.done()
        return await hall.running

    assert run(scenario()) == "over"


def test_a_room_has_its_minutes() -> None:
    async def scenario() -> None:
        hall = Hall(Caps(minutes=1.5))
        await asyncio.sleep(0)
        page = await hall.join("ada")
        await asyncio.sleep(80)
        assert not hall.running.done()
        assert await hall.running == "minutes"
        assert asyncio.get_running_loop().time() < 95
        assert (page.shown[-1], hall.keeper.endings) == (Over("minutes"), ["minutes"])
        assert hall.keeper.seconds == pytest.approx(90, abs=3)
        assert not await hall.room.join("bob", "Bob", FakePage())
        await hall.room.hear("ada", TONE)
        await hall.room.ask("ada")
        await hall.room.leave("ada")

    run(scenario())


def test_a_room_has_its_dollars_and_shows_what_it_costs() -> None:
    async def scenario() -> None:
        hall = Hall(Caps(usd=Decimal(2)), prices={"one": DEAR})
        await asyncio.sleep(0)
        page = await hall.join("ada")
        hall.model.tell(Answered("a", "one-1", DOLLAR))
        await asyncio.sleep(10)
        assert page.all(Meter)[-1].cost_usd == Decimal(1)
        hall.model.tell(Answered("b", "one-1", DOLLAR))
        assert await hall.running == "money"
        assert hall.keeper.cost_usd == Decimal(2)

    run(scenario())


def test_so_has_a_day() -> None:
    async def scenario() -> None:
        hall = Hall(prices={"one": DEAR})
        await asyncio.sleep(0)
        await hall.join("ada")
        hall.keeper.left = Decimal("0.01")
        await asyncio.sleep(100)
        assert not hall.running.done()
        hall.keeper.left = Decimal(0)
        hall.model.tell(Answered("a", "one-1", DOLLAR))
        assert await hall.running == "money"

    run(scenario())


def test_eight_are_enough() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            for number in range(8):
                await hall.join(f"p{number}")
            assert not await hall.room.join("p8", "P8", FakePage())
            assert await hall.room.join("p7", "P7", FakePage())  # that is there already
            await hall.room.leave("p7")
            assert await hall.room.join("p8", "P8", FakePage())

    run(scenario())


def test_a_room_of_a_process_that_is_no_more_goes_on_counting() -> None:
    async def scenario() -> None:
        async with Hall(lines=7) as hall:
            await hall.join("ada")
            await hall.say("ada", "The boiler leaks.")
            await asyncio.sleep(2)
            assert list(hall.keeper.lines) == [7]

    run(scenario())


def test_pages_are_told_who_answers_in_the_place_of_whom() -> None:
    async def scenario() -> None:
        voices = FakeVoice(name="one"), FakeVoice(name="two")
        async with Hall(voices=voices) as hall:
            page = await hall.join("ada")
            voices[0].last.fail(BackendRefused(Fault.KEY))
            await asyncio.sleep(2)
            last = page.all(Assistant)[-1]
            assert (last.state, last.name, last.instead_of) == ("here", "two", "one")
            voices[1].last.fail(BackendRefused(Fault.KEY))
            voices[0].faults = voices[1].faults = [BackendRefused(Fault.KEY)] * 9
            await asyncio.sleep(2)
            assert page.all(Assistant)[-1].state == "away"

    run(scenario())


def test_a_room_that_is_taken_down_has_kept_what_was_said() -> None:
    async def scenario() -> None:
        hall = Hall()
        await asyncio.sleep(0)
        await hall.join("ada")
        await hall.say("ada", "The boiler leaks.")
        hall.running.cancel()
        await asyncio.wait({hall.running})
        assert hall.keeper.said_by() == [("ada", "The boiler leaks.")]
        assert (hall.keeper.endings, hall.model.is_open) == ([], False)

    run(scenario())
