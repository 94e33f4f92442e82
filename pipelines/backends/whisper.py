"""The embedded transcriber: faster-whisper in a child of its own, with a model on this disk."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.backends.answers import within
from pipelines.backends.sound import is_doubtful, is_silent, tidied
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
from pipelines.ports import Audio, Heard, Said
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox

Device = Literal["auto", "cpu", "cuda"]
# Where the driver of a graphics processor of NVIDIA's shows itself.
GPU = Path("/dev/nvidiactl")
# Without these a folder is no model; with all of them nothing is looked for elsewhere.
_FILES = ("config.json", "model.bin", "tokenizer.json")
_VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
_HOUR = 3600
# Beyond its model a child needs so much for what goes through it at once.
_MEMORY_MB = 6144

_Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    segments: list[tuple[_Seconds, _Seconds, str, float, float]]
    language: str | None


def lacks(folder: Path) -> Sequence[str]:
    """Name what a folder lacks to be a model. Blocks."""
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in _VOCABULARIES):
        missing.append(_VOCABULARIES[0])
    return missing


def limits(folder: Path, device: Device, threads: int) -> Limits:
    """Give what a child with the model in `folder` may use.

    It sees only samples that Clerk decoded itself: on a graphics processor it is not confined.
    """
    on_gpu = device == "cuda" or (device == "auto" and GPU.exists())
    return Limits(
        memory_mb=_MEMORY_MB,
        cpu_seconds=6 * _HOUR,
        seconds=float(_HOUR),
        calls=10_000,
        start_seconds=300.0,
        readable=(folder,),
        warmth={
            "model": str(folder),
            "device": device if on_gpu else "cpu",
            "threads": str(threads),
        },
        confined=not on_gpu,
    )


class LocalWhisper:
    """Transcribes with `model`, as it is called, which `sandbox` keeps warm.

    `sandbox` runs `pipelines.backends.whisper_child`. A call that is cancelled, or runs out of its
    time, ends the child.
    """

    def __init__(self, sandbox: Sandbox, model: str) -> None:
        self._sandbox = sandbox
        self._model = model

    async def transcribe(self, audio: Audio, *, language: str | None, seconds: float) -> Heard:
        """Write down a stretch of sound."""
        if await asyncio.to_thread(is_silent, audio.pcm):
            return Heard((), self._model, language)
        call = self._sandbox.call("transcribe", file=audio.pcm, args={"language": language})
        try:
            value = (await within(seconds, call)).value
        except SandboxUnavailable:
            raise BackendUnavailable(Fault.FAILING) from None
        except MediaRejected as rejected:
            raise _fault(rejected.reason) from None
        try:
            told = _Answer.model_validate(value)
        except ValidationError:
            raise BadAnswer(Fault.SHAPE) from None  # an answer's words stay out of what is raised
        at = audio.start_s
        said = [
            Said(at + start, at + end, text)
            for start, end, text, no_speech, likelihood in told.segments
            if not is_doubtful(no_speech, likelihood)
        ]
        tidy = await asyncio.to_thread(tidied, said, audio)
        return Heard(tidy, self._model, told.language)

    async def close(self) -> None:
        """End the child and give its memory back."""
        await self._sandbox.aclose()


def _fault(reason: Reason) -> BackendError:
    match reason:
        case Reason.TOO_SLOW:
            return BackendUnavailable(Fault.TIMEOUT)
        case Reason.EXHAUSTED:
            return BackendRefused(Fault.TOO_LARGE)
        case _:
            return BackendUnavailable(Fault.FAILING)
