"""Somebody who watches films over Google's wire, for tests."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest_asyncio
from pydantic import BaseModel

from pipelines.backends.gemini_film import GeminiFilm
from pipelines.failover import Limits
from pipelines.ports import Answer, Film, Prompt
from tests.doubles.films import Films
from tests.doubles.server import Double
from tests.doubles.vendors import KEY

CONTENT = bytes(range(256)) * 10
LIMITS = Limits(20, 1_000_000, 1_000_000, 300_000, 1000, film_s=10_800)


class Sheet(BaseModel):
    total: str


@dataclass
class Stage:
    """Somebody who watches, what Google keeps, and a film for it; `slept` are all pauses."""

    films: Films
    double: Double
    film: Film
    slept: list[float] = field(default_factory=list)
    watchers: list[GeminiFilm] = field(default_factory=list)

    async def watcher(self, limits: Limits = LIMITS) -> GeminiFilm:
        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)

        def make() -> GeminiFilm:
            at = self.double.url
            return GeminiFilm("gemini", key=KEY, address=at, limits=limits, sleep=sleep)

        self.watchers.append(await asyncio.to_thread(make))
        return self.watchers[-1]

    async def ask(self, prompt: Prompt | None = None, seconds: float = 20.0) -> Answer[Sheet]:
        watcher = self.watchers[-1] if self.watchers else await self.watcher()
        asked = prompt or Prompt("Write.", (), "S0001 We ship.", film=self.film)
        return await watcher.ask(asked, Sheet, max_tokens=100, seconds=seconds)

    @property
    def rate(self) -> float:
        """At how many pictures a second the film was watched last."""
        first = self.films.asked[-1]["contents"][0]["parts"][0]
        assert first["mediaResolution"] == {"level": "MEDIA_RESOLUTION_HIGH"}
        rate: float = first["videoMetadata"]["fps"]
        return rate


@pytest_asyncio.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    path = tmp_path / "the name a stranger gave.mp4"
    await asyncio.to_thread(path.write_bytes, CONTENT)
    films = Films(says=lambda: '{"total": "7"}')
    async with Double(films.respond) as double:
        films.url = double.url
        made = Stage(films, double, Film(path, "video/mp4", 3600.0, "f" * 64))
        yield made
        for one in made.watchers:
            await one.close()
