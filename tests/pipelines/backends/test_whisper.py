"""The embedded transcriber: the real engine on a model that always says one sentence."""

import asyncio
import shutil
import traceback
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
import pytest_asyncio

from pipelines.backends.whisper import LocalWhisper, limits
from pipelines.errors import (
    BackendError,
    BackendRefused,
    BackendUnavailable,
    BadAnswer,
    Fault,
    MediaRejected,
    Reason,
    SandboxUnavailable,
)
from pipelines.ports import Audio
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Answer, Sandbox
from tests.drawn.screen_voices import Line, sound
from tests.pipelines.processes import gone, until
from tests.scripted_whisper import SENTENCE

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = SENTENCE.strip()
CHILD = "pipelines.backends.whisper_child"
# Three stretches of speech with half a minute of noise between them. The engine hears up to 30 s of
# speech at once: two of these, then the third; this model says its sentence once for each.
LINES = [Line(at, at + 12.0, "Ben Sample", WORDS) for at in (5.0, 45.0, 85.0)]


@pytest.fixture(scope="module")
def speech() -> bytes:
    return sound(LINES, 3, 0.0, 100.0).tobytes()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandbox(
    scripted: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Sandbox]:
    scratch = tmp_path_factory.mktemp("scratch")
    confined = limits(scripted, "cpu", 1)
    async with Sandbox(CHILD, limits=confined, workers=1, scratch=scratch) as made:
        yield made


async def test_words_are_where_somebody_speaks_and_nowhere_else(
    sandbox: Sandbox, speech: bytes
) -> None:
    ears = LocalWhisper(sandbox, "scripted")
    heard = await ears.transcribe(Audio(speech, 600.0), language=None, seconds=60)
    assert (heard.model, heard.language) == ("scripted", "en")
    assert [one.text for one in heard.said] == [WORDS, WORDS]
    assert [one.start_s - 600.0 for one in heard.said] == pytest.approx([5.0, 85.0], abs=1.0)


async def test_noise_without_a_voice_has_no_words(sandbox: Sandbox) -> None:
    noise = np.random.default_rng(1).normal(0, 300, 16_000 * 20).astype("<i2").tobytes()
    heard = await LocalWhisper(sandbox, "m").transcribe(
        Audio(noise, 0.0), language=None, seconds=60
    )
    assert heard.said == ()


async def test_a_hint_that_the_model_cannot_use_is_let_be(sandbox: Sandbox, speech: bytes) -> None:
    part = Audio(speech[: 32_000 * 12], 0.0)
    heard = await LocalWhisper(sandbox, "m").transcribe(part, language="klingon", seconds=60)
    assert ([one.text for one in heard.said], heard.language) == ([WORDS], "en")


async def test_the_model_is_loaded_once_and_a_call_that_is_given_up_ends_its_child(
    sandbox: Sandbox, speech: bytes
) -> None:
    ears, part = LocalWhisper(sandbox, "m"), Audio(speech[: 32_000 * 12], 0.0)
    await ears.transcribe(part, language=None, seconds=60)
    [first] = children()
    await ears.transcribe(part, language=None, seconds=60)
    assert children() == [first]
    await until(lambda: not is_busy(first))  # it leaves the folder after it has answered
    call = asyncio.create_task(ears.transcribe(Audio(speech, 0.0), language=None, seconds=60))
    await until(lambda: is_busy(first) or call.done())
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await until(lambda: gone(first))
    assert (await ears.transcribe(part, language=None, seconds=60)).said


def is_busy(pid: int) -> bool:
    """Tell whether a child works: it does so in the folder of its call."""
    return "call-" in psutil.Process(pid).cwd()


def children() -> list[int]:
    """Give the children of this process that transcribe."""
    mine = psutil.Process().children()
    return [one.pid for one in mine if CHILD in " ".join(one.cmdline())]


async def test_a_model_that_cannot_be_loaded_is_unavailable(
    scripted: Path, tmp_path: Path, speech: bytes
) -> None:
    broken = tmp_path / "model"
    shutil.copytree(scripted, broken)
    (broken / "model.bin").write_bytes(b"no model")
    confined = limits(broken, "cpu", 1)
    async with Sandbox(CHILD, limits=confined, workers=1, scratch=tmp_path / "scratch") as sandbox:
        with pytest.raises(BackendUnavailable) as caught:
            await LocalWhisper(sandbox, "m").transcribe(
                Audio(speech, 0.0), language=None, seconds=60
            )
    assert caught.value.fault is Fault.FAILING


class Saying(Sandbox):
    """A sandbox whose child says what it is told to."""

    def __init__(self, says: Any, scratch: Path) -> None:
        super().__init__(CHILD, limits=Limits(), workers=1, scratch=scratch)
        self._says = says

    async def call(self, *_: Any, **__: Any) -> Answer:
        if isinstance(self._says, Exception):
            raise self._says
        return Answer(self._says, {}, 0)


@pytest.mark.parametrize(
    ("says", "raised", "fault"),
    [
        (MediaRejected(Reason.TOO_SLOW, limit=1), BackendUnavailable, Fault.TIMEOUT),
        (MediaRejected(Reason.EXHAUSTED), BackendRefused, Fault.TOO_LARGE),
        (MediaRejected(Reason.DAMAGED), BackendUnavailable, Fault.FAILING),
        (SandboxUnavailable("no process"), BackendUnavailable, Fault.FAILING),
        ({"segments": [[0, -1, "canary", 0, 0]], "language": "en"}, BadAnswer, Fault.SHAPE),
        ({"segments": "canary", "language": "en"}, BadAnswer, Fault.SHAPE),
        (None, BadAnswer, Fault.SHAPE),
    ],
)
async def test_whatever_becomes_of_the_child_is_a_fault(
    tmp_path: Path, speech: bytes, says: Any, raised: type[BackendError], fault: Fault
) -> None:
    ears = LocalWhisper(Saying(says, tmp_path), "m")
    with pytest.raises(raised) as caught:
        await ears.transcribe(Audio(speech[160_000:192_000], 0.0), language=None, seconds=10)
    assert caught.value.fault is fault
    assert "canary" not in "".join(traceback.format_exception(caught.value))


async def test_what_the_engine_doubts_is_left_out(tmp_path: Path, speech: bytes) -> None:
    rows = [[0.0, 1.0, " Hello.", 0.1, -0.2], [1.0, 2.0, " Thank you.", 0.9, -1.2]]
    ears = LocalWhisper(Saying({"segments": rows, "language": "en"}, tmp_path), "m")
    heard = await ears.transcribe(Audio(speech[160_000:256_000], 7.0), language=None, seconds=10)
    assert [(one.start_s, one.end_s, one.text) for one in heard.said] == [(7.0, 8.0, "Hello.")]
