"""One session takes over from another, in a moment of silence."""

import asyncio
from datetime import date
from decimal import Decimal

import pytest

from pipelines.errors import BackendRefused, BackendUnavailable, Fault
from pipelines.huddle.continuity import LONGEST_S, SILENT_S
from pipelines.usage import Price, Tokens
from pipelines.voice import Answered, Kept, Leaving, Line, Sound, Speech, Used
from tests.fake_voice import FakeVoice
from tests.pipelines.huddle.talks import SOUND, Talk
from tests.virtual_time import run

GONE = BackendUnavailable(Fault.CONNECTION)
KEY = BackendRefused(Fault.KEY)


@pytest.mark.parametrize("fault", [KEY, BackendUnavailable(Fault.BUSY, retry_after=30.0)])
def test_what_will_not_pass_is_not_waited_for(fault: BackendRefused) -> None:
    async def scenario() -> None:
        one, two = FakeVoice(name="one"), FakeVoice(name="two")
        one.faults = [fault]
        async with Talk([one, two]) as room:
            assert room.states == [("here", "two")]
            assert (one.tried, two.last.told) == (1, [])  # nobody has heard another one

    run(scenario())


def test_whoever_comes_and_fails_at_once_does_not_come_for_ever() -> None:
    async def scenario() -> None:
        one, two = FakeVoice(name="one"), FakeVoice(name="two")
        async with Talk([one, two]) as room:
            for _ in range(3):
                one.last.fail()
                await asyncio.sleep(0.5)
            assert room.states[-1] == ("here", "two")
            assert len(one.sessions) == 3

    run(scenario())


def test_who_has_rested_comes_again_in_silence() -> None:
    async def scenario() -> None:
        one, two = FakeVoice(name="one"), FakeVoice(name="two")
        async with Talk([one, two]) as room:
            one.last.fail(KEY)
            await asyncio.sleep(1)
            assert room.states[-1] == ("here", "two")
            two.last.tell(Answered("z", "m"), Speech(began=True))
            await asyncio.sleep(70)
            assert room.states[-1] == ("here", "two")  # somebody speaks
            two.last.tell(Speech(began=False))
            await asyncio.sleep(1)
            assert room.states[-1] == ("here", "one")
            assert (one.last.told, two.last.is_open) == ([], False)

    run(scenario())


def test_who_cannot_come_again_leaves_the_other_there() -> None:
    async def scenario() -> None:
        one, two = FakeVoice(name="one"), FakeVoice(name="two")
        async with Talk([one, two]) as room:
            one.faults = [KEY]
            one.last.fail(KEY)
            await asyncio.sleep(1)
            two.last.tell(Answered("z", "m"))
            await asyncio.sleep(100)
            assert room.states == [("here", "one"), ("here", "two")]
            assert (one.tried, len(two.sessions)) == (2, 1)
            await asyncio.sleep(100)
            assert room.states[-1] == ("here", "one")  # it rested for twice as long

    run(scenario())


def test_where_nobody_can_be_had_it_says_so_and_goes_on_trying() -> None:
    async def scenario() -> None:
        one = FakeVoice(name="one")
        async with Talk([one]) as room:
            one.faults = [KEY] * 4
            one.last.fail(KEY)
            await asyncio.sleep(0.5)
            assert room.states[-1] == ("away", "")
            await room.talk.answer()
            await asyncio.sleep(120)
            assert room.states[-1] == ("here", "one")
            assert one.sessions[1].of("answer") == [None]

    run(scenario())


def test_a_session_is_relieved_before_its_end_in_silence_without_a_gap() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            first = one.last
            first.tell(Speech(began=True), Leaving(20.0))
            await asyncio.sleep(5)
            assert len(one.sessions) == 1  # somebody speaks
            first.tell(Speech(began=False), Sound("a", SOUND))
            await asyncio.sleep(5)
            assert len(one.sessions) == 1  # it speaks
            first.tell(Answered("a", "m"))
            room.lines.append(Line(1.0, 1.0, "p1", "Good."))
            await asyncio.sleep(1)
            assert len(one.sessions) == 2
            await room.talk.hear(SOUND)
            assert (first.is_open, one.last.of("hear"), room.talk.dropped) == (False, [SOUND], 0)
            assert room.states == [("here", "m")]
            assert not any(one.cut for one in room.answered())

    run(scenario())


