"""People talk with an assistant, together."""

import asyncio

import pytest

from pipelines.huddle.page import Assistant, Caption, Here, Levels, Over
from pipelines.pcm import rms
from pipelines.voice import ASSISTANT, CHUNK, RATE, Answered, Heard, Saying, Sound, Speech
from tests.fake_page import FakePage
from tests.pipelines.huddle.halls import QUIET, TONE, Hall, tone
from tests.virtual_time import run


def test_what_somebody_says_is_heard_and_written_down_as_theirs() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page = await hall.join("ada")
            await hall.say("ada", "What about the boiler?")
            assert hall.heard().count(TONE) == 30
            assert page.captions() == [("ada", "What about the boiler?")]
            await asyncio.sleep(2)
            [line] = hall.keeper.lines.values()
            assert (line.who, line.text) == ("ada", "What about the boiler?")
            # It began before the model noticed.
            assert 0.0 <= line.at_s <= 0.2
            assert 0.8 <= line.lasts_s <= 1.1
        assert hall.keeper.endings == ["people"]
        assert page.shown[-1] == Over("people")

    run(scenario())


def test_alone_the_model_hears_a_beat_as_soon_as_it_is_there() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            await asyncio.sleep(0.013)  # between two beats
            await hall.room.hear("ada", TONE)
            assert hall.heard().endswith(TONE)

    run(scenario())


def test_everybody_hears_the_others_and_nobody_themselves() -> None:
    ada, bob, cleo = tone(300, 3000), tone(500, 3000), tone(700, 3000)

    async def scenario() -> None:
        async with Hall() as hall:
            for person in ("ada", "bob", "cleo"):
                await hall.join(person, apart=person == "cleo")
            await hall.speak(50, ada=ada, bob=bob, cleo=cleo)
            pages = hall.pages
            assert rms(hall.heard()[-CHUNK * 10 :]) == pytest.approx(rms(ada) * 3**0.5, rel=0.02)
            assert rms(pages["ada"].of_people()[-CHUNK:]) == pytest.approx(
                rms(bob) * 2**0.5, rel=0.02
            )
            assert pages["cleo"].of_people() == b""  # is in a huddle with them already
            hall.room.apart("cleo", apart=False)
            await hall.speak(50, ada=ada, bob=QUIET)
            assert ada in pages["cleo"].of_people()
            assert ada not in pages["ada"].of_people()[-20 * CHUNK :]

    run(scenario())


def test_the_assistant_is_heard_by_everybody_at_once() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            await hall.join("bob", apart=True)
            await hall.answer("It is paid.", 2.0)
            for page in hall.pages.values():
                assert len(page.of_assistant()) == 2 * RATE * 2
                assert page.captions() == [(ASSISTANT, "It is paid.")]
            assert hall.keeper.lines == {}  # people are still hearing it
            await asyncio.sleep(4)
            assert hall.keeper.said_by() == [(ASSISTANT, "It is paid.")]
            assert hall.keeper.lines[0].lasts_s == pytest.approx(2.0)

    run(scenario())


def test_who_speaks_while_it_does_is_heard_at_once_and_it_knows_what_was_heard() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            await hall.join("bob")
            await hall.answer("One two three four five six seven eight nine ten", 10.0, ends=False)
            await asyncio.sleep(4.0)
            hall.room.played("ada", 1, 3.5)
            hall.room.played("bob", 1, 4.0)
            hall.model.tell(Speech(began=True))
            await asyncio.sleep(0.01)
            assert [page.flushes for page in hall.pages.values()] == [1, 1]
            assert hall.model.of("cut") == [("a", 4.0)]
            hall.model.tell(Sound("a", TONE), Saying("a", "and more", whole=True))
            hall.model.tell(Answered("a", "one-1", cut=True))
            await asyncio.sleep(2)
            assert len(hall.pages["ada"].of_assistant()) == 10 * RATE * 2
            assert hall.pages["ada"].flushes == 1
            assert hall.keeper.said_by() == [(ASSISTANT, "One two three four…")]
            assert hall.keeper.lines[0].lasts_s == pytest.approx(4.0)

    run(scenario())


@pytest.mark.parametrize(("played", "heard"), [(None, 4.0), (99.0, 10.0), (-1.0, 4.0)])
def test_nobody_heard_more_than_there_was(played: float | None, heard: float) -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            await hall.join("ada")
            hall.model.tell(Sound("a", bytes(10 * RATE * 2)), Answered("a", "one-1"))
            await asyncio.sleep(4.15)
            if played is not None:
                hall.room.played("ada", 1, played)
                hall.room.played("ada", 7, 9.0)  # of no answer
            hall.model.tell(Speech(began=True))
            await asyncio.sleep(0.01)
            [cut] = hall.model.of("cut")
            assert cut == ("a", pytest.approx(heard, abs=0.02))

    run(scenario())


