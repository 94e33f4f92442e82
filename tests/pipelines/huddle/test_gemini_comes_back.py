"""A conversation with Gemini goes on where its connection broke off in the middle of an answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from pipelines.huddle.continuity import Continuity
from pipelines.ports import VoiceModel, VoiceSession
from pipelines.voice import CHUNK, Brief, Heard, Line
from tests.contracts.voices import PATIENCE, speech
from tests.doubles.voice.gemini_end import opened
from tests.doubles.voice.gemini_live import GeminiLiveDouble
from tests.fake_voice import FakeVoice
from tests.pipelines.huddle.talks import Talk


class Named(FakeVoice):
    """Gemini, as a conversation of fakes lists it."""

    def __init__(self, model: VoiceModel) -> None:
        super().__init__(name="gemini")
        self._model = model

    @asynccontextmanager
    async def open(self, brief: Brief, *, seconds: float) -> AsyncIterator[VoiceSession]:  # type: ignore[override]  # no fake
        async with self._model.open(brief, seconds=seconds) as session:
            yield session


async def until(is_so: Callable[[], object]) -> None:
    for _ in range(round(PATIENCE * 100)):
        if is_so():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


async def say(talk: Continuity) -> None:
    sound = speech()
    for at in range(0, len(sound), CHUNK):
        await talk.hear(sound[at : at + CHUNK])
        await asyncio.sleep(0)


@pytest.mark.parametrize("resumes", [False, True], ids=["told again", "kept"])
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "in company"])
async def test_the_answer_is_given_after_all(*, alone: bool, resumes: bool) -> None:
    async with GeminiLiveDouble() as double:
        script = double.script
        script.holds_at = 3
        model = await opened(double, resumes=resumes)
        async with Talk([Named(model)], alone=alone) as room:
            await until(lambda: room.states)
            room.lines.append(Line(0.0, 1.0, "p1", "The boiler leaks."))
            await say(room.talk)
            if not alone:
                await until(lambda: [one for one in room.happened if isinstance(one, Heard)])
                await room.talk.answer()
            await until(lambda: len(room.sounds()) == 3)
            script.holds_at = None
            await double.kill()
            await until(lambda: len(room.answered()) == 2)
        await model.close()
    broken, whole = room.answered()
    assert (broken.cut, whole.cut) == (True, False)
    assert broken.item != whole.item
    assert len(script.setups) == 2
    if resumes:
        assert script.setups[-1]["sessionResumption"] == {"handle": "h1"}
        assert script.history == []
    else:
        assert [turn["parts"] for turn in script.history] == [[{"text": "The boiler leaks."}]]
