"""What Gemini Live is sent: how it is set up, whose turn it is, and what it goes on with."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from pipelines.backends.gemini_live import GeminiLive
from pipelines.ports import VoiceSession
from pipelines.usage import Tokens
from pipelines.voice import (
    ASSISTANT,
    CHUNK,
    RATE,
    Answered,
    Event,
    Heard,
    Leaving,
    Line,
    Saying,
    Sound,
    Speech,
)
from tests.contracts.voices import JPEG, PATIENCE, TOOL, Witness, brief, speech, talk
from tests.doubles.vendors import KEY
from tests.doubles.voice.gemini_end import MODEL, opened
from tests.doubles.voice.gemini_live import PATH, GeminiLiveDouble

BEFORE = (
    Line(1.0, 2.0, "p1", "The boiler leaks."),
    Line(3.0, 1.0, "p2", "Since Monday."),
    Line(4.0, 1.0, ASSISTANT, "Noted."),
)


@pytest.fixture
async def double() -> AsyncIterator[GeminiLiveDouble]:
    async with GeminiLiveDouble() as double:
        yield double


@pytest.fixture
async def model(double: GeminiLiveDouble) -> AsyncIterator[GeminiLive]:
    model = await opened(double)
    yield model
    await model.close()


def is_answered(event: Event) -> bool:
    return isinstance(event, Answered)


def is_heard(event: Event) -> bool:
    return isinstance(event, Heard) and event.whole


async def speak(session: VoiceSession, seconds: float) -> None:
    """Speak, and do not end."""
    sound = speech(seconds)[: round(seconds * RATE) * 2]
    for at in range(0, len(sound), CHUNK):
        await session.hear(sound[at : at + CHUNK])


async def test_it_is_set_up_as_documented(double: GeminiLiveDouble, model: GeminiLive) -> None:
    async with model.open(brief(), seconds=PATIENCE):
        pass
    assert double.script.setups == [
        {
            "model": f"models/{MODEL}",
            "generationConfig": {"responseModalities": ["AUDIO"]},
            "systemInstruction": {"role": "user", "parts": [{"text": brief().instructions}]},
            "tools": [
                {
                    "functionDeclarations": [
                        {
                            "name": TOOL.name,
                            "description": TOOL.description,
                            "parametersJsonSchema": TOOL.parameters,
                        }
                    ]
                }
            ],
            "inputAudioTranscription": {},
            "outputAudioTranscription": {},
            "contextWindowCompression": {"slidingWindow": {}},
        }
    ]
    assert double.script.paths == [PATH]
    # The key goes along in a header, and nothing of this machine does.
    (headers,) = double.script.headers
    assert headers.pop("x-goog-api-key") == KEY
    assert {*headers} == {
        "host", "upgrade", "connection", "sec-websocket-key", "sec-websocket-version",
    }  # fmt: skip


async def test_in_company_turns_are_told_by_hand(
    double: GeminiLiveDouble, model: GeminiLive
) -> None:
    async with model.open(brief(alone=False), seconds=PATIENCE):
        pass
    (setup,) = double.script.setups
    by_hand = {"automaticActivityDetection": {"disabled": True}}
    assert setup["realtimeInputConfig"] == by_hand


async def test_what_was_said_before_is_its_history(
    double: GeminiLiveDouble, model: GeminiLive
) -> None:
    async with model.open(brief(before=BEFORE), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        await witness.until(is_answered)
        await witness.stop()
    said = [(turn["role"], turn["parts"][0]["text"]) for turn in double.script.history]
    assert said == [
        ("user", "Ada Example: The boiler leaks.\nBob Example: Since Monday."),
        ("model", "Noted."),
    ]


async def test_silence_among_people_is_not_sent(
    double: GeminiLiveDouble, model: GeminiLive
) -> None:
    async with model.open(brief(alone=False), seconds=PATIENCE) as session:
        witness = Witness(session)
        for _ in range(500):
            await session.hear(bytes(CHUNK))
        await talk(session)  # half a second, and a second of silence
        heard = await witness.until(is_heard)
        for _ in range(500):
            await session.hear(bytes(CHUNK))
        await witness.stop()
    # What was said, what it takes to tell its end, and a little from before it was told.
    assert 1.3 < double.script.heard_s < 1.7
    (began,) = [one for one in witness.events if isinstance(one, Speech) and one.began]
    assert isinstance(heard, Heard)
    assert began.item == heard.item


async def test_alone_all_of_it_is_sent(double: GeminiLiveDouble, model: GeminiLive) -> None:
    async with model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        for _ in range(500):
            await session.hear(bytes(CHUNK))
        await talk(session)
        await witness.until(is_answered)
        await witness.stop()
    assert 11.4 < double.script.heard_s <= 11.5


async def test_among_people_only_the_newest_screen_is_sent_and_only_when_asked(
    double: GeminiLiveDouble, model: GeminiLive
) -> None:
    async with model.open(brief(alone=False), seconds=PATIENCE) as session:
        witness = Witness(session)
        await session.look(b"older")
        await talk(session)
        await session.look(JPEG)
        await witness.until(is_heard)
        assert double.script.screens == []
        await session.answer()
        await witness.until(is_answered)
        assert double.script.screens == [JPEG]
        await session.answer()
        await witness.until(is_answered)
        await witness.stop()
    assert double.script.screens == [JPEG]


async def test_what_is_asked_while_somebody_speaks_waits_for_the_end(
    double: GeminiLiveDouble, model: GeminiLive
) -> None:
    async with model.open(brief(alone=False), seconds=PATIENCE) as session:
        witness = Witness(session)
        await speak(session, 0.5)
        await session.answer()
        await witness.until(lambda one: isinstance(one, Heard))
        assert not [one for one in witness.events if isinstance(one, Sound | Answered)]
        for _ in range(50):
            await session.hear(bytes(CHUNK))
        await witness.until(is_answered)
        await witness.stop()
    assert len(double.script.asked_at_s) == 1
    assert double.script.asked_at_s[0] > 1.0


@pytest.mark.parametrize("alone", [True, False])
async def test_who_speaks_interrupts_it(
    double: GeminiLiveDouble, model: GeminiLive, *, alone: bool
) -> None:
    script = double.script
    script.holds_at, script.answer_s = 5, 1.0
    async with model.open(brief(alone=alone), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        if not alone:
            await witness.until(is_heard)
            await session.answer()
        for _ in range(4):
            await witness.until(lambda one: isinstance(one, Sound))
        sound = await witness.until(lambda one: isinstance(one, Sound))
        assert isinstance(sound, Sound)
        await speak(session, 0.3)
        began = await witness.until(lambda one: isinstance(one, Speech) and one.began)
        answered = await witness.until(is_answered)
        assert isinstance(answered, Answered)
        assert (answered.item, answered.cut) == (sound.item, True)
        await session.cut(answered.item, 0.25)
        script.go.set()
        script.holds_at = None
        await talk(session)
        if not alone:
            await session.answer()
        again = await witness.until(is_answered)
        await witness.stop()
    assert isinstance(again, Answered)
    assert not again.cut
    assert witness.events.index(began) < witness.events.index(answered)
    # Of "Two invoices", which was told, half was heard.
    assert len([one for one in script.texts if 'heard only this: "Two"' in one]) == 1


async def test_what_an_answer_used_is_told_with_what_was_sound(
    double: GeminiLiveDouble, model: GeminiLive
) -> None:
    async with model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        answered = await witness.until(is_answered)
        await witness.stop()
    assert isinstance(answered, Answered)
    assert answered.model == MODEL
    assert answered.tokens == Tokens(input=522, output=50, audio_input=165, audio_output=42)
    sound = sum(len(one.pcm) for one in witness.events if isinstance(one, Sound))
    assert sound == RATE * 2
    assert [one.mute for one in witness.events if isinstance(one, Saying)].count(True) == 0


async def test_company_is_another_session(double: GeminiLiveDouble, model: GeminiLive) -> None:
    async with model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await session.company(alone=True)
        await session.company(alone=False)
        await witness.until(lambda one: one == Leaving(0.0))
        await asyncio.sleep(0)
        await witness.stop()
    assert witness.events == [Leaving(0.0)]
