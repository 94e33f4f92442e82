"""A cascade: what is said is written down, thought about, and answered by sentences."""

import asyncio
import math
from collections.abc import Callable
from contextlib import suppress

import pytest

from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, BadAnswer, Fault
from pipelines.huddle.cascade import Cascade
from pipelines.huddle.chains import Chains
from pipelines.huddle.composing import Move
from pipelines.ports import Prompt, VoiceSession
from pipelines.voice import (
    CHUNK,
    RATE,
    Answered,
    Call,
    Event,
    Heard,
    Saying,
    Sound,
    Speech,
    Used,
)
from tests import fake_transcriber
from tests.contracts.voices import JPEG, PATIENCE, Witness, brief, speech, talk
from tests.doubles.voice.cascade_end import FREE, chain, chains
from tests.fake_model import FakeModel, Said
from tests.fake_speaker import FakeSpeaker
from tests.fake_transcriber import FakeTranscriber

SAY = "Two invoices wait for you. The older one is from Acme! Shall I read it?"


def saying(text: str = SAY) -> Move:
    return Move(say=text, tool="", arguments="")


def is_answered(event: Event) -> bool:
    return isinstance(event, Answered)


def is_sound(event: Event) -> bool:
    return isinstance(event, Sound)


async def say(session: VoiceSession, seconds: float) -> None:
    """Say something, with the gaps that speech has, and do not end."""
    word = speech(0.3)[: round(0.4 * RATE) * 2]
    sound = (word * math.ceil(seconds / 0.4))[: round(seconds * RATE) * 2]
    for at in range(0, len(sound), CHUNK):
        await session.hear(sound[at : at + CHUNK])


async def test_each_sentence_is_said_as_soon_as_it_can_be() -> None:
    speaker = FakeSpeaker()
    voice = Cascade(chains(FakeTranscriber(), FakeModel(saying()), speaker))
    async with voice.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        await witness.until(is_answered)
        await witness.stop()
    assert speaker.asked == [
        "Two invoices wait for you.", "The older one is from Acme!", "Shall I read it?",
    ]  # fmt: skip
    kinds = [type(one) for one in witness.events if isinstance(one, Saying | Sound)]
    first_sound, second_words = kinds.index(Sound), kinds.index(Saying, 1)
    assert first_sound < second_words
    used = {one.model: one.tokens for one in witness.events if isinstance(one, Used)}
    assert used["ears-1"].sound_s > 0.5
    assert used["voice-1"].input > 0


async def test_without_a_speaker_pages_are_to_say_the_words() -> None:
    voice = Cascade(chains(FakeTranscriber(), FakeModel(saying()), None))
    async with voice.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        answered = await witness.until(is_answered)
        await session.cut("answer-2", 0.0)
        await witness.stop()
    assert isinstance(answered, Answered)
    words = [one for one in witness.events if isinstance(one, Saying)]
    assert all(one.mute for one in words)
    assert (words[-1].text, words[-1].whole) == (SAY, True)
    assert not [one for one in witness.events if isinstance(one, Sound)]


async def test_who_loses_its_voice_goes_on_in_that_of_the_pages() -> None:
    def script(text: str) -> Exception | None:
        return BackendRefused(Fault.REJECTED) if "Acme" in text else None

    voice = Cascade(chains(FakeTranscriber(), FakeModel(saying()), FakeSpeaker(script)))
    async with voice.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        await witness.until(is_answered)
        await witness.stop()
    parts = [one for one in witness.events if isinstance(one, Saying) and not one.whole]
    assert [one.mute for one in parts] == [False, True, True]


async def test_the_next_who_writes_down_is_asked_and_nothing_is_lost() -> None:
    broken = FakeTranscriber(lambda _: BackendRefused(Fault.KEY))
    good = FakeTranscriber()
    made = chains(good, FakeModel(saying()), None)
    listed = fake_transcriber.listed
    ears = chain(listed("a", broken, price=FREE), listed("b", good, price=FREE))
    voice = Cascade(Chains(ears, made.models, None, made.egress))
    async with voice.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        await witness.until(is_answered)
        await witness.stop()
    assert len(broken.heard) == len(good.heard) == 1
    # All of the speech goes along, and what came before it was told.
    assert good.heard[0].seconds > 1.0


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (BackendRefused(Fault.KEY), BackendRefused(Fault.KEY)),
        (BadAnswer(Fault.SHAPE), BackendUnavailable(Fault.SHAPE)),
    ],
    ids=["never", "not now"],
)
@pytest.mark.parametrize("who", ["ears", "mind"])
async def test_where_nobody_can_the_session_is_over(
    who: str, error: BackendError, raised: BackendError
) -> None:
    ears = FakeTranscriber(lambda _: error) if who == "ears" else FakeTranscriber()
    mind = FakeModel(error) if who == "mind" else FakeModel(saying())
    async with Cascade(chains(ears, mind, None)).open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        with suppress(BackendError):  # it may be over before all is said
            await talk(session)
        failed = await witness.ended()
        assert (type(failed), failed and failed.fault) == (type(raised), raised.fault)
        with pytest.raises(type(raised)):
            await session.hear(bytes(CHUNK))


