"""What every VoiceModel must do, whoever speaks; the one by hand as well."""

from pipelines.voice import (
    Answered,
    Call,
    Event,
    Heard,
    Leaving,
    Line,
    Saying,
    Sound,
    Speech,
)
from tests.contracts.voices import (
    ARGUMENTS,
    CALLED,
    HEARD,
    JPEG,
    PATIENCE,
    SAID,
    Counterpart,
    Witness,
    brief,
    talk,
)


def is_answered(event: Event) -> bool:
    return isinstance(event, Answered)


def is_sound(event: Event) -> bool:
    return isinstance(event, Sound)


def is_heard(event: Event) -> bool:
    return isinstance(event, Heard) and event.whole


def text_of(events: list[Event], kind: type[Heard | Saying], item: str) -> tuple[str, str]:
    """Give the words of an item as they grew, and as they were in the end."""
    said = [one for one in events if isinstance(one, kind) and one.item == item]
    grown = "".join(one.text for one in said if not one.whole)
    return grown, "".join(one.text for one in said if one.whole)


async def test_alone_it_hears_is_heard_and_answers(counterpart: Counterpart) -> None:
    async with counterpart.model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        answered = await witness.until(is_answered)
        await witness.stop()
    assert isinstance(answered, Answered)
    assert (bool(answered.model), answered.cut) == (True, False)
    began, ended = [one for one in witness.events if isinstance(one, Speech)]
    assert (began.began, ended.began) == (True, False)
    sounds = [one for one in witness.events if isinstance(one, Sound)]
    assert {one.item for one in sounds} == {answered.item}
    assert len(sounds) >= 3
    assert all(one.pcm and len(one.pcm) % 2 == 0 for one in sounds)
    assert witness.events.index(began) < witness.events.index(ended)
    assert witness.events.index(began) < witness.events.index(sounds[0])


async def test_words_grow_and_in_the_end_all_are_there(counterpart: Counterpart) -> None:
    async with counterpart.model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        heard = await witness.until(is_heard)
        answered = await witness.until(is_answered)
        # Of some, the words of people come after the answer to them.
        await witness.stop()
    assert isinstance(heard, Heard)
    assert isinstance(answered, Answered)
    grown, whole = text_of(witness.events, Saying, answered.item)
    assert whole
    assert whole.startswith(grown)
    assert heard.text.startswith(text_of(witness.events, Heard, heard.item)[0])
    if "words" not in counterpart.lacks:
        assert (heard.text, whole) == (HEARD, SAID)


async def test_in_company_it_waits_to_be_asked(counterpart: Counterpart) -> None:
    async with counterpart.model.open(brief(alone=False), seconds=PATIENCE) as session:
        witness = Witness(session)
        for _ in range(2):
            await talk(session)
            await witness.until(is_heard)
        assert not [one for one in witness.events if isinstance(one, Sound | Saying | Answered)]
        await session.answer()
        assert isinstance(await witness.until(is_answered), Answered)
        await witness.stop()


async def test_company_comes_and_goes(counterpart: Counterpart) -> None:
    async with counterpart.model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await session.company(alone=False)
        await talk(session)
        told = await witness.until(
            lambda one: is_heard(one) or (isinstance(one, Leaving) and one.seconds == 0)
        )
        if isinstance(told, Heard):
            await talk(session)
            await witness.until(is_heard)
            assert not [one for one in witness.events if isinstance(one, Sound | Answered)]
            await session.company(alone=True)
            await talk(session)
            await witness.until(is_answered)
        await witness.stop()


