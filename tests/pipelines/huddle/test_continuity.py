"""A conversation outlives its sessions, and its models."""

import asyncio

from pipelines.errors import BackendRefused, BackendUnavailable, Fault
from pipelines.huddle.arrivals import BACK_OFF_S, OPEN_S
from pipelines.huddle.page import Assistant
from pipelines.voice import Answered, Call, Line, Saying, Sound, Speech
from tests.fake_voice import FakeVoice
from tests.pipelines.huddle.talks import NOTICE, SOUND, Talk
from tests.virtual_time import run

GONE = BackendUnavailable(Fault.CONNECTION)
KEY = BackendRefused(Fault.KEY)


def test_who_is_listed_first_comes_and_what_happens_is_told() -> None:
    async def scenario() -> None:
        one, two = FakeVoice(name="one"), FakeVoice(name="two")
        async with Talk([one, two]) as room:
            assert room.states == [("here", "one")]
            one.last.tell(Speech(began=True), Sound("a", SOUND), Answered("a", "one-1"))
            await asyncio.sleep(0.1)
            speech, sound, answered = room.happened[2:]
            assert speech == Speech(began=True)
            assert isinstance(sound, Sound)
            assert isinstance(answered, Answered)
            assert sound.item == answered.item
            assert sound.pcm == SOUND
        assert (one.last.is_open, two.sessions) == (False, [])

    run(scenario())


def test_what_it_is_told_reaches_whoever_is_there() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            await room.talk.hear(SOUND)
            await room.talk.look(b"jpeg")
            await room.talk.answer()
            await room.talk.company(alone=False)
            one.last.tell(Sound("a", SOUND), Call("c", "spend", "{}"))
            await asyncio.sleep(0.1)
            sound, call = room.happened[2:]
            assert isinstance(sound, Sound)
            assert isinstance(call, Call)
            await room.talk.cut(sound.item, 1.5)
            await room.talk.give(call.id, "ten dollars")
            assert one.last.told == [
                ("hear", SOUND), ("look", b"jpeg"), ("answer", None), ("company", False),
                ("cut", ("a", 1.5)), ("give", ("c", "ten dollars")),
            ]  # fmt: skip

    run(scenario())


def test_a_broken_connection_is_made_again_with_the_conversation() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            one.last.tell(Answered("z", "m"))
            await asyncio.sleep(0.1)
            room.lines.append(Line(1.0, 1.0, "p1", "The boiler leaks."))
            one.last.fail()
            await asyncio.sleep(BACK_OFF_S[0] / 2)
            await room.talk.hear(SOUND)  # nobody is there: it is dropped
            await asyncio.sleep(BACK_OFF_S[0])
            assert len(one.sessions) == 2
            assert [line.text for line in one.last.brief.before] == ["The boiler leaks."]
            await room.talk.hear(b"\2\0" * 480)
            assert one.last.of("hear") == [b"\2\0" * 480]
            assert (room.talk.dropped, one.last.of("answer")) == (1, [])
            assert room.states == [("here", "m")]

    run(scenario())


def test_an_answer_that_broke_off_is_owed() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            one.last.tell(Saying("a", "It was", whole=False), Sound("a", SOUND))
            await asyncio.sleep(0.1)
            one.last.fail()
            await asyncio.sleep(1)
            [answered] = room.answered()
            assert (answered.cut, answered.item) == (True, room.sounds()[0].item)
            assert one.last.of("answer") == [None]
            one.last.tell(Sound("a", SOUND))
            await asyncio.sleep(0.1)
            first, second = room.sounds()
            assert first.item != second.item
            await room.talk.cut(first.item, 1.0)  # of a session that is no more
            assert one.last.of("cut") == []

    run(scenario())


def test_after_three_tries_the_next_takes_over_and_says_so() -> None:
    async def scenario() -> None:
        one, two = FakeVoice(name="one"), FakeVoice(name="two")
        async with Talk([one, two]) as room:
            one.faults = [GONE] * 3
            one.last.tell(Answered("z", "m"))
            await asyncio.sleep(0.1)
            one.last.fail()
            await asyncio.sleep(sum(BACK_OFF_S) - 0.01)
            assert two.sessions == []
            await asyncio.sleep(0.1)
            assert one.tried == 4
            assert room.states == [("here", "one"), ("here", "two")]
            assert room.happened[-1] == Assistant("here", "two", "two-1", instead_of="one")
            assert two.last.told == [("read", NOTICE), ("answer", None)]

    run(scenario())


def test_who_does_not_answer_at_all_is_asked_once() -> None:
    async def scenario() -> None:
        one, two = FakeVoice(name="one"), FakeVoice(name="two")
        one.faults = [None]
        async with Talk([one, two]) as room:
            await asyncio.sleep(OPEN_S - 1)
            assert room.states == []
            await asyncio.sleep(1.5)
            assert (room.states, one.tried) == ([("here", "two")], 1)

    run(scenario())


def test_who_does_not_keep_to_its_time_is_not_waited_for() -> None:
    async def scenario() -> None:
        one, two = FakeVoice(name="one"), FakeVoice(name="two")
        one.opens_in = 3600.0
        async with Talk([one, two]) as room:
            await asyncio.sleep(OPEN_S + 2)
            assert (room.states, one.tried) == ([("here", "two")], 1)

    run(scenario())


def test_nobody_waits_long_for_a_goodbye() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            one.leaves_in = 60.0
            one.last.fail()
            await asyncio.sleep(2)
            assert len(one.sessions) == 2
            room.talk.sleep()
            await asyncio.sleep(3)
            assert room.states[-1][0] == "idle"

    run(scenario())
