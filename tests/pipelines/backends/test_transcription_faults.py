"""Whatever a vendor does with sound, its Transcriber says in our words: the table of models."""

import traceback
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from pipelines.errors import BackendUnavailable
from pipelines.ports import Transcriber
from tests.doubles.behaviours import BEHAVIOURS, CANARY, Behaviour
from tests.doubles.ears import GEMINI, GPT, Ear, sound
from tests.doubles.server import Double, Reply, deaf, nobody

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Words have no shape, and a server that transcribes does not say that it stopped or declined.
OF_WORDS = {"wrong shape", "prose", "says nothing", "truncated", "refusal"}
TABLE = [one for one in BEHAVIOURS if one.name not in OF_WORDS]
GEMINIS = [one for one in BEHAVIOURS if one.name in {"truncated", "refusal"}]
CASES = [(ear, one) for ear in (GPT, GEMINI) for one in TABLE] + [(GEMINI, one) for one in GEMINIS]


@dataclass(frozen=True, slots=True)
class Stage:
    ear: Ear
    double: Double
    ears: Transcriber


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stages() -> AsyncIterator[dict[str, Stage]]:
    async with Double(lambda _: Reply()) as first, Double(lambda _: Reply()) as second:
        opened = {
            ear.name: Stage(ear, double, await ear.open(double.url))
            for ear, double in ((GPT, first), (GEMINI, second))
        }
        yield opened
        for one in opened.values():
            await one.ears.close()


@pytest.mark.parametrize(
    ("ear", "behaviour"), CASES, ids=[f"{ear.name}, {one.name}" for ear, one in CASES]
)
async def test_a_fault_has_its_name(
    stages: dict[str, Stage], ear: Ear, behaviour: Behaviour
) -> None:
    with pytest.raises(behaviour.raises) as caught:
        await ask(stages[ear.name], behaviour)
    error = caught.value
    assert (type(error), error.fault) == (behaviour.raises, behaviour.fault)
    assert error.tokens == behaviour.tokens
    if isinstance(error, BackendUnavailable):
        assert error.retry_after == behaviour.retry_after
    assert CANARY not in "".join(traceback.format_exception(error))


async def ask(stage: Stage, behaviour: Behaviour) -> None:
    seconds = behaviour.seconds
    if behaviour.at != "double":
        async with (deaf if behaviour.at == "deaf" else nobody)() as url:
            ears = await stage.ear.open(url)
            try:
                await ears.transcribe(sound(), language=None, seconds=seconds)
            finally:
                await ears.close()
        return
    reply = behaviour.reply(stage.ear.wire)  # type: ignore[arg-type]  # it has all that is asked
    stage.double.respond = lambda _: reply
    before = len(stage.double.calls)
    try:
        await stage.ears.transcribe(sound(), language=None, seconds=seconds)
    finally:
        assert len(stage.double.calls) == before + 1, "whoever calls tries again"
