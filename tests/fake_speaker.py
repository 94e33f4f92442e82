"""A Speaker by hand: it says everything in a tone, unless a script says something else."""

import asyncio
from collections.abc import Callable

from pipelines.egress import Location
from pipelines.failover import Backend, Limits
from pipelines.ports import Speaker, Voiced
from pipelines.usage import Price, Tokens
from tests.doubles.voice.speech import said

HERE = Location("", None, self_hosted=True)


class FakeSpeaker:
    """Says what it is given; an exception of `script` is raised, an event waited for."""

    def __init__(
        self, script: Callable[[str], Exception | asyncio.Event | None] = lambda _: None
    ) -> None:
        self._script = script
        self.asked: list[str] = []
        self.languages: list[str] = []
        self.closed = False

    async def speak(self, text: str, *, language: str, seconds: float) -> Voiced:
        self.asked.append(text)
        self.languages.append(language)
        what = self._script(text)
        if isinstance(what, Exception):
            raise what
        if what is not None:
            await what.wait()
        return Voiced(said(text), Tokens(input=len(text)))

    async def close(self) -> None:
        self.closed = True


def listed(name: str, asked: Speaker, *, price: Price | None = None) -> Backend[Speaker]:
    """List a speaker of this machine."""
    return Backend(name, f"{name}-1", asked, HERE, Limits(0, 0, 0, 0, 0), price)
