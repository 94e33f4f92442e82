"""Every Transcriber over an SDK, the wire it speaks, and sound for it."""

import asyncio
import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pipelines.backends.gemini_transcription import GeminiTranscriber
from pipelines.backends.openai_transcription import SERVER, OpenAITranscriber, manner_of
from pipelines.ports import Audio, Transcriber
from tests.doubles.transcriptions import EarWire, GeminiEar, Transcriptions, Verbose
from tests.doubles.vendors import KEY


@dataclass(frozen=True, slots=True)
class Ear:
    """`make` gives its Transcriber, asking at an address such as that of a Double."""

    name: str
    wire: EarWire
    make: Callable[[str], Transcriber]

    async def open(self, address: str) -> Transcriber:
        """Make it where it may block: SDKs read files and import modules the first time."""
        return await asyncio.to_thread(self.make, address)


def _openai(model: str) -> Callable[[str], Transcriber]:
    manner = manner_of(model)
    return lambda url: OpenAITranscriber(model, key=KEY, manner=manner, address=f"{url}/v1")


def _gemini(model: str) -> Callable[[str], Transcriber]:
    return lambda url: GeminiTranscriber(model, key=KEY, address=url)


GPT = Ear("gpt", Transcriptions(), _openai("gpt-transcribe"))
WHISPER_1 = Ear("whisper-1", Verbose(), _openai("whisper-1"))
WHISPER = Ear(
    "whisper",
    Verbose(),
    lambda url: OpenAITranscriber("small", key=None, manner=SERVER, address=f"{url}/v1"),
)
GEMINI = Ear("gemini", GeminiEar(shaped=False), _gemini("gemini-3.5-transcribe"))
FLASH = Ear("gemini flash", GeminiEar(shaped=True), _gemini("gemini-3.8-flash"))
EARS = (GPT, WHISPER_1, WHISPER, GEMINI, FLASH)


@cache
def tone(seconds: float, hertz: float = 220.0) -> bytes:
    """Give the samples of a tone: nobody speaks, and it is not silent."""
    wave = [round(8000 * math.sin(2 * math.pi * hertz * at / 16_000)) for at in range(160)]
    return (array("h", wave) * math.ceil(seconds * 100)).tobytes()[: round(seconds * 16_000) * 2]


def sound(seconds: float = 2.0, start_s: float = 0.0, cuts: tuple[float, ...] = ()) -> Audio:
    """Give sound for a transcriber."""
    return Audio(tone(seconds), start_s, cuts)