def test_an_answer_that_was_heard_to_its_end_is_not_cut() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page = await hall.join("ada")
            await hall.answer("It is paid.", 2.0)
            await asyncio.sleep(3)
            hall.model.tell(Speech(began=True))
            await asyncio.sleep(0.1)
            assert (page.flushes, hall.model.of("cut")) == (0, [])

    run(scenario())


def test_a_provider_that_stops_by_itself_has_pages_stop_too() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page = await hall.join("ada")
            await hall.answer("One two three four", 4.0, ends=False)
            await asyncio.sleep(2)
            hall.model.tell(Answered("a", "one-1", cut=True))
            await asyncio.sleep(2)
            assert page.flushes == 1
            assert hall.keeper.said_by() == [(ASSISTANT, "One two…")]

    run(scenario())


def test_a_model_that_breaks_in_an_answer_comes_again_and_gives_it() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page = await hall.join("ada")
            await hall.say("ada", "What about the boiler?")
            await hall.answer("It is leaking and Ada", 4.0, ends=False)
            hall.model.tell(Heard("x", "Who", whole=False))
            await asyncio.sleep(2)
            hall.model.fail()
            await asyncio.sleep(2)
            told = [line.text for line in hall.model.brief.before]
            assert told[0] == "What about the boiler?"
            assert told[1].startswith("It is")
            assert told[1].endswith("…")
            assert "Who" in told  # what somebody was saying is not lost
            assert (page.flushes, hall.model.of("answer")) == (1, [None])

    run(scenario())


def test_words_without_sound_are_said_by_the_page_and_can_be_cut() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page = await hall.join("ada")
            text = "One two three four five six seven eight nine ten"
            hall.model.tell(Saying("a", text, whole=True, mute=True), Answered("a", "one-1"))
            await asyncio.sleep(1.8)
            assert [one.mute for one in page.all(Caption)] == [True]
            hall.model.tell(Speech(began=True))
            await asyncio.sleep(2)
            assert page.flushes == 1
            assert hall.keeper.said_by() == [(ASSISTANT, "One two three four five…")]

    run(scenario())


def test_a_page_that_is_loaded_again_returns_to_what_was_said() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            old = await hall.join("ada")
            await hall.say("ada", "The boiler leaks.")
            hall.model.tell(Saying("b", "I see", whole=False))
            new = await hall.join("ada")
            assert old.shown[-1] == Over("elsewhere")
            assert new.captions() == [("ada", "The boiler leaks.")]
            assert [one.text for one in new.all(Caption)][-1] == "I see"
            assert new.all(Assistant)[-1].state == "here"
            [who] = new.all(Here)[-1].people
            assert (who.person, who.name) == ("ada", "Ada")
            await hall.room.leave("ada", old)  # the old one is gone, the new one is not
            await hall.answer("It is paid.", 1.0)
            assert new.of_assistant()

    run(scenario())


def test_meters_show_who_is_loud_and_fall() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page = await hall.join("ada")
            await hall.speak(25, ada=TONE)
            assert 0.5 < page.all(Levels)[-1].of["ada"] <= 1.0
            await hall.speak(25, ada=QUIET)
            assert page.all(Levels)[-1].of == {}
            count = len(page.all(Levels))
            await hall.speak(50, ada=QUIET)
            assert len(page.all(Levels)) == count

    run(scenario())


def test_a_page_that_takes_nothing_is_let_go_and_nobody_waits_for_it() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            stuck, page = await hall.join("ada"), await hall.join("bob")
            stuck.goes.clear()
            for number in range(4):
                hall.model.tell(Sound("a", bytes(10 * RATE * 2)))
                await asyncio.sleep(0.05)
                assert len(page.of_assistant()) == 10 * RATE * 2 * (number + 1)
            await asyncio.sleep(31)
            assert [one.person for one in page.all(Here)[-1].people] == ["bob"]
            stuck.goes.set()
            await asyncio.sleep(1)
            assert stuck.shown[-1] == Over("slow")

    run(scenario())


def test_a_room_ends_though_a_page_takes_nothing() -> None:
    async def scenario() -> None:
        async with Hall() as hall:
            page: FakePage = await hall.join("ada")
            page.goes.clear()
            await hall.answer("One two three four", 4.0)
            await asyncio.sleep(2)
        assert asyncio.get_running_loop().time() < 10
        assert hall.keeper.said_by() == [(ASSISTANT, "One two…")]

    run(scenario())
