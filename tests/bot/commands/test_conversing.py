"""A script is held with a voice model in a room: what is measured of it, in virtual time."""

import asyncio
import math
import wave
from collections.abc import Awaitable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from bot.commands.conversing import Conversing
from bot.commands.rehearsing import Rehearsed, rehearse
from pipelines.comparison.script import Script, ScriptFault, Turn
from pipelines.comparison.talks import Talk
from pipelines.egress import Egress
from pipelines.errors import BackendRefused, BackendUnavailable, Fault
from pipelines.huddle.roster import Voice
from pipelines.huddle.simulator import SimulatedVoice
from pipelines.pcm import rms
from pipelines.ports import Voiced
from pipelines.usage import Price, Tokens
from pipelines.voice import CHUNK, RATE, Answered, Heard, Saying, Sound, Speech
from tests.fake_voice import FakeSession, FakeVoice, listed
from tests.virtual_time import run

DELAY_S, LASTS_S = 0.5, 2.0
PRICE = Price(input=1_000_000, output=0, source="", dated="2026-11-01")


class Speaks:
    """A speaker that says each text as a loud second, and half a second of silence."""

    def __init__(self) -> None:
        self.said = list[str]()

    async def speak(self, text: str, *, language: str, seconds: float) -> Voiced:
        self.said.append(f"{language}: {text}")
        return Voiced(b"\x00\x20" * RATE + bytes(RATE))

    async def close(self) -> None:
        """Let go of nothing."""


class Answering:
    """A model by hand: a moment after speech it answers, and says that it used a token."""

    def __init__(self, says: str = "It is Paris.") -> None:
        self.says = says
        self.turns = 0
        self.tasks = set[asyncio.Task[None]]()
        self.fails_at = 0

    def react(self, session: FakeSession, kind: str, what: object) -> None:
        if kind != "hear" or not isinstance(what, bytes):
            return
        speaks = rms(what[:CHUNK]) > 500
        if speaks and not getattr(session, "speaks", False):
            session.tell(Speech(began=True, item=f"h{self.turns}"))
        if not speaks and getattr(session, "speaks", False):
            self._begin(self._ended(session))
        session.speaks = speaks  # type: ignore[attr-defined]  # of this test

    def _begin(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)

    async def _ended(self, session: FakeSession) -> None:
        self.turns += 1
        if self.turns == self.fails_at:
            session.fail()
            return
        item = f"a{self.turns}"
        session.tell(Speech(began=False), Heard(f"h{self.turns}", "What?", whole=True))
        await asyncio.sleep(DELAY_S)
        session.tell(
            Saying(item, self.says, whole=True), Sound(item, bytes(int(RATE * LASTS_S) * 2))
        )
        session.tell(Answered(item, "m-1", Tokens(input=1)))


