"""In company the assistant waits to be asked, and looks things up for whoever asked."""

import asyncio

from pipelines.huddle.page import Caption, Here
from pipelines.voice import CHUNK_S, Answered, Call, Heard, Speech
from tests.pipelines.huddle.halls import QUIET, TONE, Hall, tone
from tests.virtual_time import run

LOUD, SOFT = tone(300, 6000), tone(500, 1500)


def test_the_model_knows_whether_somebody_is_alone_with_it() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            assert hall.model.brief.alone
            await hall.join("bob")
            await hall.room.leave("bob")
            assert hall.model.of("company") == [False, True]

    run(scenario())


def test_in_a_group_it_answers_whoever_calls_it_by_name() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            await hall.join("bob")
            await hall.say("ada", "The clerk told me it is paid.", "h1")
            assert hall.model.of("answer") == []
            await hall.say("bob", "Clark, is the boiler paid?", "h2")
            assert hall.model.of("answer") == [None]
            hall.model.tell(Call("c", "spend", "{}"))
            await asyncio.sleep(0.1)
            assert hall.keeper.looked == [("bob", "spend", "{}")]
            assert hall.model.of("give") == [("c", "Ten dollars.")]

    run(scenario())


def test_alone_it_needs_no_name() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            await hall.say("ada", "Clerk, is the boiler paid?")
            assert hall.model.of("answer") == []  # it answers by itself
            hall.model.tell(Call("c", "spend", "{}"))
            await asyncio.sleep(0.1)
            assert hall.keeper.looked == [("ada", "spend", "{}")]

    run(scenario())


def test_whoever_presses_ask_is_answered_in_their_own_right() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            await hall.join("bob")
            await hall.say("ada", "Is the boiler paid?")
            await hall.room.ask("bob")
            await hall.room.ask("nobody who is here")
            assert hall.model.of("answer") == [None]
            hall.model.tell(Call("c", "spend", "{}"))
            await asyncio.sleep(0.1)
            assert hall.keeper.looked == [("bob", "spend", "{}")]

    run(scenario())


def test_nothing_is_looked_up_in_the_right_of_whoever_asks_while_another_waits() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            await hall.join("bob")
            await hall.room.ask("bob")
            await hall.room.ask("ada")
            hall.model.tell(Call("c", "spend", "{}"))
            await asyncio.sleep(0.1)
            assert hall.keeper.looked == []
            hall.model.tell(Answered("a", "one-1"))
            await asyncio.sleep(0.1)
            await hall.room.ask("ada")
            await hall.room.ask("ada")
            hall.model.tell(Call("d", "spend", "{}"))
            await asyncio.sleep(0.1)
            assert [person for person, *_ in hall.keeper.looked] == ["ada"]

    run(scenario())


def test_words_are_those_of_whoever_was_loudest() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page = await hall.join("ada")
            await hall.join("bob")
            await hall.speak(10, ada=SOFT, bob=LOUD)
            hall.model.tell(Speech(began=True, item="h"))
            await hall.speak(30, ada=SOFT, bob=LOUD)
            hall.model.tell(Heard("h", "The boiler", whole=False))
            hall.model.tell(Heard("h", " leaks", whole=False))
            await hall.speak(30, ada=QUIET, bob=QUIET)
            hall.model.tell(Speech(began=False, item="h"), Heard("h", "The boiler leaks.", True))
            await asyncio.sleep(0.1)
            assert [(one.who, one.text, one.whole) for one in page.all(Caption)] == [
                ("bob", "The boiler", False),
                ("bob", "The boiler leaks", False),
                ("bob", "The boiler leaks.", True),
            ]

    run(scenario())


def test_of_two_who_speak_at_once_as_loud_nobody_said_it_and_nothing_is_looked_up() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page = await hall.join("ada")
            await hall.join("bob")
            await hall.speak(10, ada=LOUD, bob=LOUD)
            hall.model.tell(Speech(began=True))
            await hall.speak(40, ada=LOUD, bob=LOUD)
            hall.model.tell(Speech(began=False), Heard("h", "Clerk, what did we spend?", True))
            hall.model.tell(Call("c", "spend", "{}"))
            await asyncio.sleep(0.1)
            assert page.captions() == [("", "Clerk, what did we spend?")]
            assert hall.keeper.looked == []
            [given] = hall.model.of("give")
            assert "Nobody can tell who asked" in str(given)

    run(scenario())


def test_one_after_the_other_each_has_their_own_words_however_late_they_come() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page = await hall.join("ada")
            await hall.join("bob")
            for person in ("ada", "bob"):
                await hall.speak(10, **{person: TONE})
                hall.model.tell(Speech(began=True, item=f"of {person}"))
                await hall.speak(20, **{person: TONE})
                await hall.speak(40, **{person: QUIET})
                hall.model.tell(Speech(began=False, item=f"of {person}"))
            hall.model.tell(Heard("of bob", "Bob's words.", whole=True))
            hall.model.tell(Heard("of ada", "Ada's words.", whole=True))
            await asyncio.sleep(0.1)
            assert page.captions() == [("bob", "Bob's words."), ("ada", "Ada's words.")]

    run(scenario())


def test_a_model_that_tells_nothing_of_speech_is_listened_along_with() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page = await hall.join("ada")
            await hall.join("bob")
            await hall.speak(25, bob=TONE)
            hall.model.tell(Heard("h", "Good.", whole=True))
            await asyncio.sleep(CHUNK_S)
            assert page.captions() == [("bob", "Good.")]

    run(scenario())


def test_what_nobody_said_is_not_written_down() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page = await hall.join("ada")
            await hall.say("ada", "  ")
            assert page.captions() == [("ada", "")]  # it is taken away again
        assert hall.keeper.lines == {}

    run(scenario())


def test_a_look_up_that_takes_too_long_is_given_up() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            hall.keeper.finds = None
            hall.model.tell(Call("c", "spend", "{}"))
            await asyncio.sleep(15)
            assert hall.model.of("give") == []
            await asyncio.sleep(10)
            [given] = hall.model.of("give")
            assert "in time" in str(given)

    run(scenario())


def test_a_picture_is_shown_once_and_only_the_newest() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page = await hall.join("ada")
            await hall.join("bob")
            await hall.room.see("ada", b"one")
            await hall.room.see("ada", b"one")
            await hall.room.see("ada", b"two")
            await hall.room.see("ada", b"three")
            assert hall.model.of("look") == [b"one"]
            hall.model.tell(Speech(began=True), Speech(began=False), Speech(began=True))
            await asyncio.sleep(0.1)
            assert hall.model.of("look") == [b"one", b"three"]
            assert [one.sharing for one in page.all(Here)[-1].people] == [True, False]
            await hall.room.see("bob", b"four")  # somebody speaks: it is shown at once
            assert hall.model.of("look") == [b"one", b"three", b"four"]
            assert [one.sharing for one in page.all(Here)[-1].people] == [True, False]
            await asyncio.sleep(0.1)
            assert [one.sharing for one in page.all(Here)[-1].people] == [False, True]
            await hall.room.see("bob", None)
            hall.model.fail()
            await asyncio.sleep(1)
            assert hall.model.of("look") == []  # nothing is shared any more

    run(scenario())


def test_a_picture_outlives_the_session_that_saw_it() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            await hall.room.see("ada", b"one")
            await hall.room.see("nobody", b"two")
            await hall.room.see("ada", b"x" * 2_000_000)  # no page sends that
            hall.model.fail()
            await asyncio.sleep(1)
            assert hall.model.of("look") == [b"one"]

    run(scenario())
