"""When a backend that was unavailable is asked again: one call first, whatever goes on beside."""

import asyncio
from datetime import timedelta

import pytest

from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, BadAnswer, Fault
from pipelines.failover import Attempt
from pipelines.resting import LONGEST_WISH, Rest
from tests.pipelines.oracles import (
    ANYWHERE,
    BEGIN,
    Does,
    Oracle,
    ask,
    backend,
    failover,
    now,
    once,
    oracle,
    told,
)
from tests.virtual_time import run

DOWN = BackendUnavailable(Fault.CONNECTION)


def quick(*steps: Exception | str) -> Oracle:
    return oracle(*(Does(step, 0.0) for step in steps))


def test_of_fifty_calls_one_probes() -> None:
    first, second = quick(*[DOWN] * 3, "back"), quick("second")
    first.steps[3] = Does("back", 5)

    async def scenario() -> None:
        chain = failover([backend("a", first), backend("b", second)])
        assert told(await ask(chain)) == ["connection", "read"]
        await asyncio.sleep(30)
        outcomes = await asyncio.gather(*(ask(chain) for _ in range(50)))
        assert sorted(told(one)[0] for one in outcomes) == ["read"] + ["resting"] * 49
        assert {one.tried[0].since for one in outcomes} == {None, BEGIN + timedelta(seconds=1.5)}
        assert len(first.calls) == 4
        first.steps = [Does("up", 0.0)]
        outcomes = await asyncio.gather(*(ask(chain) for _ in range(50)))
        assert {told(one)[0] for one in outcomes} == {"read"}

    run(scenario())


def test_of_fifty_calls_that_wait_for_a_dead_backend_few_reach_it() -> None:
    """Those that wait for a free place when it begins to rest go to the next one."""
    dead = oracle(DOWN)

    async def scenario() -> None:
        chain = failover([backend("a", dead), backend("b", quick("second"))])
        outcomes = await asyncio.gather(*(ask(chain) for _ in range(50)))
        assert {one.result for one in outcomes} == {"second"}
        heard = [told(one)[0] for one in outcomes]
        assert set(heard) == {"resting", "connection"}
        assert heard.count("resting") > 35
        assert len(dead.calls) <= 8 + 3

    run(scenario())


def test_a_rest_grows_to_a_bound_and_since_stays() -> None:
    asked = quick(DOWN)

    async def scenario() -> None:
        chain = failover([backend("a", asked)])
        rests = []
        await ask(chain)
        for _ in range(8):
            failed, calls = now(), len(asked.calls)
            while len(asked.calls) == calls:
                await asyncio.sleep(1)
                outcome = await ask(chain)
                assert outcome.tried[0].since == BEGIN + timedelta(seconds=1.5)
            rests.append(round(now() - failed))
        assert rests == [30, 60, 120, 240, 480, 600, 600, 600]

    run(scenario())


@pytest.mark.parametrize(
    ("wish", "rest"), [(90.0, 90.0), (10.0, 30.0), (1e9, LONGEST_WISH), (float("nan"), 30.0)]
)
def test_a_backend_rests_as_long_as_it_wants(wish: float, rest: float) -> None:
    async def scenario() -> None:
        one = Rest(30.0, 8, lambda: BEGIN, now)
        leave = one.admit()
        assert leave
        one.failed(leave, wish)
        await asyncio.sleep(rest - 0.5)
        assert not one.admits
        await asyncio.sleep(1)
        assert one.admits

    run(scenario())


def test_who_asks_for_more_than_the_time_left_rests_for_it() -> None:
    asked = quick(BackendUnavailable(Fault.BUSY, retry_after=90), "yes")

    async def scenario() -> None:
        chain = failover([backend("a", asked), backend("b", quick("yes"))])
        assert told(await ask(chain)) == ["busy", "read"]
        await asyncio.sleep(89)
        assert told(await ask(chain)) == ["resting", "read"]
        await asyncio.sleep(1)
        assert told(await ask(chain)) == ["read", "-"]

    run(scenario())