async def test_whoever_speaks_cuts_it_and_it_remembers_what_was_heard() -> None:
    go, mind = asyncio.Event(), FakeModel(saying())
    speaker = FakeSpeaker(lambda text: go if "Acme" in text else None)
    async with Cascade(chains(FakeTranscriber(), mind, speaker)).open(
        brief(), seconds=PATIENCE
    ) as session:
        witness = Witness(session)
        await talk(session)
        sound = await witness.until(is_sound)
        assert isinstance(sound, Sound)
        await say(session, 0.3)
        cut = await witness.until(is_answered)
        assert isinstance(cut, Answered)
        assert (cut.item, cut.cut) == (sound.item, True)
        await session.cut(cut.item, 0.6)
        go.set()
        await session.hear(bytes(RATE * 2))
        await witness.until(is_answered)
        await witness.stop()
    assert "You: Two invoic…" in mind.asked[-1].prompt.text
    assert "Acme" not in mind.asked[-1].prompt.text


async def test_what_is_asked_of_it_while_somebody_speaks_is_answered_then() -> None:
    mind = FakeModel(saying())
    async with Cascade(chains(FakeTranscriber(), mind, None)).open(
        brief(alone=False), seconds=PATIENCE
    ) as session:
        witness = Witness(session)
        await say(session, 0.5)
        await session.answer()
        await asyncio.sleep(0)
        assert mind.asked == []
        await session.hear(bytes(RATE * 2))
        await witness.until(is_answered)
        await witness.stop()
    order = [one for one in witness.events if isinstance(one, Heard | Answered)]
    assert isinstance(order[0], Heard)


async def test_to_say_nothing_is_an_answer() -> None:
    voice = Cascade(chains(FakeTranscriber(), FakeModel(saying(" ")), FakeSpeaker()))
    async with voice.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        answered = await witness.until(is_answered)
        await witness.stop()
    assert isinstance(answered, Answered)
    assert (answered.cut, answered.tokens.output) == (False, 80)
    assert not [one for one in witness.events if isinstance(one, Saying | Sound)]


async def test_noise_is_no_question() -> None:
    mind = FakeModel(saying())
    silent = FakeTranscriber(lambda _: "")
    async with Cascade(chains(silent, mind, None)).open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        await witness.until(lambda one: isinstance(one, Used))
        await asyncio.sleep(0.01)
        await witness.stop()
    assert not [one for one in witness.events if isinstance(one, Heard | Saying)]
    assert mind.asked == []


async def test_long_speech_is_written_down_in_parts() -> None:
    words = iter(["The first part", "and the rest."])
    ears = FakeTranscriber(lambda _: next(words))
    async with Cascade(chains(ears, FakeModel(saying()), None)).open(
        brief(alone=False), seconds=PATIENCE
    ) as session:
        witness = Witness(session)
        await say(session, 31.0)
        await session.hear(bytes(RATE * 2))
        whole = await witness.until(lambda one: isinstance(one, Heard) and one.whole)
        await witness.stop()
    assert isinstance(whole, Heard)
    assert whole.text == "The first part and the rest."
    parts = [one for one in witness.events if isinstance(one, Heard) and not one.whole]
    assert "".join(one.text for one in parts) == whole.text
    began = next(one for one in witness.events if isinstance(one, Speech))
    assert began.item == whole.item
    assert [round(one.seconds) for one in ears.heard] == [30, 2]


async def test_a_model_that_takes_no_pictures_is_shown_none() -> None:
    for pictures in (0, 1):
        mind = FakeModel(saying())
        voice = Cascade(chains(FakeTranscriber(), mind, None, pictures=pictures))
        async with voice.open(brief(), seconds=PATIENCE) as session:
            witness = Witness(session)
            await session.look(JPEG)
            await talk(session)
            await witness.until(is_answered)
            await witness.stop()
        assert len(mind.asked[-1].prompt.images) == pictures


async def test_who_looks_up_without_end_is_made_to_speak() -> None:
    def think(prompt: Prompt) -> Said:
        last = prompt.text.count("(Looked up") == 3
        return saying() if last else Move(say="", tool="decisions", arguments="{}")

    mind = FakeModel(think)
    async with Cascade(chains(FakeTranscriber(), mind, None)).open(
        brief(), seconds=PATIENCE
    ) as session:
        witness = Witness(session)
        await talk(session)
        for _ in range(3):
            call = await witness.until(lambda one: isinstance(one, Call))
            assert isinstance(call, Call)
            await session.give(call.id, "Nothing was decided.")
            await session.give(call.id, "Twice is harmless.")
        await witness.until(is_answered)
        await witness.stop()
    assert len(mind.asked) == 4


async def test_what_is_thought_of_is_dropped_with_the_session() -> None:
    never = asyncio.Event()
    mind: Callable[[Prompt], Said] = lambda _: never  # noqa: E731
    model = FakeModel(mind)
    async with Cascade(chains(FakeTranscriber(), model, None)).open(
        brief(), seconds=PATIENCE
    ) as session:
        witness = Witness(session)
        await talk(session)
        await witness.until(lambda one: isinstance(one, Heard) and one.whole)
    assert await witness.ended() is None