def test_who_comes_while_somebody_speaks_waits_and_is_told_what_was_said() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            room.lines.append(Line(0.0, 1.0, "p1", "Before."))
            one.opens_in = 2.0
            first = one.last
            first.tell(Leaving(60.0))
            await asyncio.sleep(1.5)
            first.tell(Speech(began=True))
            await asyncio.sleep(5)
            assert (len(one.sessions), first.is_open) == (2, True)
            room.lines.append(Line(1.0, 1.0, "p1", "Meanwhile."))
            room.alone = False
            await room.talk.hear(SOUND)
            first.tell(Speech(began=False))
            await asyncio.sleep(1)
            assert (first.of("hear"), first.is_open) == ([SOUND], False)
            assert [line.text for line in one.last.brief.before] == ["Before."]
            assert one.last.told == [("read", "Ada: Meanwhile."), ("company", False)]

    run(scenario())


def test_who_never_stops_speaking_is_relieved_in_time_all_the_same() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            one.last.tell(Speech(began=True), Leaving(20.0))
            await asyncio.sleep(19)
            assert len(one.sessions) == 2
            assert room.happened[-1] == Speech(began=False)

    run(scenario())


def test_no_session_becomes_as_old_as_providers_allow() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            await asyncio.sleep(LONGEST_S - 1)
            assert len(one.sessions) == 1
            await asyncio.sleep(3)
            assert len(one.sessions) == 2
            assert room.talk.spending.seconds == pytest.approx(LONGEST_S + 2, abs=2)

    run(scenario())


def test_a_relief_that_cannot_come_is_tried_again() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]):
            one.faults = [GONE]
            first = one.last
            first.tell(Leaving(30.0))
            await asyncio.sleep(2)
            assert (one.tried, first.is_open) == (2, True)
            await asyncio.sleep(6)
            assert (one.tried, first.is_open) == (3, False)

    run(scenario())


def test_what_its_provider_keeps_is_taken_up_again_once() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]):
            one.last.tell(Kept("h-1"), Kept("h-2"), Answered("z", "m"))
            await asyncio.sleep(0.1)
            one.faults = [GONE]
            one.last.fail()
            await asyncio.sleep(0.3)
            assert one.tried == 2
            await asyncio.sleep(0.6)
            assert one.last.brief.handle == ""  # it did not work

    run(scenario())


def test_whoever_is_asked_and_keeps_silent_is_not_there_any_more() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            await room.talk.answer()
            await asyncio.sleep(SILENT_S + 2)
            assert len(one.sessions) == 2
            assert one.last.of("answer") == [None]
            await asyncio.sleep(SILENT_S + 2)
            assert len(one.sessions) == 3
            assert one.last.of("answer") == []  # it is not asked for ever

    run(scenario())


def test_what_somebody_takes_back_is_not_waited_for() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            await room.talk.answer()
            one.last.tell(Speech(began=True), Speech(began=False))
            await asyncio.sleep(2 * SILENT_S)
            assert len(one.sessions) == 1

    run(scenario())


def test_what_is_paid_is_added_up() -> None:
    async def scenario() -> None:
        price = Price(input=Decimal(10), output=Decimal(20), source="", dated=date(2026, 11, 1))
        ears = Price(input=Decimal(1), output=Decimal(1), source="", dated=date(2026, 11, 1))
        one = FakeVoice()
        async with Talk([one], prices={"m": price, "ears": ears}) as room:
            one.last.tell(Answered("a", "m-1", Tokens(input=100_000, output=50_000)))
            one.last.tell(Used("ears", Tokens(input=1_000_000)))
            await asyncio.sleep(0.1)
            assert room.talk.spending.cost_usd == Decimal(3)
            one.last.tell(Answered("b", "m-1", cut=True))
            await asyncio.sleep(0.1)
            assert room.talk.spending.cost_usd == Decimal(3)
            one.last.tell(Answered("c", "m-1"))
            await asyncio.sleep(0.1)
            assert room.talk.spending.cost_usd is None  # nobody said what that took

    run(scenario())