def test_who_came_back_is_new() -> None:
    """Its next rest is a first one, and tries that helped are no reason for one."""
    helped: list[Exception | str] = [DOWN, "yes"] * 12
    asked = quick(*[DOWN] * 3, "yes", *helped, DOWN)

    async def scenario() -> None:
        chain = failover([backend("a", asked)])
        await ask(chain)
        await asyncio.sleep(30)
        assert [told(await ask(chain)) for _ in range(13)] == [["read"]] * 13
        assert told(await ask(chain)) == ["connection"]
        asked.steps = [Does("yes", 0.0)]
        await asyncio.sleep(29)
        assert told(await ask(chain)) == ["resting"]
        await asyncio.sleep(1)
        assert told(await ask(chain)) == ["read"]

    run(scenario())


def test_calls_that_fail_side_by_side_count_once() -> None:
    asked = quick(DOWN)

    async def scenario() -> None:
        chain = failover([backend("a", asked)])
        await asyncio.gather(ask(chain), ask(chain))
        assert len(asked.calls) == 6
        asked.steps = [Does("yes", 0.0)]
        await asyncio.sleep(30)
        assert told(await ask(chain)) == ["read"]

    run(scenario())


def test_who_was_busy_while_it_rested_and_came_back_may_ask() -> None:
    asked = quick(*[DOWN] * 3, "yes")

    async def slowly(attempt: Attempt[Oracle]) -> str:
        await asyncio.sleep(60)
        return await once(attempt)

    async def scenario() -> None:
        chain = failover([backend("a", asked)])
        slow = asyncio.create_task(chain.first(slowly, egress=ANYWHERE, seconds=100.0))
        await asyncio.sleep(0)
        assert told(await ask(chain)) == ["connection"]
        await asyncio.sleep(35)
        assert told(await ask(chain)) == ["read"]
        assert (await slow).result == "yes"

    run(scenario())


def test_a_probe_that_was_cancelled_is_given_back() -> None:
    asked = oracle(*[DOWN] * 3, Does("slow", 100), "yes")

    async def scenario() -> None:
        chain = failover([backend("a", asked)])
        await ask(chain)
        await asyncio.sleep(31)
        probe = asyncio.create_task(ask(chain))
        await asyncio.sleep(1)
        assert told(await ask(chain)) == ["resting"]
        probe.cancel()
        await asyncio.gather(probe, return_exceptions=True)
        assert asked.gone == 1
        assert told(await ask(chain)) == ["read"]

    run(scenario())


def test_places_of_cancelled_calls_are_given_back() -> None:
    asked = oracle(*[Does("slow", 100)] * 4, "yes")

    async def scenario() -> None:
        chain = failover([backend("a", asked)])
        running = [asyncio.create_task(ask(chain)) for _ in range(9)]
        await asyncio.sleep(1)
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        outcomes = await asyncio.gather(*(ask(chain) for _ in range(4)))
        assert [told(one) for one in outcomes] == [["read"]] * 4
        assert now() == pytest.approx(2)

    run(scenario())


@pytest.mark.parametrize("error", [BackendRefused(Fault.REFUSED), BadAnswer(Fault.SHAPE)])
def test_whatever_a_probe_is_told_it_is_back(error: BackendError) -> None:
    asked = quick(*[DOWN] * 3, error, "yes")

    async def scenario() -> None:
        chain = failover([backend("a", asked)])
        await ask(chain)
        await asyncio.sleep(30)
        probe = await ask(chain)
        assert told(probe) == [error.fault]
        assert probe.tried[0].since is None
        outcomes = await asyncio.gather(*(ask(chain) for _ in range(4)))
        assert [told(one) for one in outcomes] == [["read"]] * 4

    run(scenario())


def test_calls_from_before_a_rest_say_nothing_about_its_end() -> None:
    asked = oracle(Does("long", 10), DOWN)

    async def scenario() -> None:
        chain = failover([backend("a", asked)])
        early = asyncio.create_task(ask(chain))
        await asyncio.sleep(0.1)
        await ask(chain)
        assert told(await early) == ["read"]
        assert told(await ask(chain)) == ["resting"]

    run(scenario())


def test_whoever_stays_after_a_renewal_goes_on_resting() -> None:
    dead, other = quick(DOWN), quick("yes")

    async def scenario() -> None:
        chain = failover([backend("a", dead)])
        await ask(chain)
        chain.renew([backend("a", dead, price=None), backend("b", other)])
        outcome = await ask(chain)
        assert told(outcome) == ["resting", "read"]
        assert outcome.tried[0].backend.price is None
        assert chain.backends == tuple(one.backend for one in outcome.tried)
        chain.renew([backend("b", other)])
        assert told(await ask(chain)) == ["read"]

    run(scenario())
