"""Whatever Google does with a film, at whichever step, has its name: the table of models."""

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import BaseModel

from pipelines.backends.gemini_film import GeminiFilm
from pipelines.errors import BackendUnavailable
from pipelines.failover import Limits
from pipelines.ports import Film, Prompt
from tests.doubles.behaviours import BEHAVIOURS, CANARY, Behaviour
from tests.doubles.films import STAGES, Films
from tests.doubles.films import Stage as Step
from tests.doubles.generate_content import GENERATE
from tests.doubles.server import Double, deaf, nobody
from tests.doubles.vendors import KEY
from tests.doubles.wire import USED

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Only what is asked at last has a shape, and uses tokens.
OF_ANSWERS = {one.name for one in BEHAVIOURS if one.tokens == USED}
# Of what is not there one learns so: then it is uploaded.
NOT_THERE = {"301 location", "401", "401, a page", "403", "404"}
LIMITS = Limits(20, 1_000_000, 1_000_000, 300_000, 1000, film_s=10_800)
NUMBERS = count()


class Sheet(BaseModel):
    total: str


def applies(step: Step, one: Behaviour) -> bool:
    if one.at != "double" or (one.name in OF_ANSWERS and step != "generate"):
        return False
    if one.retry_after is not None and step != "begin":
        return False  # all steps hear of it in one place
    return step != "get" or one.name not in NOT_THERE


CASES = [(step, one) for step in STAGES for one in BEHAVIOURS if applies(step, one)]


@dataclass(frozen=True, slots=True)
class Stage:
    films: Films
    film: Film
    watcher: GeminiFilm


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    path = tmp_path_factory.mktemp("film") / "film"
    await asyncio.to_thread(path.write_bytes, b"film")
    films = Films(says=lambda: '{"total": "7"}')
    async with Double(films.respond) as double:
        films.url = double.url
        watcher = await opened(double.url)
        yield Stage(films, Film(path, "video/mp4", 60.0, "0"), watcher)
        await watcher.close()


async def opened(url: str, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> GeminiFilm:
    return await asyncio.to_thread(
        lambda: GeminiFilm("g", key=KEY, address=url, limits=LIMITS, sleep=sleep)
    )


async def ask(watcher: GeminiFilm, film: Film, seconds: float) -> None:
    prompt = Prompt("Write.", (), "S0001 canary", film=film)
    await watcher.ask(prompt, Sheet, max_tokens=100, seconds=seconds)


@pytest.mark.parametrize(
    ("step", "behaviour"), CASES, ids=[f"{step}, {one.name}" for step, one in CASES]
)
async def test_a_fault_has_its_name_at_every_step(
    stage: Stage, step: Step, behaviour: Behaviour
) -> None:
    """It is made once: whoever calls tries again."""
    film = replace(stage.film, name=f"film-{next(NUMBERS)}")
    reply = behaviour.reply(GENERATE)
    # A key that may delete nothing may list nothing either.
    also: dict[Step, object] = {"list": reply} if step == "delete" else {}
    stage.films.instead = {step: reply, **also}  # type: ignore[dict-item]
    stage.films.stages.clear()
    call = (
        stage.watcher.let_go(film, seconds=behaviour.seconds)
        if step == "delete"
        else ask(stage.watcher, film, behaviour.seconds)
    )
    with pytest.raises(behaviour.raises) as caught:
        await call
    error = caught.value
    assert (type(error), error.fault) == (behaviour.raises, behaviour.fault)
    assert error.tokens == behaviour.tokens
    if isinstance(error, BackendUnavailable):
        assert error.retry_after == behaviour.retry_after
    assert CANARY not in "".join(traceback.format_exception(error))
    assert stage.films.stages.count(step) == 1


@pytest.mark.parametrize(
    "one", [one for one in BEHAVIOURS if one.at != "double"], ids=lambda one: one.name
)
async def test_where_nobody_answers(stage: Stage, one: Behaviour) -> None:
    async with (deaf if one.at == "deaf" else nobody)() as url:
        watcher = await opened(url)
        for call in (
            ask(watcher, stage.film, one.seconds),
            watcher.let_go(stage.film, seconds=0.2),
        ):
            with pytest.raises(one.raises) as caught:
                await call
            assert caught.value.fault is one.fault
        await watcher.close()


async def test_it_can_be_given_up_while_it_is_waited_for(stage: Stage) -> None:
    stage.films.instead, stage.films.pending = {}, 100
    waits = asyncio.Event()

    async def sleep(_: float) -> None:
        waits.set()
        await asyncio.Event().wait()

    watcher = await opened(stage.films.url, sleep)
    call = asyncio.create_task(ask(watcher, replace(stage.film, name="given up"), 60.0))
    await waits.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    stage.films.pending = 0
    await watcher.close()


async def test_a_film_that_is_gone_from_this_disk_is_our_fault(stage: Stage) -> None:
    stage.films.instead = {}
    gone = replace(stage.film, name="gone", path=Path("/nowhere"))
    with pytest.raises(FileNotFoundError):
        await ask(stage.watcher, gone, 10.0)
