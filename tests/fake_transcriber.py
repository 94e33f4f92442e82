"""A Transcriber by hand: it says what a script gives it for each stretch of sound."""

import asyncio
from collections.abc import Callable

from pipelines.egress import Location
from pipelines.errors import BackendUnavailable, Fault
from pipelines.failover import Backend, Limits
from pipelines.ports import Audio, Heard, Said, Transcriber
from pipelines.usage import Price, Tokens

# What it hears; an exception is raised, None is never answered.
Script = Callable[[Audio], str | Exception | None]
GRAIN_S = 300.0
HERE = Location("", None, self_hosted=True)


class FakeTranscriber:
    """Hears one sentence in each stretch, from its beginning to its end."""

    def __init__(self, script: Script = lambda _: "We ship on Friday.", model: str = "m") -> None:
        self._script = script
        self._model = model
        self.heard: list[Audio] = []
        self.languages: list[str | None] = []
        self.closed = False

    async def transcribe(self, audio: Audio, *, language: str | None, seconds: float) -> Heard:
        self.heard.append(audio)
        self.languages.append(language)
        text = self._script(audio)
        if isinstance(text, Exception):
            raise text
        if text is None:
            try:
                async with asyncio.timeout(seconds):
                    await asyncio.Event().wait()
            except TimeoutError:
                raise BackendUnavailable(Fault.TIMEOUT) from None
        said = (Said(audio.start_s, audio.start_s + audio.seconds, text),) if text else ()
        return Heard(said, self._model, language or "en", Tokens(sound_s=audio.seconds))

    async def close(self) -> None:
        self.closed = True


def listed(
    name: str,
    asked: Transcriber,
    *,
    location: Location = HERE,
    price: Price | None = None,
    sound_s: float = GRAIN_S,
) -> Backend[Transcriber]:
    """List a transcriber; unless said otherwise it is one of this machine."""
    limits = Limits(0, 0, 0, 0, 0, sound_s=sound_s)
    return Backend(name, f"{name}-1", asked, location, limits, price, at_once=2)
