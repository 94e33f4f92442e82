"""What every Writer must do with a film; what it answers is tested with what every Model does."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import BaseModel

from pipelines.backends.gemini_film import GeminiFilm
from pipelines.backends.on_text import OnText
from pipelines.ports import Film, Prompt, Writer
from tests.doubles.films import Films
from tests.doubles.server import Double
from tests.doubles.vendors import KEY
from tests.fake_model import FakeModel
from tests.fake_writer import FakeWriter
from tests.pipelines.backends.watching import LIMITS

TEXT = '{"total": "7"}'


class Sheet(BaseModel):
    total: str


@dataclass
class Stage:
    """A Writer, a film for it, and what its vendor keeps, where there is one."""

    writer: Writer
    film: Film
    films: Films


@pytest_asyncio.fixture(params=("by hand", "on text", "watching"))
async def stage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stage]:
    path = tmp_path / "film"
    await asyncio.to_thread(path.write_bytes, b"film")
    films, film = Films(says=lambda: TEXT), Film(path, "video/mp4", 60.0, "f" * 64)
    async with Double(films.respond) as double:
        films.url = double.url
        writer: Writer
        match request.param:
            case "by hand":
                writer = FakeWriter(lambda _: TEXT)
            case "on text":
                writer = OnText(FakeModel(lambda _: TEXT))
            case _:
                writer = await asyncio.to_thread(
                    lambda: GeminiFilm("g", key=KEY, address=double.url, limits=LIMITS)
                )
        yield Stage(writer, film, films)
        await writer.close()


async def ask(stage: Stage) -> Sheet:
    prompt = Prompt("Write.", (), "S0001|We ship.", film=stage.film)
    return (await stage.writer.ask(prompt, Sheet, max_tokens=100, seconds=10)).value


async def test_a_film_may_go_along_and_nothing_of_it_stays(stage: Stage) -> None:
    assert await ask(stage) == Sheet(total="7")
    await stage.writer.let_go(stage.film, seconds=10)
    assert stage.films.kept == {}


async def test_letting_go_of_what_nobody_has_is_harmless(stage: Stage) -> None:
    for _ in range(2):
        await stage.writer.let_go(stage.film, seconds=10)


async def test_it_is_given_again_after_it_was_let_go_of(stage: Stage) -> None:
    for _ in range(2):
        assert await ask(stage) == Sheet(total="7")
        await stage.writer.let_go(stage.film, seconds=10)
