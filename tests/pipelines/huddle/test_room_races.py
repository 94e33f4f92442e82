"""What comes late, or at once with something else, gets neither lost nor to somebody else."""

import asyncio

from pipelines.errors import BackendRefused, BackendUnavailable, Fault
from pipelines.huddle.continuity import LONGEST_S, SILENT_S
from pipelines.huddle.page import Caption, Here
from pipelines.voice import Answered, Call, Heard, Leaving, Saying, Sound, Speech
from tests.fake_voice import FakeVoice
from tests.pipelines.huddle.halls import QUIET, TONE, Hall
from tests.pipelines.huddle.talks import SOUND, Talk
from tests.virtual_time import run

GONE = BackendUnavailable(Fault.CONNECTION)


def test_a_relief_that_waits_for_silence_when_the_room_ends_is_let_go() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]):
            one.opens_in = 1.0
            one.last.tell(Leaving(60.0))
            await asyncio.sleep(1.2)
            one.last.tell(Speech(began=True))
            await asyncio.sleep(5)
            assert [session.is_open for session in one.sessions] == [True, True]
        await asyncio.sleep(0)
        assert [session.is_open for session in one.sessions] == [False, False]

    run(scenario())


def test_a_relief_that_nobody_wants_any_more_is_let_go() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            one.opens_in = 1.0
            one.last.tell(Leaving(60.0))
            await asyncio.sleep(1.2)
            one.last.tell(Speech(began=True))
            await asyncio.sleep(2)
            room.talk.sleep()
            await asyncio.sleep(3)
            assert [session.is_open for session in one.sessions] == [False, False]

    run(scenario())


def test_a_relief_knows_the_answer_that_people_still_heard_as_it_came() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            await hall.answer("Ten dollars for the boiler.", 10.0)
            hall.model.tell(Leaving(60.0))
            await asyncio.sleep(2)
            assert len(hall.voices[0].sessions) == 2
            await asyncio.sleep(10)
            assert hall.model.of("read") == ["assistant: Ten dollars for the boiler."]
            await hall.answer("And two for the door.", 1.0)
            await asyncio.sleep(2)
            assert len(hall.model.of("read")) == 1  # it said that itself

    run(scenario())


def test_a_relief_knows_the_words_that_the_one_before_was_hearing() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            await hall.speak(20, ada=TONE)
            hall.model.tell(Speech(began=True, item="h"), Heard("h", "The boiler", whole=False))
            hall.model.tell(Leaving(5.0))
            await asyncio.sleep(8)
            assert len(hall.voices[0].sessions) == 2
            assert hall.model.of("read") == ["Ada: The boiler"]

    run(scenario())


def test_what_was_looked_up_for_a_question_that_was_taken_back_needs_no_answer() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            await room.talk.answer()
            one.last.tell(Call("c", "spend", "{}"))
            await asyncio.sleep(0.1)
            one.last.tell(Speech(began=True), Speech(began=False))
            await asyncio.sleep(0.1)
            [call] = [happened for happened in room.happened if isinstance(happened, Call)]
            await room.talk.give(call.id, "ten dollars")
            await asyncio.sleep(2 * SILENT_S)
            assert len(one.sessions) == 1
            assert one.last.of("give") == [("c", "ten dollars")]

    run(scenario())


def test_what_comes_late_of_an_answer_that_was_cut_is_neither_heard_nor_shown() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page = await hall.join("ada")
            await hall.answer("One two three four", 5.0, "a", ends=False)
            hall.model.tell(Speech(began=True), Speech(began=False))
            await asyncio.sleep(0.1)
            await hall.answer("Five.", 1.0, "b", ends=False)
            played = len(page.of_assistant())
            hall.model.tell(Sound("a", TONE), Saying("a", " more", whole=False))
            hall.model.tell(Answered("a", "one-1", cut=True), Answered("b", "one-1"))
            hall.model.tell(Sound("a", TONE))
            await asyncio.sleep(3)
            assert len(page.of_assistant()) == played
            assert [text for who, text in hall.keeper.said_by()] == ["Five."]
            assert not any("more" in one.text for one in page.all(Caption))

    run(scenario())


def test_an_answer_that_has_ended_owes_nothing_whatever_comes_late() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            one.last.tell(Sound("a", SOUND), Answered("a", "m"), Sound("a", SOUND))
            await asyncio.sleep(0.1)
            one.last.fail()
            await asyncio.sleep(1)
            assert (len(room.sounds()), one.last.of("answer")) == (1, [])

    run(scenario())


def test_words_of_somebody_who_left_meanwhile_are_still_theirs() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            await hall.join("bob")
            await hall.speak(10, bob=TONE)
            hall.model.tell(Speech(began=True, item="h"))
            await hall.speak(20, bob=TONE)
            await hall.speak(10, bob=QUIET)
            hall.model.tell(Speech(began=False, item="h"))
            await hall.room.leave("bob")
            hall.model.tell(Heard("h", "I have to go.", whole=True))
            await asyncio.sleep(2)
            assert hall.keeper.said_by() == [("bob", "I have to go.")]

    run(scenario())


def test_who_is_woken_while_still_there_hears_nothing_old_after_a_gap() -> None:
    async def scenario() -> None:
        one = FakeVoice()
        async with Talk([one]) as room:
            one.last.tell(Answered("z", "m"))
            room.talk.sleep()
            room.talk.wake()
            await asyncio.sleep(LONGEST_S / 2)
            one.last.fail()
            await asyncio.sleep(0.1)
            await room.talk.hear(SOUND)
            await asyncio.sleep(1)
            assert len(one.sessions) == 2
            assert (one.last.of("hear"), room.talk.dropped) == ([], 1)

    run(scenario())


def test_whose_page_comes_anew_shares_nothing_any_more() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            await hall.room.see("ada", b"one")
            page = await hall.join("ada")
            assert [one.sharing for one in page.all(Here)[-1].people] == [False]
            hall.model.fail()
            await asyncio.sleep(1)
            assert hall.model.of("look") == []

    run(scenario())


def test_words_that_were_told_to_be_whole_are_written_down_once() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            hall.model.tell(Heard("h", "The boiler leaks.", whole=True))
            hall.model.tell(Heard("h", "The boiler", whole=False))
            await asyncio.sleep(0.1)
        assert hall.keeper.said_by() == [("ada", "The boiler leaks.")]

    run(scenario())


def test_whoever_rested_is_tried_by_others_where_a_room_ended_before_it_did() -> None:
    async def scenario() -> None:
        one, two = FakeVoice(name="one"), FakeVoice(name="two")
        async with Talk([one, two]) as room:
            one.last.fail(BackendRefused(Fault.KEY))
            await asyncio.sleep(1)
            room.talk.sleep()
            await asyncio.sleep(70)
            other = asyncio.create_task(room.talk.arrivals.listed())
            await asyncio.sleep(0)
            other.cancel()
            await asyncio.wait({other})
            assert room.roster.better(room.roster.voices[1], room.egress)

    run(scenario())
