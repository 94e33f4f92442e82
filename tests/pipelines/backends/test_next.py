"""Whatever a vendor does, the next one is asked and it is told why: the table, through Failover."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest
import pytest_asyncio
from pydantic import BaseModel

from pipelines.egress import Egress, Location
from pipelines.errors import BackendUnavailable
from pipelines.failover import Attempt, Backend, Failover, Limits, Outcome
from pipelines.ports import Answer, Model, Prompt
from pipelines.usage import Tokens
from tests.doubles.behaviours import BEHAVIOURS, GOOD, NOW, Behaviour
from tests.doubles.server import Double, Reply, deaf, nobody
from tests.doubles.vendors import VENDORS, Vendor
from tests.doubles.wire import speaking

pytestmark = pytest.mark.asyncio(loop_scope="module")

PROMPT = Prompt(system="Copy.", images=(), text="Total 1,320.00")
LIMITS = Limits(images=4, pixels=2_000_000, image_bytes=1 << 22, input_tokens=9000, output_tokens=9)
HASTY = 3.0  # for both backends: half of it is waited for the one that is silent


class Sheet(BaseModel):
    total: str
    vendor: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    """A vendor that does as it is told, and its neighbour in the list, which answers."""

    vendor: Vendor
    double: Double
    model: Model
    neighbour: Model


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desks() -> AsyncIterator[list[Desk]]:
    async with AsyncExitStack() as stack:
        desks = []
        for vendor, other in zip(VENDORS, (*VENDORS[1:], VENDORS[0]), strict=True):
            double = await stack.enter_async_context(Double(lambda _: Reply()))
            good = Double(speaking(other.wire, lambda _: GOOD))
            await stack.enter_async_context(good)
            models = [await vendor.open(double.url), await other.open(good.url)]
            for model in models:
                stack.push_async_callback(model.close)
            desks.append(Desk(vendor, double, *models))
        yield desks


async def reading(attempt: Attempt[Model]) -> Answer[Sheet]:
    return await attempt.run(
        lambda model, seconds: model.ask(PROMPT, Sheet, max_tokens=100, seconds=seconds)
    )


async def asked(models: list[Model], seconds: float) -> Outcome[Model, Answer[Sheet]]:
    listed = [
        Backend(str(at), "m", model, Location("127.0.0.1", self_hosted=True), LIMITS)
        for at, model in enumerate(models)
    ]
    failover = Failover(listed, clock=lambda: NOW, rest_seconds=30, sleep=at_once)
    return await failover.first(reading, egress=Egress(), seconds=seconds)


async def at_once(_: float) -> None:
    """Nobody waits between tries here; whether there is time to is reckoned all the same."""


async def outcomes(
    desk: Desk, behaviour: Behaviour
) -> tuple[Outcome[Model, Answer[Sheet]], Outcome[Model, Answer[Sheet]]]:
    """Give what comes of it with a neighbour, and alone."""
    seconds = 10.0 if behaviour.seconds > 1 else HASTY
    if behaviour.at == "double":
        reply = behaviour.reply(desk.vendor.wire)
        desk.double.respond = lambda _: reply
        models = [desk.model, desk.neighbour]
        return await asked(models, seconds), await asked(models[:1], seconds / 2)
    async with (deaf if behaviour.at == "deaf" else nobody)() as url:
        lost = await desk.vendor.open(url)
        models = [lost, desk.neighbour]
        both = await asked(models, seconds), await asked(models[:1], seconds / 2)
        await lost.close()
        return both


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda behaviour: behaviour.name)
async def test_the_next_one_reads_and_the_reason_is_told(
    desks: list[Desk], behaviour: Behaviour
) -> None:
    for desk, (beside, alone) in zip(
        desks, await asyncio.gather(*(outcomes(desk, behaviour) for desk in desks)), strict=True
    ):
        name = desk.vendor.name
        assert beside.result is not None, name
        assert beside.result.value.total == "1,320.00", name
        assert alone.result is None, name
        first, second = beside.tried
        (only,) = alone.tried
        for told in (first, only):
            assert (told.saw, told.fault, told.bar) == (True, behaviour.fault, None), name
            assert (told.since == NOW) is (behaviour.raises is BackendUnavailable), name
            assert told.tokens == behaviour.tokens, name
        assert (second.saw, second.fault, second.bar) == (True, None, None), name
        assert second.tokens != Tokens(), name


async def test_the_first_that_answers_is_the_only_one_asked(desks: list[Desk]) -> None:
    for desk in desks:
        desk.double.respond = speaking(desk.vendor.wire, lambda _: GOOD)
        before = len(desk.double.calls)
        outcome = await asked([desk.model, desk.neighbour], 10)
        assert outcome.result is not None
        assert [told.saw for told in outcome.tried] == [True, False]
        assert len(desk.double.calls) == before + 1