async def test_to_be_asked_while_it_answers_is_harmless(counterpart: Counterpart) -> None:
    async with counterpart.model.open(brief(alone=False), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        await witness.until(is_heard)
        counterpart.pause()
        await session.answer()
        await witness.until(is_sound)
        await session.answer()
        counterpart.go_on()
        first = await witness.until(is_answered)
        await session.answer()
        second = await witness.until(is_answered)
        await witness.stop()
    assert isinstance(first, Answered)
    assert isinstance(second, Answered)
    assert first.item != second.item
    assert len([one for one in witness.events if isinstance(one, Answered)]) == 2


async def test_it_is_cut_off_and_answers_again(counterpart: Counterpart) -> None:
    async with counterpart.model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        counterpart.pause()
        await talk(session)
        sound = await witness.until(is_sound)
        assert isinstance(sound, Sound)
        await session.cut(sound.item, 0.1)
        answered = await witness.until(is_answered)
        assert isinstance(answered, Answered)
        assert (answered.item, answered.cut) == (sound.item, True)
        counterpart.go_on()
        await talk(session)
        again = await witness.until(is_answered)
        await witness.stop()
    assert isinstance(again, Answered)
    assert (again.item != sound.item, again.cut) == (True, False)
    after = witness.events[witness.events.index(answered) + 1 :]
    assert sound.item not in {one.item for one in after if isinstance(one, Sound | Answered)}


async def test_more_may_have_been_heard_than_there_was(counterpart: Counterpart) -> None:
    async with counterpart.model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        first = await witness.until(is_answered)
        assert isinstance(first, Answered)
        await session.cut(first.item, 3600.0)  # it is over: only what it remembers changes
        await session.cut("nothing of this name", 1.0)
        await talk(session)
        second = await witness.until(is_answered)
        await witness.stop()
    assert isinstance(second, Answered)
    assert (second.item != first.item, second.cut) == (True, False)
    assert len([one for one in witness.events if isinstance(one, Answered)]) == 2


async def test_it_is_told_what_was_said_before_it_came(counterpart: Counterpart) -> None:
    before = (Line(1.0, 2.0, "p1", "The boiler leaks."), Line(4.0, 1.0, "assistant", "Noted."))
    async with counterpart.model.open(brief(before=before), seconds=PATIENCE) as session:
        witness = Witness(session)
        await session.read("Bob wrote: it is fixed.")
        await talk(session)
        await witness.until(is_answered)
        await witness.stop()
        assert len([one for one in witness.events if isinstance(one, Answered)]) == 1
        if "reading" in counterpart.lacks:
            return
        told = counterpart.told()
    for words in ("housing association", "Ada", "The boiler leaks.", "Noted.", "it is fixed."):
        assert words in told


async def test_it_sees_the_newest_picture(counterpart: Counterpart) -> None:
    async with counterpart.model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        for change in range(3):
            await session.look(JPEG[:-2] + bytes([change]) + JPEG[-2:])
        await talk(session)
        await witness.until(is_answered)
        await witness.stop()
        if "pictures" not in counterpart.lacks:
            assert counterpart.seen()[-1:] == [JPEG[:-2] + bytes([2]) + JPEG[-2:]]


async def test_it_is_given_what_it_wanted_looked_up(counterpart: Counterpart) -> None:
    if "tools" in counterpart.lacks:
        return
    async with counterpart.model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        counterpart.calls()
        await talk(session)
        call = await witness.until(lambda one: isinstance(one, Call))
        assert isinstance(call, Call)
        assert (call.name, call.arguments) == (CALLED, ARGUMENTS)
        await session.give(call.id, "The boiler is replaced before the winter.")
        await witness.until(is_sound)
        await witness.until(is_answered)
        await witness.stop()
        assert "The boiler is replaced before the winter." in counterpart.told()


async def test_it_tells_that_it_will_leave(counterpart: Counterpart) -> None:
    if "leaving" in counterpart.lacks:
        return
    async with counterpart.model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await counterpart.leave()
        leaving = await witness.until(lambda one: isinstance(one, Leaving))
        await witness.stop()
    assert isinstance(leaving, Leaving)
    assert 0 <= leaving.seconds <= 60


async def test_once_it_is_left_nothing_happens_any_more(counterpart: Counterpart) -> None:
    async with counterpart.model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        counterpart.pause()
        await talk(session)
        await witness.until(is_sound)
    await witness.ended()
    counterpart.go_on()
    async with counterpart.model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        await witness.until(is_answered)
        await witness.stop()


async def test_sessions_know_nothing_of_each_other(counterpart: Counterpart) -> None:
    async with (
        counterpart.model.open(brief(alone=False), seconds=PATIENCE) as one,
        counterpart.model.open(brief(), seconds=PATIENCE) as two,
    ):
        first, second = Witness(one), Witness(two)
        await talk(two)
        await second.until(is_answered)
        await first.stop()
        await second.stop()
    assert first.events == []


async def test_it_can_be_closed_twice(counterpart: Counterpart) -> None:
    await counterpart.model.close()
    await counterpart.model.close()
