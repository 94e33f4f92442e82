"""What every Transcriber must do, whoever writes down; the one by hand as well."""

import asyncio
import traceback
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio

from pipelines.backends.sound import is_silent
from pipelines.backends.whisper import LocalWhisper, limits
from pipelines.errors import BackendUnavailable, Fault
from pipelines.ports import Audio, Transcriber
from pipelines.sandbox.pool import Sandbox
from tests.doubles.ears import EARS, Ear
from tests.doubles.server import Call, Double, Reply
from tests.drawn.screen_voices import Line, sound
from tests.fake_transcriber import FakeTranscriber
from tests.scripted_whisper import SENTENCE

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = SENTENCE.strip()
START_S = 61.5


@dataclass
class Stage:
    """A Transcriber, and what is to come of each stretch of sound.

    `hints` are the languages it was told, where that can be seen.
    """

    ears: Transcriber
    says: Callable[[], str] = lambda: WORDS
    silent: bool = False
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    hints: list[str | None] | None = None
    embedded: bool = False


@pytest.fixture(scope="module")
def speech() -> bytes:
    """Two seconds that a voice detector takes for speech."""
    return sound([Line(0.2, 1.8, "Ada Example", WORDS)], 7, 0.0, 2.0).tobytes()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def child(scripted: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sandbox]:
    scratch = tmp_path_factory.mktemp("scratch")
    async with Sandbox(
        "pipelines.backends.whisper_child",
        limits=limits(scripted, "cpu", 1),
        workers=1,
        scratch=scratch,
    ) as sandbox:
        yield sandbox


def by_hand() -> Stage:
    def script(audio: Audio) -> str | None:
        made.asked.set()
        return None if made.silent else "" if is_silent(audio.pcm) else made.says()

    ears = FakeTranscriber(script)
    made = Stage(ears, hints=ears.languages)
    return made


async def over_wire(ear: Ear, double: Double) -> Stage:
    hints: list[str | None] = []
    made = Stage(await ear.open(double.url), hints=hints)

    def respond(call: Call) -> Reply:
        hints.append(ear.wire.hint(call))
        made.asked.set()
        return Reply(ending="silent") if made.silent else ear.wire.good(made.says())

    double.respond = respond
    return made


Kind = Ear | Literal["by hand", "embedded"]


@pytest_asyncio.fixture(
    loop_scope="module",
    params=("by hand", "embedded", *EARS),
    ids=lambda one: one if isinstance(one, str) else one.name,
)
async def stage(request: pytest.FixtureRequest, child: Sandbox) -> AsyncIterator[Stage]:
    kind: Kind = request.param
    async with Double(lambda _: Reply()) as double:
        if isinstance(kind, Ear):
            made = await over_wire(kind, double)
        elif kind == "by hand":
            made = by_hand()
        else:
            made = Stage(LocalWhisper(child, "scripted"), embedded=True)
        yield made
        if not made.embedded:
            await made.ears.close()


async def test_the_words_come_with_their_times_in_the_recording(
    stage: Stage, speech: bytes
) -> None:
    heard = await stage.ears.transcribe(Audio(speech, START_S), language="en", seconds=60)
    [said] = heard.said
    assert said.text == WORDS
    assert START_S <= said.start_s < said.end_s <= START_S + 2.0
    assert (bool(heard.model), heard.language) == (True, "en")
    assert stage.hints in (None, ["en"])


async def test_no_hint_is_none(stage: Stage, speech: bytes) -> None:
    heard = await stage.ears.transcribe(Audio(speech, START_S), language=None, seconds=60)
    assert [one.text for one in heard.said] == [WORDS]
    assert stage.hints in (None, [None])


async def test_of_silence_nothing_is_made_up_and_nobody_is_asked(stage: Stage) -> None:
    heard = await stage.ears.transcribe(Audio(bytes(64_000), 0.0), language=None, seconds=60)
    assert heard.said == ()
    assert heard.tokens.input == 0
    assert isinstance(stage.ears, FakeTranscriber) or not stage.asked.is_set()


async def test_it_keeps_to_its_seconds(stage: Stage, speech: bytes) -> None:
    stage.silent = True
    short = 0.0 if stage.embedded else 0.1
    with pytest.raises(BackendUnavailable) as caught:
        await stage.ears.transcribe(Audio(speech, 0.0), language=None, seconds=short)
    assert caught.value.fault is Fault.TIMEOUT
    assert WORDS not in "".join(traceback.format_exception(caught.value))
    stage.silent = False
    heard = await stage.ears.transcribe(Audio(speech, 0.0), language=None, seconds=60)
    assert len(heard.said) == 1


async def test_everybody_gets_the_words_of_their_own_stretch(stage: Stage, speech: bytes) -> None:
    starts = [float(number * 10) for number in range(5)]
    calls = (stage.ears.transcribe(Audio(speech, at), language=None, seconds=60) for at in starts)
    for at, heard in zip(starts, await asyncio.gather(*calls), strict=True):
        [said] = heard.said
        assert at <= said.start_s < said.end_s <= at + 2.0


async def test_a_call_can_be_given_up(stage: Stage, speech: bytes) -> None:
    """That of the embedded one ends its child: tests/pipelines/backends/test_whisper.py."""
    if stage.embedded:
        return
    stage.silent = True
    sound = Audio(speech, 0.0)
    call = asyncio.create_task(stage.ears.transcribe(sound, language=None, seconds=60))
    await stage.asked.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    stage.silent = False
    assert (await stage.ears.transcribe(sound, language=None, seconds=60)).said


async def test_it_can_be_closed_twice(stage: Stage) -> None:
    if not stage.embedded:
        await stage.ears.close()
        await stage.ears.close()
