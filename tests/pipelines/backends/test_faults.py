"""Whatever a vendor does, its Model says in our words: one table, every vendor."""

import traceback
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from pydantic import BaseModel

from pipelines.errors import BackendUnavailable
from pipelines.ports import Model, Prompt
from tests.doubles.behaviours import BEHAVIOURS, CANARY, GOOD, Behaviour
from tests.doubles.server import Double, Reply, deaf, nobody
from tests.doubles.vendors import VENDORS, Vendor
from tests.doubles.wire import USED

pytestmark = pytest.mark.asyncio(loop_scope="module")

PROMPT = Prompt(system="Copy.", images=(), text="Total 1,320.00")


class Sheet(BaseModel):
    total: str
    vendor: str | None


@dataclass(frozen=True, slots=True)
class Stage:
    vendor: Vendor
    double: Double
    model: Model


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=VENDORS, ids=lambda v: v.name)
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    vendor: Vendor = request.param
    async with Double(lambda _: Reply()) as double:
        model = await vendor.open(double.url)
        yield Stage(vendor, double, model)
        await model.close()


async def test_a_good_answer(stage: Stage) -> None:
    stage.double.respond = lambda _: stage.vendor.wire.good(GOOD)
    answer = await stage.model.ask(PROMPT, Sheet, max_tokens=100, seconds=10)
    assert (answer.value, answer.text) == (Sheet(total="1,320.00", vendor=CANARY), GOOD)
    assert (answer.model, answer.tokens) == ("double-1", USED)


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda behaviour: behaviour.name)
async def test_a_fault_has_its_name(stage: Stage, behaviour: Behaviour) -> None:
    with pytest.raises(behaviour.raises) as caught:
        await ask(stage, behaviour)
    error = caught.value
    assert type(error) is behaviour.raises
    assert error.fault is behaviour.fault
    assert error.tokens == behaviour.tokens
    if isinstance(error, BackendUnavailable):
        assert error.retry_after == behaviour.retry_after
    assert CANARY not in "".join(traceback.format_exception(error))


async def ask(stage: Stage, behaviour: Behaviour) -> None:
    if behaviour.at != "double":
        async with (deaf if behaviour.at == "deaf" else nobody)() as url:
            model = await stage.vendor.open(url)
            try:
                await model.ask(PROMPT, Sheet, max_tokens=100, seconds=behaviour.seconds)
            finally:
                await model.close()
        return
    reply = behaviour.reply(stage.vendor.wire)
    stage.double.respond = lambda _: reply
    before = len(stage.double.calls)
    try:
        await stage.model.ask(PROMPT, Sheet, max_tokens=100, seconds=behaviour.seconds)
    finally:
        assert len(stage.double.calls) == before + 1, "whoever calls tries again"