def turns(*some: Turn) -> list[Rehearsed]:
    return [Rehearsed(one, b"\x00\x20" * (RATE // 2), True, None) for one in some]


def held(voice: Voice, *some: Turn) -> Talk:
    script = Script(turns=some)

    async def hold() -> Talk:
        conversing = Conversing(script, turns(*some), Egress(), lambda: None)
        return await conversing.hold(voice, lambda _: None)

    return run(hold())


def test_delay_words_and_cost_are_measured() -> None:
    model = FakeVoice(Answering().react)
    talk = held(
        listed("m", model, price=PRICE),
        Turn(says="Where?", expects=("Paris", "Rome")),
        Turn(says="And then?", expects=("paris",)),
    )
    assert [turn.answer for turn in talk.turns] == ["It is Paris."] * 2
    assert talk.delays == pytest.approx([DELAY_S] * 2, abs=0.05)
    assert talk.words == (2, 3)
    assert talk.turns[0].missing == ("Rome",)
    assert talk.cost_usd == Decimal(2)
    # Two turns, each of a second of silence, half a second of speech, and an answer heard out.
    assert talk.seconds == pytest.approx(2 * (1 + 0.5 + DELAY_S + LASTS_S), abs=1.5)
    assert (talk.renewed, talk.errors) == (0, [])


def test_a_session_that_breaks_is_counted_and_the_next_one_goes_on() -> None:
    answering = Answering()
    answering.fails_at = 1
    some = (Turn(says="Where?", within_s=3), Turn(says="Again?", expects=("Paris",)))
    talk = held(listed("m", FakeVoice(answering.react), price=PRICE), *some)
    assert [turn.was_answered for turn in talk.turns] == [False, True]
    assert talk.renewed >= 1
    assert talk.errors[0] == Fault.CONNECTION.value


def test_a_model_that_never_comes_has_no_figures() -> None:
    model = FakeVoice()
    model.faults = [BackendRefused(Fault.KEY) for _ in range(50)]
    talk = held(listed("m", model, price=PRICE), Turn(says="Where?", expects=("Paris",)))
    assert (talk.answered, talk.delays, talk.cost_usd, talk.per_ten_minutes) == (0, [], None, None)
    assert set(talk.errors) == {Fault.KEY.value, "nobody came"}
    assert talk.turns[0].missing == ("Paris",)


def test_an_answer_over_the_question_has_no_delay() -> None:
    def react(session: FakeSession, kind: str, _: object) -> None:
        if kind == "hear" and not getattr(session, "began", False):
            session.began = True  # type: ignore[attr-defined]  # of this test
            session.tell(Saying("a", "Yes.", whole=True), Sound("a", bytes(RATE * 4)))
            session.tell(Answered("a", "m-1"))

    talk = held(listed("m", FakeVoice(react)), Turn(says="Where?", pause_s=0))
    assert talk.turns[0].was_early
    assert talk.turns[0].delay_s is None


def test_the_simulator_answers_after_the_silence_it_waits_for() -> None:
    talk = held(listed("simulator", SimulatedVoice()), Turn(says="Where?", expects=("simulated",)))
    assert talk.delays == pytest.approx([0.6], abs=0.06)
    assert talk.words == (1, 1)


async def test_words_are_spoken_and_what_is_silent_behind_them_is_cut_off() -> None:
    speaker = Speaks()
    [one] = await rehearse(Script(turns=(Turn(says="Where?"),)), speaker)
    assert speaker.said == ["en: Where?"]
    assert one.is_worded
    assert len(one.pcm) == RATE * 2


async def test_without_a_speaker_words_are_tones() -> None:
    [one] = await rehearse(Script(turns=(Turn(says="Where is it?"),)), None)
    assert not one.is_worded
    assert 0.5 < len(one.pcm) / 2 / RATE < 2


def recorded(path: Path, *, rate: int = 16_000, channels: int = 2, loud: float = 8000) -> Path:
    at = np.arange(rate) / rate
    one = (loud * np.sin(2 * math.pi * 300 * at)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(one, channels).tobytes())
    return path


async def test_a_wav_is_heard_at_the_rate_of_rooms(tmp_path: Path) -> None:
    path = await asyncio.to_thread(recorded, tmp_path / "q.wav")
    [one] = await rehearse(Script(turns=(Turn(wav=path),)), None)
    assert one.is_worded
    assert len(one.pcm) == pytest.approx(RATE * 2, abs=CHUNK)
    assert rms(one.pcm) == pytest.approx(8000 / math.sqrt(2), rel=0.05)


@pytest.mark.parametrize("content", [b"RIFF", b"", b"RIFF\x00\x00\x00\x00WAVEfmt "])
async def test_what_is_no_wav_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "q.wav"
    await asyncio.to_thread(path.write_bytes, content)
    with pytest.raises(ScriptFault, match="this is no WAV"):
        await rehearse(Script(turns=(Turn(wav=path),)), None)


async def test_a_silent_wav_and_a_picture_that_is_none_are_said(tmp_path: Path) -> None:
    path = await asyncio.to_thread(recorded, tmp_path / "q.wav", loud=10)
    with pytest.raises(ScriptFault, match="nobody can be heard"):
        await rehearse(Script(turns=(Turn(wav=path),)), None)
    with pytest.raises(ScriptFault, match="a JPEG is wanted"):
        await rehearse(Script(turns=(Turn(says="See?", shows=path),)), None)


async def test_a_speaker_that_fails_is_said() -> None:
    class Silent(Speaks):
        async def speak(self, text: str, *, language: str, seconds: float) -> Voiced:
            raise BackendUnavailable(Fault.CONNECTION)

    with pytest.raises(ScriptFault, match="BOT_SPEECH_URL does not say 'Where"):
        await rehearse(Script(turns=(Turn(says="Where?"),)), Silent())
